using System.Security.Cryptography;
using Entente.Bodies;
using Entente.Ledger;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Writing;

/// <summary>The one way to write, over a real PostgreSQL: all or nothing, once, in order.</summary>
public sealed class DoorTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task A_declaration_is_written_whole_and_its_commitment_can_be_made_again_from_its_parts()
    {
        var reply = await app.Door.Do(app.Declare(5), DoorApp.Japan);
        reply.Done.ShouldBeTrue(string.Join(", ", reply.Faults));
        (reply.Version, reply.State).ShouldBe((1, "submitted"));
        var (bytes, salt, commitment) = await app.Ask<(byte[], byte[], byte[])>("select bytes, salt, commitment from records.segment where statement = @Statement", reply);
        Canonical.Commit(salt, bytes).ShouldBe(commitment);
        Canonical.Commit(new StatementHead(reply.Statement, "tuna", "catch", app.Published("catch").Digest, "JPN", 1), [commitment]).ShouldBe(reply.Commitment);
        (await app.Ask<byte[]>("select commitment from records.leaf where statement = @Statement", reply)).ShouldBe(reply.Commitment);
        (await app.Ask<string>("select string_agg(step || ' ' || to_state, ', ' order by id) from records.event where statement = @Statement", reply)).ShouldBe("open draft, submit submitted");
        (await app.Ask<decimal>("select f03 from tuna.catch_report where statement = @Statement and until is null", reply)).ShouldBe(5m);
    }

    [Fact]
    public async Task A_correction_ends_what_changed_and_keeps_the_rest()
    {
        var first = app.Declare(1);
        await app.Door.Do(first, DoorApp.Japan);
        (await app.Door.Do(new Take(first.Statement, "tuna", "catch", "return", 1) { Reason = "Please check." }, DoorApp.Secretariat)).Done.ShouldBeTrue();
        var second = await app.Door.Do(new Take(first.Statement, "tuna", "catch", "submit", 1) { Content = app.Content(2) }, DoorApp.Japan);
        (second.Done, second.Version).ShouldBe((true, 2));
        (await app.Ask<string>("select string_agg(concat_ws('-', since, until), ' ' order by since) from records.segment where statement = @Statement", second)).ShouldBe("1-2 2");
        (await app.Ask<string>("select string_agg(concat_ws('-', since, until, f03::int), ' ' order by since) from tuna.catch_report where statement = @Statement", second)).ShouldBe("1-2-1 2-2");
    }

    [Fact]
    public async Task A_refused_command_changes_nothing_and_says_everything_at_once()
    {
        var before = await app.Counts();
        var wrong = app.Declare() with { Expected = 3, ShownTo = "everybody", Opening = new Subject("NOR"), Content = null };
        var reply = await app.Door.Do(wrong, DoorApp.Japan, new Once("refused", [1]));
        reply.Done.ShouldBeFalse();
        reply.Faults.Select(fault => fault.Rule).ShouldBe([Refusals.NotAParty, Refusals.PeriodNeeded, Refusals.ChoiceNotGiven, Refusals.Moved, Refusals.MayNot, Refusals.ContentNeeded]);
        (await app.Counts()).ShouldBe(before);
    }

    [Theory]
    [InlineData("records.command")]
    [InlineData("records.statement")]
    [InlineData("records.version")]
    [InlineData("records.segment")]
    [InlineData("records.leaf")]
    [InlineData("records.event")]
    [InlineData("tuna.catch_report")]
    public async Task A_connection_cut_at_any_statement_leaves_nothing_and_the_command_can_be_sent_again(string table)
    {
        var before = await app.Counts();
        var (command, once) = (app.Declare(), new Once($"cut {table}", SHA256.HashData([7])));
        await app.Execute($"""
            create function public.cut() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$;
            create trigger cut after insert on {table} for each row execute function public.cut();
            """);
        try
        {
            (await Should.ThrowAsync<NotWritten>(() => app.Door.Do(command, DoorApp.Japan, once))).Why.ShouldBe(NotWritten.Because.Unknown);
        }
        finally
        {
            await app.Execute("drop function public.cut() cascade");
        }
        (await app.Counts()).ShouldBe(before);
        var again = await app.Door.Do(command, DoorApp.Japan, once);
        (again.Done, again.Again).ShouldBe((true, false));
    }

    [Fact]
    public async Task A_full_disk_is_said_in_words()
    {
        await app.Execute("""
            create function public.full_disk() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
            create trigger full_disk after insert on records.leaf for each row execute function public.full_disk();
            """);
        var before = await app.Counts();
        var failed = await Should.ThrowAsync<NotWritten>(() => app.Door.Do(app.Declare(), DoorApp.Japan));
        await app.Execute("drop function public.full_disk() cascade");
        failed.Why.ShouldBe(NotWritten.Because.DiskFull);
        failed.Message.ShouldContain("disk is full");
        (await app.Counts()).ShouldBe(before);
    }

    [Fact]
    public async Task The_same_command_sent_from_two_nodes_at_once_is_done_once_and_answered_each_time()
    {
        await using var twin = app.Twin();
        var (command, once) = (app.Declare(), new Once("twice", [9]));
        var doors = new[] { app.Door, twin.Services.GetRequiredService<Door>() };
        // Each node has its own objects of the definition.
        var theirs = command with { Content = new(twin.Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", "catch")!.Definition) };
        foreach (var field in command.Content!.Definition.Sections[0].Fields)
            theirs.Content!["report", field.Code] = command.Content["report", field.Code];
        var replies = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(() => doors[number % 2].Do(number % 2 == 0 ? command : theirs, DoorApp.Japan, once))));
        replies.Count(reply => reply is { Done: true, Again: false }).ShouldBe(1);
        replies.Count(reply => reply is { Done: true, Again: true }).ShouldBe(15);
        replies.Select(reply => Convert.ToHexString(reply.Commitment!)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_key_used_for_something_else_is_refused()
    {
        await app.Door.Do(app.Declare(), DoorApp.Japan, new Once("mine", [1]));
        (await app.Door.Do(app.Declare(), DoorApp.Japan, new Once("mine", [2]))).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.KeyUsed);
        (await app.Door.Do(app.Declare(), DoorApp.Of("JPN", Right.Submit), new Once("mine", [2]))).Done.ShouldBeTrue("the key of another program");
    }

    [Fact]
    public async Task Of_two_that_declare_for_one_period_the_second_is_told()
    {
        var one = app.Declare();
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => app.Door.Do(one with { Statement = Guid.NewGuid() }, DoorApp.Japan))));
        replies.Count(reply => reply.Done).ShouldBe(1);
        replies.Where(reply => !reply.Done).SelectMany(reply => reply.Faults).Select(fault => fault.Rule).Distinct().ShouldBe([Refusals.AlreadyDeclared]);
    }

    [Fact]
    public async Task Of_two_that_take_a_step_at_once_the_second_is_told_what_there_is_now()
    {
        var first = app.Declare();
        await app.Door.Do(first, DoorApp.Japan);
        var accept = new Take(first.Statement, "tuna", "catch", "accept", 1);
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => app.Door.Do(accept, DoorApp.Secretariat))));
        replies.Count(reply => reply.Done).ShouldBe(1);
        replies.Where(reply => !reply.Done).SelectMany(reply => reply.Faults).ShouldAllBe(fault => fault.Rule == Refusals.Moved || fault.Rule == Refusals.WrongState);
        (await app.Ask<long>("select count(*) from records.event where statement = @Statement and step = 'accept'", accept)).ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_are_numbered_without_a_gap_by_two_nodes_at_once()
    {
        await using var twin = app.Twin();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => app.Door.Do(app.Declare(), DoorApp.Japan))));
        await Task.WhenAll(Enumerable.Range(0, 4).SelectMany(_ => new[] { app, twin as TestApp }).Select(node => Task.Run(() => node.Services.GetRequiredService<Integrator>().Round(TestContext.Current.CancellationToken))));
        (await app.Ask<bool>("select count(*) = count(position) and max(position) = count(*) and min(position) = 1 from records.leaf")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_correction_by_the_secretariat_becomes_a_version_when_the_party_accepts_it()
    {
        var first = app.Declare(1);
        await app.Door.Do(first, DoorApp.Japan);
        var proposal = Guid.NewGuid();
        (await app.Door.Do(new Propose(first.Statement, "tuna", "catch", proposal, 1, app.Content(7), "A zero too many."), DoorApp.Secretariat)).Version.ShouldBe(1);
        (await app.Door.Do(new Settle(first.Statement, "tuna", "catch", proposal, Accepted: true, null), DoorApp.Secretariat)).Done.ShouldBeFalse();
        var settled = await app.Door.Do(new Settle(first.Statement, "tuna", "catch", proposal, Accepted: true, null), DoorApp.Japan);
        (settled.Done, settled.Version).ShouldBe((true, 2), string.Join(", ", settled.Faults));
        (await app.Ask<decimal>("select f03 from tuna.catch_report where statement = @Statement and until is null", settled)).ShouldBe(7m);
    }

    [Fact]
    public async Task What_was_entered_on_a_partys_behalf_is_confirmed_by_the_party()
    {
        var declared = app.Declare();
        var entered = await app.Door.Do(new EnterOnBehalf(declared.Statement, "tuna", "catch", "submit", 0, declared.Opening, declared.Content!, Guid.NewGuid(), "Note verbale 12/2026"), DoorApp.Secretariat);
        entered.Done.ShouldBeTrue(string.Join(", ", entered.Faults));
        (await app.Door.Do(new Confirm(declared.Statement, "tuna", "catch", 1), DoorApp.Secretariat)).Done.ShouldBeFalse();
        (await app.Door.Do(new Confirm(declared.Statement, "tuna", "catch", 1), DoorApp.Japan)).Done.ShouldBeTrue();
        (await app.Door.Do(new Confirm(declared.Statement, "tuna", "catch", 1), DoorApp.Japan)).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.NothingToConfirm);
        (await app.Ask<bool>("select on_behalf and confirmed_at is not null from records.version where statement = @Statement", declared)).ShouldBeTrue();
    }

    [Fact]
    public async Task History_keeps_its_date_and_says_where_it_came_from()
    {
        var past = app.Declare();
        var then = new DateTimeOffset(1999, 5, 3, 0, 0, 0, TimeSpan.Zero);
        (await app.Door.Do(new Import(past.Statement, "tuna", "catch", past.Opening, 0, past.Content!, then, "Paper archive, box 4", "accepted"), DoorApp.Secretariat)).Done.ShouldBeTrue();
        (await app.Ask<string>("select concat_ws(' ', imported_from, made_at at time zone 'UTC') from records.version where statement = @Statement", past)).ShouldBe("Paper archive, box 4 1999-05-03 00:00:00");
    }
}
