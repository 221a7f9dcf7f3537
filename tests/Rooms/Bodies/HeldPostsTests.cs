using Dapper;
using Entente.Bodies;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>A description does not take a post from under those who hold it.</summary>
public sealed class HeldPostsTests(TestApp app) : IClassFixture<TestApp>, IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("entente-bodies-").FullName;
    private readonly string _code = $"b{Guid.NewGuid():n}"[..20];

    [Fact]
    public async Task A_post_that_somebody_holds_cannot_disappear()
    {
        await Begin();
        await Hold("chair", "2026-01-01", null);
        await Hold("chair", "2026-06-01", null);
        await Hold("reporter", "2025-01-01", "2026-03-02", "FRA");
        Edit("chair:", "president:");
        Edit("reporter:", "rapporteur:");
        var outcome = await Publish();
        (outcome.Version, outcome.IsNew).ShouldBe((1, false));
        outcome.Findings.ShouldHaveSingleItem().ToString().ShouldSatisfyAllConditions(
            said => said.ShouldStartWith("body.yaml:"),
            said => said.ShouldContain("The post \"chair\" was removed, and 2 people hold it or will."),
            said => said.ShouldContain($"/bodies/{_code}/people?post=chair"),
            said => said.ShouldContain("[post-in-use]"));
        await Do("update bodies.holding set period = daterange('2025-01-01', '2026-03-02') where body = @_code");
        (await Publish()).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_post_that_somebody_holds_stays_on_its_side()
    {
        await Begin();
        await Hold("chair", "2026-01-01", null);
        Edit("name: Chair\n    for: body", "name: Chair\n    for: party");
        var finding = (await Publish()).Findings.ShouldHaveSingleItem();
        finding.What.ShouldContain("The post \"chair\" was for the body, and 1 person holds it");
        finding.Mend.ShouldContain("\"for: body\"");
    }

    [Fact]
    public async Task A_post_that_nobody_holds_any_more_goes()
    {
        await Begin();
        await Hold("chair", "2025-01-01", "2026-03-02");
        Edit("chair:", "president:");
        (await Publish()).Version.ShouldBe(2);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private async Task Begin()
    {
        NewBody.Create(_root, _code, TextWriter.Null).ShouldBe(0);
        (await Publish()).Version.ShouldBe(1);
    }

    private async Task<Outcome> Publish() => (await Publication.Publish(app.Database.Owner, _root, TableMaking.Make, app.Clock, TestContext.Current.CancellationToken)).Single(outcome => !outcome.Withdrawn);

    private void Edit(string old, string with)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_root, _code), "*.yaml", SearchOption.AllDirectories))
            File.WriteAllText(file, File.ReadAllText(file).Replace(old, with));
    }

    private async Task Hold(string post, string from, string? until, string? party = null) => await Do("""
        insert into bodies.holding (id, person, body, party, post, period, granted_at)
        values (gen_random_uuid(), @person, @_code, @party, @post, daterange(@from::date, @until::date), '2026-01-01Z')
        """, new { person = await app.NewPerson($"{Guid.NewGuid():n}@example.org"), _code, party, post, from, until });

    private async Task Do(string sql, object? values = null)
    {
        await using var connection = new NpgsqlConnection(app.Database.Owner);
        await connection.ExecuteAsync(sql, values ?? new { _code });
    }
}
