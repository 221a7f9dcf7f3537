using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records;
using Entente.Tests.Rooms.Records.Certificates;
using Entente.Tests.Rooms.Records.Writing;
using Microsoft.Extensions.DependencyInjection;
using static Entente.Tests.Kit.Definitions;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>A register whose entries only their own party reads, a return that names them, and two cases of which one is numbered for each party.</summary>
public sealed class SecretiveApp() : PublishedApp(() => new Loaded(Body(), [Ships, Trip, Case("permit", "P-{0000}"), Case("pass", "Q-{party}-{0000}")], []))
{
    private static readonly Definition Ships = Kit.Definitions.Vessels() with { Sharing = new Sharing(Sharing.Own, []) };

    private static readonly Definition Trip = New("trip", DefinitionKind.Return, [Fields("report", "Report", Of("vessel", FieldType.Reference, "Vessel") with { References = "vessels" }, Text("master", "Master"))]) with { Sharing = new Sharing(Sharing.Own, []) };

    private static Definition Case(string code, string number) => New(code, DefinitionKind.Case, [Fields("request", "Request", Text("what", "What"))], traits: new Traits(Case: new CaseTrait(number, ["what"], []))) with { Sharing = new Sharing(Sharing.Own, []) };

    public static Actor Japan { get; } = DoorApp.Of("JPN", Right.Read, Right.Enter, Right.Submit);

    public static Actor Ghana { get; } = DoorApp.Of("GHA", Right.Read, Right.Enter, Right.Submit);

    public Statement Saying(string code, params (string Section, string Field, string Text)[] said)
    {
        var content = new Statement(Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", code)!.Definition);
        foreach (var (section, field, text) in said)
            content[section, field] = Answer.Of(Value.Of(text));
        return content;
    }

    public async Task<Reply> Submit(string code, Actor by, Statement content, Period? period = null, Period? valid = null) =>
        await Door.Do(new Take(Guid.NewGuid(), "tuna", code, "submit", 0) { Opening = new Subject(by.Holdings[0].Party, period), Content = content, Valid = valid }, by);
}

/// <summary>What somebody learns by submitting, of what others submitted: each is released on purpose (docs/releases.md), and nothing beyond it.</summary>
public sealed class UniquenessTests(SecretiveApp app) : IClassFixture<SecretiveApp>
{
    private static readonly Period SinceLongAgo = new(new DateOnly(2020, 1, 1), null);

    [Fact]
    public async Task A_key_that_is_taken_is_told_and_nothing_else_of_whose_it_is()
    {
        var taken = (await app.Submit("vessels", SecretiveApp.Japan, app.Saying("vessels", ("vessel", "name", "Hidden Maru"), ("vessel", "ircs", "ABC123")), valid: SinceLongAgo)).ShouldBeDone();
        var refused = await app.Submit("vessels", SecretiveApp.Ghana, app.Saying("vessels", ("vessel", "name", "Volta"), ("vessel", "ircs", "ABC123")), valid: SinceLongAgo);
        refused.ShouldBeRefused("key-taken");
        var told = string.Join(' ', refused.Faults);
        foreach (var secret in new[] { "JPN", "Hidden", taken.Statement.ToString() })
            told.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_record_that_is_named_is_known_to_be_there_and_nothing_of_it_is_told()
    {
        var hidden = (await app.Submit("vessels", SecretiveApp.Japan, app.Saying("vessels", ("vessel", "name", "Secret Maru"), ("vessel", "ircs", "XYZ987")), valid: SinceLongAgo)).Statement;
        var week = new Period(new DateOnly(2026, 2, 2), new DateOnly(2026, 2, 9));
        (await app.Submit("trip", SecretiveApp.Ghana, app.Saying("trip", ("report", "vessel", Guid.NewGuid().ToString())), week)).ShouldBeRefused("unknown-record");
        var trip = (await app.Submit("trip", SecretiveApp.Ghana, app.Saying("trip", ("report", "vessel", hidden.ToString())), week)).ShouldBeDone();
        using var clerk = app.As(await app.Person("Clerk of Ghana", ("tuna", "GHA", [Right.Read, Right.Enter])));
        foreach (var address in new[] { $"/bodies/tuna/trip/{trip.Statement}", $"/bodies/tuna/trip/{trip.Statement}/view/versions/1", $"/bodies/tuna/trip/{trip.Statement}/view/print", $"/api/tuna/trip/{trip.Statement}", "/bodies/tuna/trip?format=csv" })
        {
            var page = await clerk.Get(address);
            page.Status.ShouldBe(System.Net.HttpStatusCode.OK);
            page.Text.ShouldNotContain("Secret Maru");
            page.Text.ShouldNotContain("XYZ987");
        }
    }

    [Fact]
    public async Task The_log_tells_how_many_versions_there_are_and_nothing_of_them()
    {
        using var anybody = app.Browser();
        // The log begins with its key when the first version comes.
        (await app.Submit("permit", SecretiveApp.Japan, app.Saying("permit", ("request", "what", "Something")))).ShouldBeDone();
        var before = await anybody.Http.GetStringAsync(new Uri("/log/checkpoint", UriKind.Relative));
        var hidden = (await app.Submit("permit", SecretiveApp.Japan, app.Saying("permit", ("request", "what", "Nobody's business")))).ShouldBeDone();
        var after = await anybody.Http.GetStringAsync(new Uri("/log/checkpoint", UriKind.Relative));
        Size(after).ShouldBe(Size(before) + 1);
        foreach (var secret in new[] { "JPN", "permit", "tuna", hidden.Statement.ToString() })
            after.ShouldNotContain(secret);

        static long Size(string checkpoint) => long.Parse(checkpoint.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_number_counts_what_others_submitted_only_where_its_pattern_is_not_of_the_party()
    {
        foreach (var code in new[] { "permit", "pass" })
        {
            await app.Submit(code, SecretiveApp.Japan, app.Saying(code, ("request", "what", "One")));
            await app.Submit(code, SecretiveApp.Japan, app.Saying(code, ("request", "what", "Two")));
        }
        (await Number("permit")).ShouldBe($"P-{await app.Ask<long>("select count(*) from records.statement where definition = 'permit'"):0000}");
        (await Number("pass")).ShouldBe("Q-GHA-0001");

        async Task<string> Number(string code) => await app.Ask<string>("select number from records.statement where id = @Statement", (await app.Submit(code, SecretiveApp.Ghana, app.Saying(code, ("request", "what", "Mine")))).ShouldBeDone());
    }
}
