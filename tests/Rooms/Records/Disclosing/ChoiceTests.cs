using Entente.Bodies;
using Entente.Ledger;
using Entente.Records.Disclosing;
using Entente.Records.Writing;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Disclosing;

/// <summary>A party says who reads the whole, a section or a field, within what the body allows; what is sealed is the party's alone.</summary>
public sealed class ChoiceTests(DisclosingApp app) : IClassFixture<DisclosingApp>
{
    private const string Owner = "select count(*) from tuna.shared_people where statement = $1";
    private const string Profit = "select count(*) from tuna.shared_report_apart where statement = $1 and profit is not null";
    private const string Price = "select count(*) from tuna.shared_catches_apart where statement = $1 and price is not null";

    [Theory]
    [InlineData("public", "public")]
    [InlineData("own from 2027-03-01;report:  sealed", "own from 2027-03-01; report: sealed")]
    [InlineData("own;  report: sealed ;catches.price: from 2027-01-01", "own; catches.price: from 2027-01-01; report: sealed")]
    [InlineData("", null)]
    [InlineData("own from tomorrow", null)]
    [InlineData("own; report: own; report: sealed", null)]
    public void A_choice_has_one_text(string text, string? plain) => Choice.Find(text)?.Text.ShouldBe(plain);

    [Fact]
    public async Task Each_part_is_read_by_whom_it_was_chosen_for()
    {
        var statement = await app.Submit("public; people: sealed; report.profit: own; catches.price: public");
        foreach (var (reader, owner, profit, price) in new (Guid?, long, long, long)[] { (null, 0, 0, 2), (app.Ghana, 0, 0, 2), (app.Desk, 0, 1, 2), (app.Clerk, 1, 1, 2) })
        {
            (await app.As<long>(reader, Owner, statement)).ShouldBe(owner);
            (await app.As<long>(reader, Profit, statement)).ShouldBe(profit);
            // A price that is read by whoever reads its row stands in the row.
            (await app.As<long>(reader, "select count(*) from tuna.shared_catches where statement = $1 and price = 3", statement)).ShouldBe(price);
            (await app.As<long>(reader, "select count(*) from records.segment where statement = $1 and section = 'people'", statement)).ShouldBe(owner);
        }
        using var desk = app.As(app.Desk);
        var seen = await desk.Get(DisclosingApp.Address(statement) + "/view/versions/1");
        seen.Say("main").ShouldContain("Profit");
        seen.Text.ShouldNotContain("Owner");
        foreach (var page in new[] { "", "/view/print", "/view/versions", "/view/workbook" })
            (await desk.Get(DisclosingApp.Address(statement) + page)).Text.ShouldNotContain("secret owner");
    }

    [Fact]
    public async Task What_is_sealed_as_a_whole_is_known_to_the_secretariat_as_submitted_and_to_nobody_else()
    {
        var statement = await app.Submit("sealed; catches.price: sealed", app.Said("Nobody may know", "Maru"));
        using var desk = app.As(app.Desk);
        var page = await desk.Get(DisclosingApp.Address(statement));
        ((int)page.Status).ShouldBe(200);
        page.Say("main").ShouldContain("Submitted");
        page.Text.ShouldNotContain("Nobody may know");
        ((int)(await desk.Get($"/api/tuna/shared/{statement}")).Status).ShouldBe(200);
        (await desk.Get($"/api/tuna/shared/{statement}")).Text.ShouldNotContain("Nobody may know");
        (await app.As<long>(app.Desk, "select count(*) from records.event where statement = $1", statement)).ShouldBe(2);
        using var ghana = app.As(app.Ghana);
        ((int)(await ghana.Get(DisclosingApp.Address(statement))).Status).ShouldBe(404);
        (await app.As<long>(app.Desk, "select count(*) from tuna.shared_report where statement = $1", statement)).ShouldBe(0);
        (await app.Door.Do(new Take(statement, "tuna", "shared", "accept", 1), await app.Acting(app.Desk))).Faults.ShouldBeEmpty();
        using var clerk = app.As(app.Clerk);
        (await clerk.Get(DisclosingApp.Address(statement) + "/view/versions/1")).Say("main").ShouldContain("Nobody may know");
    }

    [Fact]
    public async Task A_draft_in_which_something_may_be_sealed_is_the_partys_alone()
    {
        using var clerk = app.As(app.Clerk);
        var statement = Guid.NewGuid();
        (await app.Door.Do(new Open(statement, "tuna", "shared", app.Week()), await app.Japan)).Done.ShouldBeTrue();
        await clerk.Submit(await clerk.Get(DisclosingApp.Address(statement)), "form[action*=Correct]");
        (await clerk.Get(DisclosingApp.Address(statement) + "/report")).Say("main").ShouldContain("Profit");
        foreach (var table in new[] { "records.statement where id", "records.draft where statement", "records.draft_snapshot where statement", "records.event where statement" })
        {
            (await app.As<long>(app.Desk, $"select count(*) from {table} = $1", statement)).ShouldBe(0, table);
            (await app.As<long>(app.Clerk, $"select count(*) from {table} = $1", statement)).ShouldBePositive(table);
        }
        var entered = new EnterOnBehalf(statement, "tuna", "shared", "submit", 0, null, app.Said(), Guid.NewGuid(), "It came by mail.");
        (await app.Door.Do(entered, await app.Acting(app.Desk))).Faults.Select(fault => fault.Rule).ShouldContain(Refusals.SealedFromUs);
    }

    [Theory]
    [InlineData("everybody", Refusals.ChoiceNotGiven)]
    [InlineData("public; report: own", Refusals.ChoiceNotGiven)]
    [InlineData("public; people: public", Refusals.ChoiceNotGiven)]
    [InlineData("public; nothing: own", Refusals.ChoiceNotGiven)]
    [InlineData("public; report.profit: from 2026-12-01", Refusals.OpensNotGiven)]
    [InlineData("own from 2026-12-01", Refusals.OpensNotGiven)]
    [InlineData("public from 2126-12-01", Refusals.OpensTooLate)]
    [InlineData("who knows what this is", Refusals.ChoiceNotGiven)]
    public async Task What_the_body_does_not_allow_is_refused(string choice, string rule) =>
        (await app.Send(Guid.NewGuid(), choice)).Faults.Select(fault => fault.Rule).ShouldBe([rule]);

    [Fact]
    public async Task What_opens_on_a_day_opens_at_its_first_instant_without_anybody_doing_anything()
    {
        var day = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime).AddDays(100);
        var statement = await app.Submit($"public from {day:yyyy-MM-dd}");
        const string rows = "select count(*) from tuna.shared_report where statement = $1";
        (await app.As<long>(app.Ghana, rows, statement)).ShouldBe(0);
        (await app.As<long>(null, rows, statement)).ShouldBe(0);
        (await app.As<long>(app.Desk, rows, statement)).ShouldBe(1);
        using var browser = app.Browser();
        ((int)(await browser.Get(DisclosingApp.Address(statement))).Status).ShouldBe(404);
        using var clerk = app.As(app.Clerk);
        (await clerk.Get(DisclosingApp.Address(statement))).Say("aside").ShouldContain("Everybody, from");
        app.Clock.Advance(TimeSpan.FromDays(101));
        (await app.As<long>(null, rows, statement)).ShouldBe(1);
        (await browser.Get(DisclosingApp.Address(statement) + "/view/versions/1")).Say("main").ShouldContain("All well");
    }

    [Theory]
    [InlineData("public", "own")]
    [InlineData("own", "public")]
    [InlineData("public", "public; report.profit: sealed; people: sealed")]
    [InlineData("public; catches.price: sealed; report.profit: sealed", "parties")]
    public async Task Other_readers_are_a_version_that_says_the_same_and_leaves_the_ones_before(string was, string now)
    {
        var statement = await app.Submit(was);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var reply = await app.Door.Do(new ShowTo(statement, "tuna", "shared", 1, now, "The fishery is open."), await app.Japan);
        reply.Faults.ShouldBeEmpty();
        (reply.Version, reply.State).ShouldBe((2, "submitted"));
        // As if it had been declared so at once.
        var other = await app.Submit(now);
        foreach (var reader in new Guid?[] { null, app.Ghana, app.Desk, app.Clerk })
        {
            foreach (var table in new[] { "shared_report", "shared_report_apart", "shared_people", "shared_catches", "shared_catches_apart" })
                (await app.As<long>(reader, $"select count(*) from tuna.{table} where statement = $1 and until is null", statement)).ShouldBe(await app.As<long>(reader, $"select count(*) from tuna.{table} where statement = $1 and until is null", other), table);
            (await app.As<long>(reader, "select count(*) from records.segment where statement = $1 and until is null", statement)).ShouldBe(await app.As<long>(reader, "select count(*) from records.segment where statement = $1 and until is null", other));
        }
        // What it says, and to whom, is what was committed to.
        (await app.Ask<long>("""
            select count(*) from records.segment g join records.audience a on a.id = g.aud
            where g.statement = @statement and g.commitment = sha256(convert_to('entente segment 1' || chr(10), 'UTF8') || g.salt || g.bytes) and convert_from(g.bytes, 'UTF8')::jsonb -> 'audience' = to_jsonb(a.members)
            """, new { statement })).ShouldBe(await app.Ask<long>("select count(*) from records.segment where statement = @statement", new { statement }));
        var commitments = await app.Ask<byte[][]>("select array_agg(commitment) from records.segment where statement = @statement and until is null", new { statement });
        Canonical.Commit(new StatementHead(statement, "tuna", "shared", app.Published.Digest, "JPN", 2), commitments).ShouldBe(reply.Commitment);
        (await app.Ask<string>("select concat_ws(' | ', version, was, shown_to, because) from records.sharing where statement = @statement order by version desc limit 1", new { statement })).ShouldBe($"2 | {was} | {Choice.Read(now).Text} | The fishery is open.");
        (await app.Ask<string>("select step || ' ' || reason from records.event where statement = @statement order by turn desc limit 1", new { statement })).ShouldBe("show-to The fishery is open.");
        using var clerk = app.As(app.Clerk);
        foreach (var version in new[] { 1, 2 })
            (await clerk.Get($"{DisclosingApp.Address(statement)}/view/versions/{version}")).Say("main").ShouldContain("A secret owner");
    }

    [Fact]
    public async Task Readers_are_changed_by_whoever_answers_for_the_declaration_with_a_reason_and_to_others()
    {
        var statement = await app.Submit("public");
        async Task<IEnumerable<string>> Try(Guid person, string to, string reason, int expected = 1) =>
            (await app.Door.Do(new ShowTo(statement, "tuna", "shared", expected, to, reason), await app.Acting(person))).Faults.Select(fault => fault.Rule);
        (await Try(app.Desk, "own", "Why not")).ShouldBe([Refusals.MayNot]);
        (await Try(app.Ghana, "own", "Why not")).ShouldBe([Refusals.MayNot]);
        (await Try(app.Clerk, "own", " ")).ShouldBe([Refusals.ReasonNeeded]);
        (await Try(app.Clerk, "public", "Why not")).ShouldBe([Refusals.SameReaders]);
        (await Try(app.Clerk, "own", "Why not", 7)).ShouldBe([Refusals.Moved]);
    }

    [Fact]
    public async Task Readers_are_chosen_on_a_page_while_it_is_prepared_and_changed_on_it_later()
    {
        using var clerk = app.As(app.Clerk);
        var statement = Guid.NewGuid();
        (await app.Door.Do(new Open(statement, "tuna", "shared", app.Week()), await app.Japan)).Done.ShouldBeTrue();
        await clerk.Submit(await clerk.Get(DisclosingApp.Address(statement)), "form[action*=Correct]");
        var page = await clerk.Get(DisclosingApp.Address(statement) + "/view/readers");
        var kept = await clerk.Submit(page, "main form", ("statement", "parties"), ("people", "sealed"), ("because", "Of commercial interest."));
        kept.Say("main").ShouldContain("What you chose is kept.");
        (await app.Ask<string>("select shown_to from records.draft where statement = @statement", new { statement })).ShouldBe("parties; people: sealed");
        var step = await clerk.Get(DisclosingApp.Address(statement) + "/steps/submit");
        step.Say("main").ShouldContain("The party alone");
        await clerk.Submit(step, "main form");
        (await app.Ask<string>("select shown_to || ' | ' || because from records.sharing where statement = @statement", new { statement })).ShouldBe("parties; people: sealed | Of commercial interest.");
        var change = await clerk.Get(DisclosingApp.Address(statement) + "/view/readers");
        (await clerk.Submit(change, "main form", ("statement", "public"))).Say("main").ShouldContain("reason");
        await clerk.Submit(change, "main form", ("statement", "public"), ("because", "The season is over."));
        (await app.Ask<string>("select shown_to from records.statement where id = @statement", new { statement })).ShouldBe("public; people: sealed");
        using var ghana = app.As(app.Ghana);
        ((int)(await ghana.Get(DisclosingApp.Address(statement) + "/view/readers")).Status).ShouldBe(404);
    }
}
