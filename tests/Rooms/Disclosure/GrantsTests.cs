using System.Net;
using Entente.Bodies;
using Entente.Disclosure.Access;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Views;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>What a party keeps from the body's own people is read by one of them only when two others agree, for hours, and before its eyes.</summary>
public sealed class GrantsTests(ViewsApp app) : IClassFixture<ViewsApp>, IAsyncLifetime
{
    private const string Access = "/bodies/tuna/access";
    private const string Why = "The panel asked about vessel Maru";

    private Guid _officer, _first, _second, _owner;

    public async ValueTask InitializeAsync()
    {
        var mark = Guid.NewGuid().ToString()[..4];
        _officer = await app.Person($"Officer {mark}", ("tuna", null, [Right.Read, Right.Serve]));
        _first = await app.Person($"First watcher {mark}", ("tuna", null, [Right.Read, Right.Oversee]));
        _second = await app.Person($"Second watcher {mark}", ("tuna", null, [Right.Read, Right.Oversee]));
        _owner = await app.Person($"Contact {mark}", ("tuna", "JPN", [Right.Read, Right.Vouch]));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_sealed_record_opens_when_two_others_agree_and_closes_when_the_time_is_over()
    {
        var (sealedOne, other) = (await Sealed(), await Sealed());
        using var officer = app.As(_officer);
        var address = ViewsApp.Address(sealedOne) + "/view/versions/1";
        (await officer.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        var grant = await Ask(officer, sealedOne);
        (await officer.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound, "nobody has agreed");
        await Approve(_first, grant);
        (await officer.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound, "one is not enough");
        await Approve(_second, grant);
        var page = await officer.Get(address);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Say("main").ShouldContain("Sealed Sato");
        (await officer.Get(ViewsApp.Address(other) + "/view/versions/1")).Status.ShouldBe(HttpStatusCode.NotFound, "it opens this one alone");
        using var owner = app.As(_owner);
        var lines = (await owner.Get($"/bodies/tuna/readings?statement={sealedOne}")).Say("tbody");
        lines.ShouldContain(Why);
        lines.ShouldContain("Restricted access");
        (await app.Ask<long>("select count(*) from mail.message m join bodies.person p on p.email = m.to_address where p.id = @_owner and m.text_key = 'disclosure.access.mail.begun'", new { _owner })).ShouldBe(1);
        app.Clock.Advance(TimeSpan.FromMinutes(61));
        (await officer.Get(address)).Status.ShouldBe(HttpStatusCode.NotFound, "the hour is over");
    }

    [Fact]
    public async Task Whoever_asks_does_not_agree_and_nobody_agrees_twice()
    {
        var asker = await app.Person("Watcher who asks", ("tuna", null, [Right.Read, Right.Oversee]));
        using var browser = app.As(asker);
        var statement = await Sealed();
        var grant = await Ask(browser, statement);
        (await Post(browser, "approve", grant)).Status.ShouldBe(HttpStatusCode.Forbidden);
        using var officer = app.As(_officer);
        (await Post(officer, "approve", grant)).Status.ShouldBe(HttpStatusCode.NotFound, "who serves does not even see what others asked");
        await Approve(_first, grant);
        using var first = app.As(_first);
        (await Post(first, "approve", grant)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.Get(ViewsApp.Address(statement))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_owner_ends_it_at_any_moment()
    {
        var statement = await Sealed();
        using var officer = app.As(_officer);
        var grant = await Ask(officer, statement);
        await Approve(_first, grant);
        await Approve(_second, grant);
        (await officer.Get(ViewsApp.Address(statement))).Status.ShouldBe(HttpStatusCode.OK);
        using var owner = app.As(_owner);
        (await Post(owner, "end", grant)).Status.ShouldBe(HttpStatusCode.OK);
        (await officer.Get(ViewsApp.Address(statement))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_cannot_be_logged_is_not_shown_under_a_grant()
    {
        var statement = await Sealed();
        using var officer = app.As(_officer);
        var grant = await Ask(officer, statement);
        await Approve(_first, grant);
        await Approve(_second, grant);
        await app.Execute("alter table disclosure.reading rename to away");
        try
        {
            var answer = await officer.Get(ViewsApp.Address(statement) + "/view/versions/1");
            answer.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Text.ShouldNotContain("Sealed Sato");
        }
        finally
        {
            await app.Execute("alter table disclosure.away rename to reading");
        }
    }

    [Fact]
    public async Task The_database_lets_no_grant_begin_without_two_others_and_shows_no_row_without_one_that_lives()
    {
        var statement = await Sealed();
        using var officer = app.As(_officer);
        var grant = await Ask(officer, statement);
        await Approve(_first, grant);
        await using var writer = new NpgsqlConnection(app.Database.Logins.Writer);
        await writer.OpenAsync(TestContext.Current.CancellationToken);
        await using var begin = new NpgsqlCommand("update disclosure.access_grant set begins_at = now(), ends_at = now() + interval '1 hour' where id = $1", writer) { Parameters = { new() { Value = grant } } };
        (await Should.ThrowAsync<PostgresException>(() => begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).MessageText.ShouldContain("two others");
        (await Rows(statement)).ShouldBe(0);
        await Approve(_second, grant);
        (await Rows(statement)).ShouldBe(1);
        app.Clock.Advance(TimeSpan.FromHours(2));
        (await Rows(statement)).ShouldBe(0);
    }

    [Fact]
    public void It_is_decided_by_who_one_is_and_how_the_grant_stands()
    {
        var now = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        var (asker, one, owner, stranger) = (Somebody(null, Right.Serve), Somebody(null, Right.Oversee), Somebody("JPN", Right.Vouch), Somebody("GHA", Right.Vouch, Right.Oversee));
        var grant = new AccessGrant(Guid.NewGuid(), "tuna", "JPN", "landings", null, null, null, asker.Id, Why, TimeSpan.FromHours(1), now, null, null, null, null, false, []);
        Granting.MayAsk(asker, "tuna").ShouldBeTrue();
        Granting.MayAsk(owner, "tuna").ShouldBeFalse();
        Granting.MayApprove(one, grant, now).ShouldBeTrue();
        Granting.MayApprove(stranger, grant, now).ShouldBeFalse("a party watches over its own data alone");
        Granting.MayApprove(one, grant, now + Granting.Waits).ShouldBeFalse("it has lapsed");
        Granting.Begins(grant, one.Id).ShouldBeFalse();
        Granting.Begins(grant with { Approvers = [one.Id] }, one.Id).ShouldBeFalse("one person is one");
        Granting.Begins(grant with { Approvers = [one.Id] }, asker.Id).ShouldBeFalse("whoever asked does not count");
        Granting.Begins(grant with { Approvers = [one.Id] }, Guid.NewGuid()).ShouldBeTrue();
        var live = grant with { BeginsAt = now, EndsAt = now.AddHours(1) };
        live.On(now.AddHours(1)).ShouldBe(GrantState.Over, "the end is excluded");
        Granting.MayEnd(owner, live, now).ShouldBeTrue();
        Granting.MayEnd(stranger, live, now).ShouldBeFalse();
        Granting.MaySee(stranger, live).ShouldBeFalse();
    }

    private static Person Somebody(string? party, params Right[] rights) =>
        new(Guid.NewGuid(), "Somebody", "s@example.org", null, null, [new Holding(Guid.NewGuid(), "tuna", party, "post", new DateOnly(2020, 1, 1), null, rights.ToHashSet())]);

    // As the party alone reads it: nobody of the body's own people is among its readers.
    private async Task<Guid> Sealed()
    {
        var statement = await app.Submit(app.Said("Sealed Sato", (1, "Maru", 1)));
        await app.Execute("""
            insert into records.audience (body, members) values ('tuna', '{party:JPN}'), ('tuna', '{party:JPN,post:nobody}') on conflict do nothing;
            update records.statement s set own_aud = a.id from records.audience a where a.members = '{party:JPN}' and s.id = @statement;
            update records.segment g set aud = b.id from records.audience a, records.audience b where a.members = '{party:JPN,post:nobody}' and b.id = a.id and g.statement = @statement and g.aud <> (select aud from records.statement where id = @statement);
            update records.segment g set aud = a.id from records.audience a where a.members = '{party:JPN}' and g.statement = @statement and g.aud = (select aud from records.statement where id = @statement);
            update records.statement s set aud = a.id from records.audience a where a.members = '{party:JPN}' and s.id = @statement;
            update tuna.landings_report t set aud = a.id from records.audience a where a.members = '{party:JPN}' and t.statement = @statement;
            update tuna.landings_report_apart t set aud = a.id from records.audience a where a.members = '{party:JPN}' and t.statement = @statement;
            update tuna.landings_people t set aud = a.id from records.audience a where a.members = '{party:JPN}' and t.statement = @statement;
            update tuna.landings_catches t set aud = a.id from records.audience a where a.members = '{party:JPN}' and t.statement = @statement;
            update tuna.landings_catches_apart t set aud = a.id from records.audience a where a.members = '{party:JPN}' and t.statement = @statement;
            """, new { statement });
        return statement;
    }

    private async Task<Guid> Ask(Browser browser, Guid statement)
    {
        var form = await browser.Get(Access);
        (await browser.Submit(form, "form.e-ask", ("party", "JPN"), ("definition", "landings"), ("statement", ViewsApp.Address(statement)), ("purpose", Why), ("hours", "1"))).Status.ShouldBe(HttpStatusCode.OK);
        return await app.Ask<Guid>("select id from disclosure.access_grant where statement = @statement", new { statement });
    }

    private async Task Approve(Guid who, Guid grant)
    {
        using var browser = app.As(who);
        (await Post(browser, "approve", grant)).Status.ShouldBe(HttpStatusCode.OK);
    }

    // With the token of whatever form the reader has.
    private static async Task<Page> Post(Browser browser, string handler, Guid grant)
    {
        var page = await browser.Get(Access);
        return await browser.Send(new HttpRequestMessage(HttpMethod.Post, $"{Access}?handler={handler}")
        {
            Content = new FormUrlEncodedContent([.. page.Fields("form").Where(field => field.Key.StartsWith('_')), KeyValuePair.Create("id", grant.ToString())]),
        });
    }

    // With the login of grants itself, whatever the application does.
    private async Task<long> Rows(Guid statement)
    {
        await using var connection = new NpgsqlConnection(app.Database.Logins.Granted);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("""
            select set_config('entente.person', $1, false), set_config('entente.today', '2026-01-01', false), set_config('entente.at', $2, false);
            """, connection) { Parameters = { new() { Value = _officer.ToString() }, new() { Value = app.Clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture) } } };
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var count = new NpgsqlCommand("select count(*) from tuna.landings_report where statement = $1", connection) { Parameters = { new() { Value = statement } } };
        return (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
