using Dapper;
using Entente.Bodies;
using Entente.Obligations;
using Entente.Records;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>What is owed, over a real database: from a description and what happens to a row that says why.</summary>
public sealed class OwedTests : IAsyncLifetime
{
    private readonly OwedApp _app = new();

    public async ValueTask InitializeAsync() => await _app.InitializeAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task A_fact_opens_what_it_obliges_to_and_its_end_lifts_it()
    {
        await _app.GoThrough();
        (await _app.Kept("JPN")).ShouldBeEmpty();
        await _app.Quota("JPN", 1000, "2026-01-01", "2026-03-16");
        await _app.Follow();
        (await _app.Kept("JPN")).ShouldBe([("2026-W10", "owed", "2026-03-16"), ("2026-W11", "owed", "2026-03-20")], "The feast of the 11th is no working day of the first.");
        (await _app.Kept("GHA")).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_says_why_and_how_its_day_was_worked_out()
    {
        await _app.Quota("JPN", 1000, "2026-01-01");
        await _app.GoThrough();
        var why = (await _app.Service<WhyOwed>().Of(await _app.Whoever(_app.Clerk), await _app.Obligation("JPN", "2026-W10"))).ShouldNotBeNull();
        why.Now.Reason!.Says!.In("en").Text.ShouldBe("You hold a quota of {0} kg.");
        why.Now.Reason.Values.ShouldBe([new SaidValue("number", "1000")]);
        why.Now.Sum.Select(step => (step.Is, step.Text, step.Amount, step.To)).ShouldBe([
            ("start", "period.end", null, OwedApp.Day("2026-03-09")), ("add", null, "-P1D", OwedApp.Day("2026-03-08")), ("working", null, "5", OwedApp.Day("2026-03-16"))]);
        why.Now.Sum[2].Off.ShouldBe([OwedApp.Day("2026-03-11")]);
        why.Now.Sum[2].Weekends.ShouldBe(2);
        (await _app.Service<WhyOwed>().Of(await _app.Whoever(_app.Neighbour), why.Id)).ShouldBeNull();
        (await _app.Service<WhyOwed>().Of(await _app.Whoever(_app.Desk), why.Id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_statement_meets_it_one_without_rows_is_nil_and_one_that_is_withdrawn_leaves_it_open_and_all_of_it_stays_known()
    {
        await _app.Quota("JPN", 1000, "2026-01-01");
        await _app.GoThrough();
        var before = _app.Clock.GetUtcNow();
        _app.Clock.Advance(TimeSpan.FromDays(1));
        var statement = await _app.Caught("JPN", "2026-W10", 100);
        await _app.Follow();
        (await _app.Kept("JPN"))[0].State.ShouldBe("met");
        _app.Clock.Advance(TimeSpan.FromDays(1));
        await _app.Withdraw(statement, "weekly", "JPN");
        await _app.Follow();
        (await _app.Kept("JPN"))[0].State.ShouldBe("owed");
        await _app.Caught("JPN", "2026-W11");
        await _app.Follow();
        (await _app.Ask<bool>("select nil from obligations.obligation where party = 'JPN' and period_code = '2026-W11'")).ShouldBeTrue();
        var why = (await _app.Service<WhyOwed>().Of(await _app.Whoever(_app.Head), await _app.Obligation("JPN", "2026-W10"))).ShouldNotBeNull();
        why.Events.Select(happening => happening.Kind).ShouldBe([EventKind.Opened, EventKind.Met, EventKind.Unmet]);
        (await _app.Ask<string>("select state from obligations.known_at('sea', @at) k where k.obligation = @id", new { at = before.AddHours(25).UtcDateTime, id = why.Id })).ShouldBe("met");
        (await _app.Ask<string>("select state from obligations.known_at('sea', @at) k where k.obligation = @id", new { at = before.UtcDateTime, id = why.Id })).ShouldBe("owed");
    }

    [Fact]
    public async Task Past_four_fifths_of_the_quota_a_week_falls_into_its_days_and_what_was_declared_keeps_its_rhythm()
    {
        await _app.Quota("JPN", 1000, "2026-01-01");
        await _app.GoThrough();
        await _app.Caught("JPN", "2026-W10", 900);
        await _app.Follow();
        var kept = await _app.Kept("JPN");
        kept.Take(3).ShouldBe([("2026-W10", "met", "2026-03-16"), ("2026-03-09", "owed", "2026-03-17"), ("2026-W11", "lifted", "2026-03-20")]);
        kept.Count(one => one.Period.StartsWith("2026-03-", StringComparison.Ordinal) && one.State == "owed").ShouldBeGreaterThan(20);
        var why = (await _app.Service<WhyOwed>().Of(await _app.Whoever(_app.Head), await _app.Obligation("JPN", "2026-03-09"))).ShouldNotBeNull();
        why.Now.Reason!.Tightened!.In("en").Text.ShouldBe("More than 80 % of {0} kg is used.");
        await _app.Caught("JPN", "2026-03-09", 10);
        await _app.Follow();
        (await _app.Kept("JPN"))[1].ShouldBe(("2026-03-09", "met", "2026-03-17"));
    }

    [Fact]
    public async Task Doing_all_of_it_again_on_any_node_writes_nothing()
    {
        await _app.Quota("JPN", 1000, "2026-01-01");
        await _app.Quota("GHA", 500, "2026-01-01");
        await _app.Requirement("Send the list");
        await _app.Caught("JPN", "2026-W10", 900);
        await _app.GoThrough();
        await _app.Follow();
        var (events, seq) = (await _app.Ask<long>("select count(*) from obligations.event"), await _app.Ask<long>("select sum(seq) from obligations.obligation"));
        using var twin = _app.Twin();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(at => at % 2 == 0 ? _app.GoThrough() : twin.Services.GetService(typeof(GoingThrough)) is GoingThrough other ? other.Everything() : Task.CompletedTask));
        await _app.Follow();
        (await _app.Ask<long>("select count(*) from obligations.event"), await _app.Ask<long>("select sum(seq) from obligations.obligation")).ShouldBe((events, seq));
        seq.ShouldBe(events);
    }

    [Fact]
    public async Task Two_nodes_that_follow_at_once_take_everything_once()
    {
        await _app.Quota("JPN", 1000, "2026-01-01");
        await _app.GoThrough();
        await _app.Follow();
        using var twin = _app.Twin();
        var other = (Follower)twin.Services.GetService(typeof(Follower))!;
        foreach (var week in new[] { "2026-W10", "2026-W11", "2026-W12", "2026-W13" })
        {
            await _app.Caught("JPN", week, 1);
            await Task.WhenAll(_app.Service<Follower>().Take(), other.Take(), _app.Service<Follower>().Take());
        }
        await _app.Follow();
        (await _app.Kept("JPN")).Take(4).ShouldAllBe(one => one.State == "met");
        (await _app.Ask<long>("select count(*) from obligations.event where kind = 'met'")).ShouldBe(4);
    }

    [Fact]
    public async Task A_run_that_is_cut_in_the_middle_has_done_nothing_and_is_done_by_the_next()
    {
        await _app.Quota("JPN", 1000, "2026-01-01");
        await _app.GoThrough();
        await _app.Follow();
        await _app.Caught("JPN", "2026-W10", 1);
        await _app.Execute("create function public.cut() returns trigger language plpgsql as $$ begin raise exception 'cut' using errcode = '57P01'; end $$; create trigger cut after insert on obligations.ground for each statement execute function public.cut()");
        await Should.ThrowAsync<PostgresException>(_app.Follow);
        (await _app.Kept("JPN"))[0].State.ShouldBe("owed");
        await _app.Execute("drop trigger cut on obligations.ground; drop function public.cut()");
        await _app.Follow();
        (await _app.Kept("JPN"))[0].State.ShouldBe("met");
    }

    [Fact]
    public async Task A_requirement_is_owed_by_those_it_names_called_by_its_code_of_the_year_and_met_or_excused_in_the_annual_report()
    {
        var all = await _app.Requirement("Send the list", days: 40, codes: [("OLD-1", null, 2025), ("R1-26", 2026, null)]);
        var one = await _app.Requirement("Answer for the traps", whom: "JPN");
        await _app.GoThrough();
        (await _app.Kept("GHA", "duties")).ShouldBe([("2026", "owed", "2027-02-10")]);
        (await _app.Kept("NOR", "duties")).ShouldBeEmpty("An observer declares no annual report.");
        (await _app.Kept("JPN", "duties")).Count.ShouldBe(2);
        (await _app.Ask<string>("select called ->> 'code' from obligations.obligation where party = 'GHA' and definition = 'duties'")).ShouldBe("R1-26");
        await _app.Answered("JPN", 2026, (all, "sent", null), (one, "none", "No traps"));
        await _app.Follow();
        (await _app.Kept("JPN", "duties")).Select(kept => kept.State).Order().ShouldBe(["excused", "met"]);
        (await _app.Kept("JPN", "answers")).ShouldBe([("2025", "owed", "2026-09-15"), ("2026", "met", "2027-09-15")], "The report of the year before can still be in time.");
        (await _app.Kept("GHA", "duties"))[0].State.ShouldBe("owed");
    }

    [Fact]
    public async Task The_statements_of_a_return_that_names_it_meet_a_requirement_and_so_does_another_requirement_it_names()
    {
        var first = await _app.Requirement("Report every week", whom: "JPN", codes: [("R1-26", 2026, 2026)]);
        await _app.Requirement("Report at all", whom: "JPN", with: first);
        await _app.GoThrough();
        (await _app.Kept("JPN", "duties")).ShouldAllBe(kept => kept.State == "owed");
        await _app.Caught("JPN", "2026-W10", 1);
        await _app.Follow();
        (await _app.Kept("JPN", "duties")).ShouldAllBe(kept => kept.State == "met");
    }

    [Fact]
    public async Task Who_is_no_party_on_the_last_day_owes_nothing_for_the_period()
    {
        await _app.Quota("FRA", 1000, "2026-01-01");
        await _app.GoThrough();
        (await _app.Kept("FRA")).Select(one => one.Period).ShouldBe(["2026-W10", "2026-W11"]);
    }

    [Fact]
    public async Task Whoever_the_body_shows_it_to_sees_what_became_of_it_and_not_why()
    {
        await _app.Quota("JPN", 1000, "2026-01-01");
        await _app.GoThrough();
        async Task<(long, long, long)> Seen(Guid? reader) => await _app.Service<ReadersOf>().As(reader is { } id ? await _app.Whoever(id) : null, "a test", async connection =>
            (await connection.ExecuteScalarAsync<long>("select count(*) from obligations.obligation where definition = 'weekly'"), await connection.ExecuteScalarAsync<long>("select count(*) from obligations.event e join obligations.obligation o on o.id = e.obligation where o.definition = 'weekly'"),
                await connection.ExecuteScalarAsync<long>("select count(*) from obligations.ground")));
        var own = await Seen(_app.Clerk);
        own.Item1.ShouldBeGreaterThan(5);
        own.Item3.ShouldBeGreaterThan(5);
        var observer = await Seen(_app.Observer);
        (observer.Item1, observer.Item2, observer.Item3).ShouldBe((own.Item1, own.Item2, 0));
        (await Seen(null)).ShouldBe((0, 0, 0));
        (await _app.Service<Owed>().Of(await _app.Whoever(_app.Neighbour))).ShouldAllBe(item => item.Party == "GHA");
    }

    [Fact]
    public async Task What_a_person_owes_over_all_parties_comes_the_most_urgent_first_and_can_be_given_to_a_colleague()
    {
        await _app.Quota("JPN", 1000, "2026-01-01");
        await _app.GoThrough();
        var head = await _app.Whoever(_app.Head);
        var items = await _app.Service<Owed>().Of(head);
        items[0].PeriodCode.ShouldBe("2026-W09", "It is due on Friday.");
        items.Where(item => item.DueAt is not null).ShouldBeInOrder(SortDirection.Ascending, Comparer<OwedItem>.Create((one, other) => one.DueAt!.Value.CompareTo(other.DueAt!.Value)));
        var delegating = _app.Service<Delegating>();
        (await delegating.Colleagues(head, items[0].Id)).Select(person => person.Name).ShouldBe(["Clerk of Japan", "Head of Japan"], ignoreOrder: true);
        (await delegating.Give(head, items[0].Id, _app.Clerk, "Please")).ShouldBe(Delegated.Done);
        (await _app.Service<Owed>().Of(head))[0].GivenTo.ShouldBe(_app.Clerk);
        (await delegating.Give(head, items[0].Id, _app.Neighbour, null)).ShouldBe(Delegated.NotAColleague);
        (await delegating.Give(await _app.Whoever(_app.Neighbour), items[0].Id, _app.Neighbour, null)).ShouldBe(Delegated.NotThere);
        (await delegating.Give(await _app.Whoever(_app.Observer), items[0].Id, _app.Clerk, null)).ShouldBe(Delegated.NotThere);
        (await delegating.Give(head, items[0].Id, null, null)).ShouldBe(Delegated.Done);
        (await _app.Service<Owed>().Of(head))[0].GivenTo.ShouldBeNull();
    }

    [Fact]
    public async Task People_are_reminded_before_and_after_once_and_only_whoever_has_it()
    {
        await _app.Quota("JPN", 1000, "2026-01-01");
        await _app.GoThrough();
        var reminding = _app.Service<Reminding>();
        await reminding.Run(default);
        (await _app.Ask<long>("select count(*) from obligations.reminder")).ShouldBe(0);
        // Friday the 13th: three days before the 16th.
        _app.Clock.Advance(TimeSpan.FromDays(11));
        await reminding.Run(default);
        await reminding.Run(default);
        (await _app.Ask<long>("select count(*) from obligations.reminder where day = -3")).ShouldBe(2);
        (await _app.Ask<long>("select count(*) from mail.message")).ShouldBe(2);
        await _app.Service<Delegating>().Give(await _app.Whoever(_app.Head), await _app.Obligation("JPN", "2026-W10"), _app.Clerk, null);
        _app.Clock.Advance(TimeSpan.FromDays(4));
        await reminding.Run(default);
        (await _app.Ask<Guid>("select person from obligations.reminder where day = 1")).ShouldBe(_app.Clerk);
        // Declared at last: nobody is told any more.
        await _app.Caught("JPN", "2026-W10", 1);
        await _app.Follow();
        _app.Clock.Advance(TimeSpan.FromDays(1));
        await reminding.Run(default);
        (await _app.Ask<long>("select count(*) from obligations.reminder where day = 1")).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_year_asks_of_a_party_gives_its_annual_report_its_rows()
    {
        var mine = await _app.Requirement("Mine", whom: "JPN");
        await _app.Requirement("Theirs", whom: "GHA");
        await using var connection = await _app.Service<Entente.Shared.Data.Database>().OpenWriter();
        var published = _app.Service<DefinitionCatalogue>().Find("sea", "answers")!;
        var around = await _app.Service<Entente.Records.Writing.Reviews>().Around(connection, _app.Service<BodyCatalogue>().Find("sea")!, published, Guid.NewGuid(), "JPN",
            new Period(OwedApp.Day("2026-01-01"), OwedApp.Day("2027-01-01")), new Entente.Records.Content.Statement(published.Definition), default);
        around.Entries("duties").ShouldBe([mine.ToString()]);
    }
}
