using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>An application with a register of vessels that changes as registers do, with people of two parties and of the secretariat.</summary>
public sealed class RegisterApp() : PublishedApp(() => new Loaded(Kit.Definitions.Body(), Registers(), []))
{
    private int _signs;

    public Guid Captain { get; private set; }

    public Guid Officer { get; private set; }

    public Guid Neighbour { get; private set; }

    public static Actor Japan { get; } = Of("JPN", Right.Enter, Right.Submit);

    public static Actor Ghana { get; } = Of("GHA", Right.Enter, Right.Submit);

    public static Actor Secretariat { get; } = Of(null, Right.Serve);

    public static Actor Colleague { get; } = Of(null, Right.Serve);

    /// <summary>Open to the public, corrected and accepted as definitions are that do not say otherwise.</summary>
    public static Definition Vessels(string code = "vessels", RegisterTrait? trait = null)
    {
        var plain = Kit.Definitions.Vessels();
        var workflow = Kit.Definitions.Usual;
        return plain with
        {
            Code = code,
            Sharing = new Sharing(Sharing.Public, []),
            Sections = [plain.Sections[0] with { Fields = [.. plain.Sections[0].Fields, Kit.Definitions.Of("owner", FieldType.Text, "Owner") with { ShownTo = Sharing.Own }] }],
            Workflow = new Workflow(
                [.. workflow.States, new State("correction", Kit.Definitions.Say("Being corrected"), true, true)],
                [.. workflow.Steps.Select(step => step.Code == "submit" ? step with { From = ["draft", "returned", "withdrawn", "correction"] } : step),
                    new Step("correct", Kit.Definitions.Say("Correct"), ["submitted", "accepted"], "correction", ["enter"], null, false, false, Reason.None)]),
            Traits = new Traits(Register: trait ?? plain.Traits.Register! with { Alike = ["name", "ircs"] }),
        };
    }

    private static IReadOnlyList<Definition> Registers()
    {
        var trait = Kit.Definitions.Vessels().Traits.Register!;
        var trips = Kit.Definitions.New("trips", DefinitionKind.Return,
            [Kit.Definitions.Table("catches", "Catches", new RowRules(0, 100, [], null), Kit.Definitions.Of("vessel", FieldType.Reference, "Vessel") with { References = "vessels" }, Kit.Definitions.Number("weight", "Weight"))]);
        return [trips, Vessels(), Vessels("noticed", trait with { NoticeDays = 14 }), Vessels("asked", trait with { ByRequest = true, Alike = ["name", "ircs"] })];
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Captain = await this.Person("Captain of Japan", ("tuna", "JPN", [Right.Read, Right.Enter, Right.Submit]));
        Officer = await this.Person("Officer of the secretariat", ("tuna", null, [Right.Read, Right.Serve]));
        Neighbour = await this.Person("Captain of Ghana", ("tuna", "GHA", [Right.Read, Right.Enter, Right.Submit]));
    }

    public PublishedDefinition Published(string code = "vessels") => Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", code).ShouldNotBeNull();

    /// <summary>A call sign that no other vessel of the tests has.</summary>
    public string Sign() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"S{Interlocked.Increment(ref _signs):00000}");

    public Statement Ship(string name, string sign, string? owner = null, string code = "vessels")
    {
        var content = new Statement(Published(code).Definition);
        content["vessel", "name"] = name.Length == 0 ? Answer.Blank : Answer.Of(Value.Of(name));
        content["vessel", "ircs"] = Answer.Of(Value.Of(sign));
        content["vessel", "owner"] = owner is null ? Answer.Blank : Answer.Of(Value.Of(owner));
        return content;
    }

    /// <summary>A vessel that is in the register from a day on.</summary>
    public async Task<Guid> Entered(string name, string from, string? sign = null, string? until = null, string party = "JPN", string? owner = null)
    {
        var id = Guid.CreateVersion7(Clock.GetUtcNow());
        var take = new Take(id, "tuna", "vessels", "submit", 0) { Opening = new Subject(party), Content = Ship(name, sign ?? Sign(), owner), Valid = Days(from, until) };
        (await Door.Do(take, party == "JPN" ? Japan : Ghana)).Faults.ShouldBeEmpty();
        return id;
    }

    /// <summary>What it says from a day on.</summary>
    public async Task<Reply> Changed(Guid id, int seen, string name, string sign, string from, string? until = null, Func<Take, Take>? also = null)
    {
        (await Door.Do(new Take(id, "tuna", "vessels", "correct", seen), Japan)).Done.ShouldBeTrue();
        var take = new Take(id, "tuna", "vessels", "submit", seen) { Content = Ship(name, sign), Valid = Days(from, until) };
        return await Door.Do(also is null ? take : also(take), Japan);
    }

    public static Period Days(string? from, string? until) => new(from is null ? null : Day(from), until is null ? null : Day(until));

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Actor Of(string? party, params Right[] rights) =>
        new(null, Guid.NewGuid(), [new Holding(Guid.NewGuid(), "tuna", party, party is null ? "desk" : "head", new DateOnly(2020, 1, 1), null, rights.ToHashSet())]);
}
