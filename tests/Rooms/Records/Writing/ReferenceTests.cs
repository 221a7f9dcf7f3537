using Entente.Records.Writing;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Writing;

/// <summary>What statements refer to stays, though no statement locks it (docs/decisions/0013).</summary>
public sealed class ReferenceTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task A_party_that_something_was_declared_for_cannot_be_taken_away()
    {
        (await app.Door.Do(app.Declare(), DoorApp.Japan)).Done.ShouldBeTrue();
        await Refused("delete from bodies.party where body = 'tuna' and code = 'JPN'");
    }

    [Fact]
    public async Task Nor_a_person_who_did_something_nor_an_audience_that_reads_something()
    {
        var person = await app.Person("Somebody of Japan", ("tuna", "JPN", [Entente.Bodies.Right.Enter, Entente.Bodies.Right.Submit]));
        (await app.Door.Do(app.Declare(), DoorApp.Japan with { Person = person })).Done.ShouldBeTrue();
        await Refused($"delete from bodies.holding where person = '{person}'; delete from bodies.person where id = '{person}'");
        await Refused("delete from records.audience where id in (select own_aud from records.statement)");
        await Refused("update records.audience set id = default where id in (select aud from records.segment)");
    }

    [Fact]
    public async Task Nor_a_statement_that_has_a_version_nor_a_version_that_has_a_leaf()
    {
        var command = app.Declare();
        (await app.Door.Do(command, DoorApp.Japan)).Done.ShouldBeTrue();
        await Refused($"delete from records.statement where id = '{command.Statement}'");
        await Refused($"delete from records.version where statement = '{command.Statement}'");
        await Refused($"update records.version set number = 2 where statement = '{command.Statement}'");
    }

    [Fact]
    public async Task Whoever_takes_a_party_away_waits_for_what_is_being_written()
    {
        await using var writing = new NpgsqlConnection(app.Database.Owner);
        await writing.OpenAsync();
        await using var transaction = await writing.BeginTransactionAsync();
        await using (var begin = new NpgsqlCommand("""
            insert into records.statement (id, body, definition, party, state, aud, own_aud, opened_at, changed_at)
            select gen_random_uuid(), 'tuna', 'catch', 'NOR', 'draft', 1, 1, now(), now()
            """, writing))
            await begin.ExecuteNonQueryAsync();
        var taking = Refused("delete from bodies.party where body = 'tuna' and code = 'NOR'");
        while (await app.Ask<long>("select count(*) from pg_locks where relation = 'records.statement'::regclass and not granted") == 0)
            await Task.Delay(10);
        taking.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync();
        await taking;
    }

    [Fact]
    public async Task Nothing_begins_for_a_party_that_has_just_gone_and_of_which_this_node_has_not_heard()
    {
        var before = await app.Counts();
        await app.Execute("delete from bodies.party where body = 'tuna' and code = 'GHA'");
        var command = app.Declare();
        var reply = await app.Door.Do(command with { Opening = command.Opening! with { Party = "GHA" } }, DoorApp.Of("GHA", Entente.Bodies.Right.Submit));
        reply.Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.NotAParty);
        (await app.Counts()).ShouldBe(before);
    }

    [Fact]
    public async Task Events_are_told_in_the_order_of_their_transactions_and_none_is_passed_over()
    {
        var (first, second) = (app.Declare(), app.Declare());
        await app.Door.Do(first, DoorApp.Japan);
        await app.Door.Do(second, DoorApp.Japan);
        var told = "";
        // Whatever else the server is doing holds them back until it is done; nothing is told before what came before it.
        for (var tries = 0; tries < 600 && told.Length < "open1 submit2 open1 submit2".Length; tries++)
        {
            told = await app.Ask<string?>("""
                select string_agg(step || turn, ' ' order by tx, statement, turn) from records.event
                where tx < pg_snapshot_xmin(pg_current_snapshot()) and statement = any (@ids)
                """, new { ids = new[] { first.Statement, second.Statement } }) ?? "";
            await Task.Delay(20);
        }
        told.ShouldBe("open1 submit2 open1 submit2");
    }

    private async Task Refused(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => app.Execute(sql))).SqlState.ShouldBe(PostgresErrorCodes.ForeignKeyViolation);
}
