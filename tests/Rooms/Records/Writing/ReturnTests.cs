using Entente.Bodies;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Drafts;
using Entente.Records.Writing;
using Entente.Tests.Kit;

namespace Entente.Tests.Rooms.Records.Writing;

/// <summary>From a draft to what is accepted, with the rules, the register and the drafts that belong to it.</summary>
public sealed class ReturnTests(ReturnApp app) : IClassFixture<ReturnApp>
{
    [Fact]
    public async Task What_two_people_drafted_a_third_submits_and_once_corrected_it_is_accepted()
    {
        await app.Register("Maru", "JAAA1");
        var (ana, ben, cho) = (await app.Somebody("ana"), await app.Somebody("ben"), await app.Somebody("cho"));
        var id = Guid.NewGuid();
        (await app.Door.Do(new Open(id, "tuna", "landings", app.Week()), ana)).Done.ShouldBeTrue();
        var draft = await app.Begin(id);
        await app.Type(draft, ana, "draft", "officer", "\"K. Sato\"");
        await app.Type(draft, ben, "draft", "weight", "\"250\"");
        foreach (var author in new[] { ana, ben })
            (await app.Door.Do(await app.Submit(id, 0), author)).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.FourEyes);
        var first = await app.Door.Do(await app.Submit(id, 0), cho);
        (first.Done, first.State).ShouldBe((true, "submitted"), string.Join(", ", first.Faults));
        (await app.Ask<decimal>("select tonnes from tuna.landings_report where statement = @id and until is null", new { id })).ShouldBe(0.25m);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await app.Door.Do(new Take(id, "tuna", "landings", "return", 1) { Reason = "Which weight is it?" }, DoorApp.Secretariat)).Done.ShouldBeTrue();
        var again = await app.Begin(id, DraftBeginning.Version(app.Report("K. Sato", 250), 1));
        await app.Type(again, cho, "returned", "weight", "\"260\"");
        (await app.Door.Do(await app.Submit(id, 1), cho)).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.FourEyes);
        (await app.Door.Do(await app.Submit(id, 1), ana)).Version.ShouldBe(2);
        (await app.Door.Do(new Take(id, "tuna", "landings", "accept", 2), DoorApp.Secretariat)).State.ShouldBe("accepted");
        (await app.Ask<string>("select string_agg(ended, ' ' order by generation) from records.draft where statement = @id", new { id })).ShouldBe("submitted submitted");
    }

    [Fact]
    public async Task What_was_typed_after_the_draft_was_read_is_not_lost()
    {
        await app.Register("Early", "JBBB1");
        var (ana, cho) = (await app.Somebody("early"), await app.Somebody("late"));
        var id = Guid.NewGuid();
        await app.Door.Do(new Open(id, "tuna", "landings", app.Week()), ana);
        var draft = await app.Begin(id);
        await app.Type(draft, ana, "draft", "officer", "\"K. Sato\"");
        await app.Type(draft, ana, "draft", "weight", "\"250\"");
        var read = await app.Submit(id, 0);
        await app.Type(draft, ana, "draft", "weight", "\"300\"");
        (await app.Door.Do(read, cho)).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.Moved);
        (await app.Ask<bool>("select ended is null from records.draft where statement = @id", new { id })).ShouldBeTrue();
        (await app.Door.Do(await app.Submit(id, 0), cho)).Done.ShouldBeTrue();
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        await app.Register("Wrong", "JCCC1");
        var reply = await app.Door.Do(app.Landing(app.Report(null, -1, Guid.NewGuid().ToString())), DoorApp.Of("GHA", Right.Submit));
        reply.Done.ShouldBeFalse();
        reply.Faults.Select(fault => fault.Rule).ShouldBe([Refusals.MayNot, "required", "unknown-record", "check:own-flag", "from", Refusals.GuardFails], ignoreOrder: true);
    }

    [Fact]
    public async Task A_warning_passes_with_a_reason_which_is_kept()
    {
        await app.Register("Warned", "JDDD1");
        var command = app.Landing(app.Report("K. Sato", 5000));
        (await app.Door.Do(command, DoorApp.Japan)).Faults.Select(fault => fault.Rule).ShouldBe(["check:plausible", Refusals.ExcuseNeeded]);
        var excused = command with { Excuses = [new Excuse("check:plausible", "report", null, "weight", "Two vessels landed at once.")] };
        (await app.Door.Do(excused, DoorApp.Japan)).Done.ShouldBeTrue();
        (await app.Ask<string>("select rule || ' ' || level || ' ' || excuse from records.fault where statement = @Statement and version = 1", command)).ShouldBe("check:plausible warning Two vessels landed at once.");
    }

    [Fact]
    public async Task A_guard_that_does_not_hold_stops_its_step()
    {
        await app.Register("Guarded", "JEEE1");
        (await app.Door.Do(app.Landing(app.Report("K. Sato", 0)), DoorApp.Japan)).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.GuardFails);
        (await app.Door.Do(app.Landing(app.Report("K. Sato", null)), DoorApp.Japan)).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.GuardFails, "a blank guard does not hold");
        var heavy = app.Landing(app.Report("K. Sato", 9500)) with { Excuses = [new Excuse("check:plausible", "report", null, "weight", "It is so.")] };
        (await app.Door.Do(heavy, DoorApp.Japan)).Done.ShouldBeTrue();
        (await app.Door.Do(new Take(heavy.Statement, "tuna", "landings", "accept", 1), DoorApp.Secretariat)).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.GuardFails);
    }

    [Fact]
    public async Task What_the_rules_looked_at_is_kept_by_its_digest()
    {
        await app.Register("Digest", "JFFF1");
        var (one, same, other) = (app.Landing(app.Report("A", 1)), app.Landing(app.Report("B", 2)), app.Landing(app.Report("C", 3)));
        await app.Door.Do(one, DoorApp.Japan);
        await app.Door.Do(same, DoorApp.Japan);
        await app.Register("Another", "JFFF2");
        await app.Door.Do(other, DoorApp.Japan);
        (await Digest(same)).ShouldBe(await Digest(one));
        (await Digest(other)).ShouldNotBe(await Digest(one));
    }

    [Fact]
    public async Task A_rule_sees_the_entry_that_an_answer_names()
    {
        var (mine, theirs) = (await app.Register("Mine", "JGGG1"), await app.Register("Theirs", "JGGG2", "GHA"));
        (await app.Door.Do(app.Landing(app.Report("A", 1, mine.Statement.ToString())), DoorApp.Japan)).Done.ShouldBeTrue();
        (await app.Door.Do(app.Landing(app.Report("A", 1, theirs.Statement.ToString())), DoorApp.Japan)).Faults.ShouldHaveSingleItem().Rule.ShouldBe("check:own-flag");
    }

    [Fact]
    public async Task A_key_that_another_entry_has_is_a_fault()
    {
        (await app.Register("One", "JHHH1")).Done.ShouldBeTrue();
        var second = await app.Register("Two", "JHHH1");
        second.Done.ShouldBeFalse();
        second.Faults.ShouldHaveSingleItem().Rule.ShouldBe("key-taken");
    }

    [Fact]
    public async Task Numbers_have_no_gap_however_many_ask_at_once()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(async () =>
        {
            var content = new Statement(app.Published("requests").Definition);
            content["ask", "what"] = Answer.Of(Value.Of(number % 3 == 0 ? new string('x', 5_000) : "A licence"));
            return await app.Door.Do(new Take(Guid.NewGuid(), "tuna", "requests", "submit", 0) { Opening = new Subject("JPN"), Content = content }, DoorApp.Japan);
        })));
        var done = replies.Count(reply => reply.Done);
        done.ShouldBeGreaterThanOrEqualTo(8);
        var year = app.Clock.GetUtcNow().Year;
        (await app.Ask<string>("select string_agg(number, ' ' order by number) from records.statement where definition = 'requests'"))
            .ShouldBe(string.Join(' ', Enumerable.Range(1, done).Select(number => $"AR-{year}-JPN-{number:0000}")));
    }

    [Fact]
    public async Task A_large_table_is_copied_and_its_correction_touches_only_what_changed()
    {
        var definition = app.Published("large").Definition;
        var section = definition.Section("catches")!;
        Statement Content(decimal last)
        {
            var content = new Statement(definition);
            for (var number = 1; number <= 2_500; number++)
            {
                var row = Row.Of(section, new Guid(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1));
                row[section, "vessel"] = Answer.Of(Value.Of("Maru"));
                row[section, "gear"] = Answer.Of(Value.Of("LL"));
                row[section, "species"] = Answer.Of(Value.Of("BFT"));
                row[section, "area"] = Answer.Of(Value.Of("ATE"));
                row[section, "weight"] = Answer.Of(Value.Of(number == 2_500 ? last : 10m));
                content.Rows("catches").Add(row);
            }
            return content;
        }
        var first = new Take(Guid.NewGuid(), "tuna", "large", "submit", 0) { Opening = app.Week(), Content = Content(1) };
        var reply = await app.Door.Do(first, DoorApp.Japan);
        reply.Done.ShouldBeTrue(string.Join(", ", reply.Faults.Take(5)));
        await app.Door.Do(new Take(first.Statement, "tuna", "large", "return", 1) { Reason = "Once more." }, DoorApp.Secretariat);
        (await app.Door.Do(new Take(first.Statement, "tuna", "large", "submit", 1) { Content = Content(2) }, DoorApp.Japan)).Version.ShouldBe(2);
        (await app.Ask<string>("select count(*) || ' ' || count(*) filter (where until is null) || ' ' || sum(weight) filter (where until is null) from tuna.large_catches where statement = @Statement", first))
            .ShouldBe("2501 2500 24992");
    }

    private Task<byte[]> Digest(Take command) => app.Ask<byte[]>("select facts_digest from records.version where statement = @Statement", command);
}
