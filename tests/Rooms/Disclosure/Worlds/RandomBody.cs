using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>
/// A body drawn by chance: its parties, standings and groups, and a definition of each kind, in which statements, sections,
/// columns and fields are shown to whomever chance says. What a later way of sharing adds belongs into <see cref="ShownTo"/>.
/// </summary>
internal sealed class RandomBody(Random chance, string code)
{
    public static readonly string[] PartyCodes = ["ARG", "BEL", "CHL", "DNK", "EGY"];

    public static readonly Right[] AllRights = [Right.Read, Right.Enter, Right.Approve, Right.Submit, Right.Vouch];

    // Longer than any day that is drawn.
    private const string Long = "20 years";

    private static readonly string[] Audiences = ["parties", "table"];

    private static readonly string[] Groups = ["north", "south"];

    public static Loaded Drawn(Random chance, string code) => new RandomBody(chance, code).Draw();

    private Loaded Draw()
    {
        var body = Kit.Definitions.Body() with
        {
            Code = code,
            Audiences = [.. Audiences.Select(audience => new Audience(audience, Say(audience)))],
            Standings = [new("member", Say("Member"), Audiences), new("observer", Say("Observer"), ["table"])],
            Groupings = [new("panel", Say("Panel"), Share.Any, [.. Groups.Select(group => new Group(group, Say(group)))])],
            Posts =
            [
                new("head", Say("Head"), PostFor.Party, AllRights, null, null),
                new("reader", Say("Reader"), PostFor.Party, [Right.Read], null, null),
                new("typist", Say("Typist"), PostFor.Party, [Right.Enter], null, null),
                new("desk", Say("Desk"), PostFor.Body, [Right.Read, Right.Serve], null, null),
                new("analyst", Say("Analyst"), PostFor.Body, [Right.Read], null, null),
            ],
            Parties = [.. PartyCodes.Select(party => new Party(party, party, Say("Land of " + party), [new Membership(chance.Next(3) == 0 ? "observer" : "member", new Period(new DateOnly(2000, 1, 1), null), [.. Groups.Where(_ => chance.Next(2) == 0)])]))],
        };
        return new Loaded(Dues.With(body), [Vessels(), Return(), Case(), Certificate(), Notice()], []);
    }

    /// <summary>A set of readers as a definition may name it; null: as what is around it.</summary>
    private string? ShownTo(int oneIn) => chance.Next(oneIn) == 0 ? AnyReaders() : null;

    private string AnyReaders() => chance.Next(6) switch { 0 or 1 => Sharing.Own, 2 => Sharing.Public, 3 => Groups[chance.Next(2)], _ => Audiences[chance.Next(2)] };

    private Definition Vessels() => Drawn("vessels", DefinitionKind.Register,
        [Main(Of("flag", FieldType.Party, "Flag")), Side(), Rows()],
        new Traits(Register: new RegisterTrait(["name"], ["sign"], ["name", "sign"], 0, chance.Next(4) == 0)));

    // A party says who reads it, its section and one of its columns; in half of them it may keep that from the body's people too.
    private Definition Return()
    {
        string[] may = [Sharing.Own, Sharing.Public, .. Audiences, .. chance.Next(2) == 0 ? [Sharing.Sealed] : Array.Empty<string>()];
        var (side, rows) = (Side(), Rows());
        if (chance.Next(2) == 0)
            side = side with { Choices = may, OpensWithin = Long };
        if (chance.Next(2) == 0)
            side = side with { Fields = [side.Fields[0] with { Confidential = true }, .. side.Fields.Skip(1)] };
        if (chance.Next(2) == 0)
            rows = rows with { Fields = [.. rows.Fields.Select(field => field.Code == "species" ? field with { Choices = may } : field)] };
        var drawn = Drawn("catch", DefinitionKind.Return, [Main(Of("vessel", FieldType.Reference, "Vessel") with { References = "vessels" }), side, rows],
            new Traits(Return: new ReturnTrait(Rhythm.Week, null, chance.Next(2) == 0)));
        return drawn with { Sharing = drawn.Sharing with { Choices = may } };
    }

    private Definition Case() => Drawn("ruling", DefinitionKind.Case, [Main(), Side(), Rows(), Sources()],
        new Traits(Case: new CaseTrait("R-{party}-{0000}", ["name"], [new Clock("decision", Say("Decision"), ["submitted"], [], 30, WorkingDays: false, null)])
        {
            Letters = [new LetterText("answer", Say("Answer"), ["accept", "return"], Say("{number} {reason}"))],
            Referrals = new Referrals(["main", "side"], new TimeLimit(20, WorkingDays: false, null)),
        })
        { Draws = [new Draw("sources", "document", "line", "taken", "document")] });

    private Definition Certificate() => Drawn("document", DefinitionKind.Certificate, [Main(Of("until", FieldType.Date, "Until")), Side(), Lines()],
        new Traits(Certificate: new CertificateTrait("D-{party}-{0000}", ["name"], "lines", "weight", [], ["main.name", "side"]) { ValidUntil = "until" }));

    private Definition Notice() => Drawn("circular", DefinitionKind.Notice, [Main(Of("publish_at", FieldType.DateTime, "Publish at"), Of("reply_by", FieldType.Date, "Reply by")), Side()],
        new Traits(Notice: new NoticeTrait(["name"], "publish_at", "reply_by") { RepliesShownTo = chance.Next(2) == 0 ? "parties" : null, RepliedShownTo = chance.Next(2) == 0 ? "table" : null })) with
    {
        DeclaredBy = Definition.ByBody,
        Workflow = new(
            [new("draft", Say("Draft"), true, false), new("submitted", Say("Published"), false, true), new("correction", Say("Correction"), true, true), new("withdrawn", Say("Withdrawn"), true, false)],
            [
                new("submit", Say("Publish"), ["draft", "correction", "withdrawn"], "submitted", ["serve"], null, true, false, Reason.Optional),
                new("correct", Say("Correct"), ["submitted"], "correction", ["serve"], null, false, false, Reason.None),
                new("withdraw", Say("Withdraw"), ["submitted"], "withdrawn", ["serve"], null, false, false, Reason.Required),
            ]),
    };

    private Definition Drawn(string name, DefinitionKind kind, IReadOnlyList<Section> sections, Traits traits) => New(name, kind, sections, traits: traits) with
    {
        DeclaredBy = "table",
        Sharing = new Sharing(AnyReaders(), [Sharing.Own, Sharing.Public, .. Audiences]) { OpensWithin = kind != DefinitionKind.Notice && chance.Next(2) == 0 ? Long : null },
        Workflow = Steps,
    };

    private Section Main(params IReadOnlyList<Field> more) => Fields("main", "Main",
    [
        Text("name", "Name") with { Required = "true", ShownTo = ShownTo(9) },
        Text("sign", "Sign") with { Longest = 40 },
        .. more.Select(field => field.Code is "vessel" or "until" or "publish_at" or "reply_by" ? field : Shown(field)),
        Shown(Of("remark", FieldType.LongText, "Remark")), Shown(Number("amount", "Amount")), Shown(Of("day", FieldType.Date, "Day")), Shown(Of("gear", FieldType.Code, "Gear") with { List = "gears" }),
        Shown(Of("sure", FieldType.YesNo, "Sure") with { May = [AnswerKind.Withheld, AnswerKind.Nil] }),
        Shown(Of("paper", FieldType.File, "Paper") with { Accept = ["text/plain"] }),
    ]);

    private Section Side() => Fields("side", "Beside", Shown(Text("secret", "Secret")), Shown(Number("price", "Price"))) with { ShownTo = ShownTo(2) };

    private Section Rows() => Table("rows", "Rows", new RowRules(0, 100, [], null), Shown(Text("species", "Species")), Shown(Number("weight", "Weight")), Shown(Of("fish", FieldType.Whole, "Fish"))) with { ShownTo = ShownTo(3) };

    private Section Lines() => Table("lines", "Lines", new RowRules(1, 100, [], null), Shown(Text("product", "Product")), Shown(Number("weight", "Weight") with { From = 0 })) with { ShownTo = ShownTo(4) };

    private Section Sources() => Table("sources", "Sources", new RowRules(0, 100, [], null),
        Of("document", FieldType.Reference, "Document") with { References = "document" }, Of("line", FieldType.Whole, "Line"), Number("taken", "Taken")) with { ShownTo = ShownTo(2) };

    private Field Shown(Field field) => field with { ShownTo = ShownTo(4) };

    private static Workflow Steps { get; } = Usual with
    {
        States = [.. Usual.States, new State("correction", Say("Being corrected"), true, true)],
        Steps =
        [
            .. Usual.Steps.Select(step => step.Code == "submit" ? step with { From = ["draft", "returned", "withdrawn", "correction"] } : step),
            new Step("correct", Say("Correct"), ["submitted", "accepted"], "correction", ["enter"], null, false, false, Reason.None),
        ],
    };

    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"w{number:0000}");
}
