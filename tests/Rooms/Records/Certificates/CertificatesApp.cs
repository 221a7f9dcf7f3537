using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Writing;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Records.Certificates;

/// <summary>A body with a certificate that is used up by others of its kind and by a case.</summary>
public sealed class CertificatesApp() : PublishedApp(() => new Loaded(Body(), [Document, Landing], []))
{
    public static readonly Definition Document = New("document", DefinitionKind.Certificate,
        [
            Fields("head", "The consignment",
                Text("vessel", "Vessel") with { Required = "true" },
                Text("buyer", "Buyer"),
                Of("until", FieldType.Date, "Holds until"),
                Of("instead", FieldType.Reference, "Replaces") with { References = "document" }),
            Table("products", "Products", new RowRules(1, 100, [], null), Text("product", "Product"), Number("weight", "Weight") with { Unit = "kg", Places = 2, From = 0 }),
            Sources(),
        ],
        traits: new Traits(Certificate: new CertificateTrait("D-{party}-{0000}", ["vessel"], "products", "weight", [From("sources")], ["head.vessel", "products"]) { ValidUntil = "until", Replaces = "instead" }));

    private static readonly Definition Landing = New("landing", DefinitionKind.Case, [Fields("head", "Landing", Text("port", "Port")), Sources()],
        traits: new Traits(Case: new CaseTrait("L-{0000}", ["port"], [])) { Draws = [From("sources")] });

    public static Actor Japan { get; } = Writing.DoorApp.Of("JPN", Right.Read, Right.Enter, Right.Submit);

    public static Actor Ghana { get; } = Writing.DoorApp.Of("GHA", Right.Read, Right.Enter, Right.Submit);

    public static Actor Desk { get; } = Writing.DoorApp.Of(null, Right.Read, Right.Serve);

    public Definition Published(string code) => Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", code).ShouldNotBeNull().Definition;

    /// <summary>A certificate over these weights, one line each.</summary>
    public async Task<Reply> Issue(params decimal[] weights) => (await Door.Do(Issuing("JPN", weights), Japan)).ShouldBeDone();

    public Take Issuing(string party, params decimal[] weights) => new(Guid.NewGuid(), "tuna", "document", "submit", 0) { Opening = new Subject(party), Content = Consignment(weights) };

    public Statement Consignment(params decimal[] weights)
    {
        var content = new Statement(Published("document"));
        content["head", "vessel"] = Answer.Of(Value.Of("Hoshi Maru"));
        content["head", "buyer"] = Answer.Of(Value.Of("A secret buyer"));
        foreach (var weight in weights)
            Product(content, Guid.NewGuid(), weight);
        return content;
    }

    public static void Product(Statement content, Guid id, decimal weight)
    {
        var section = content.Definition.Section("products")!;
        var row = Row.Of(section, id);
        row[section, "product"] = Answer.Of(Value.Of("Gilled and gutted"));
        row[section, "weight"] = Answer.Of(Value.Of(weight));
        content.Rows("products").Add(row);
    }

    public Statement Using(string code, params (Guid Document, int Line, decimal Weight)[] uses)
    {
        var content = code == "document" ? Consignment(uses.Sum(use => use.Weight)) : new Statement(Published(code));
        var section = content.Definition.Section("sources")!;
        foreach (var (document, line, weight) in uses)
        {
            var row = Row.Of(section, Guid.NewGuid());
            row[section, "document"] = Answer.Of(Value.Of(document.ToString()));
            row[section, "line"] = Answer.Of(Value.Of(line));
            row[section, "weight"] = Answer.Of(Value.Of(weight));
            content.Rows("sources").Add(row);
        }
        return content;
    }

    public Take Use(string code, params (Guid Document, int Line, decimal Weight)[] uses) =>
        new(Guid.NewGuid(), "tuna", code, "submit", 0) { Opening = new Subject("GHA"), Content = Using(code, uses) };

    public Task<decimal> Left(Reply document, int line = 1) =>
        Ask<decimal>("select total - drawn from records.balance where certificate = @Statement and line = @line", new { document.Statement, line });

    public async Task<(string Number, string Code)> Paper(Reply document) =>
        await Ask<(string, string)>("select s.number, c.code from records.statement s join records.certificate c on c.statement = s.id where s.id = @Statement", document);

    private static Section Sources() => Table("sources", "Documents of origin", new RowRules(0, 100, [], null),
        Of("document", FieldType.Reference, "Document") with { References = "document" },
        Of("line", FieldType.Whole, "Line"),
        Number("weight", "Weight taken") with { Unit = "kg", Places = 2 });

    private static Draw From(string section) => new(section, "document", "line", "weight", "document");
}

internal static class Done
{
    public static Reply ShouldBeDone(this Reply reply)
    {
        reply.Done.ShouldBeTrue(string.Join(", ", reply.Faults));
        return reply;
    }

    public static void ShouldBeRefused(this Reply reply, params string[] rules)
    {
        reply.Done.ShouldBeFalse();
        reply.Faults.Where(fault => fault.Blocks).Select(fault => fault.Rule).Distinct().ShouldBe(rules);
    }
}
