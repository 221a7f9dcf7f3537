using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.Jobs;

public sealed class JobKindTests
{
    [Theory]
    [InlineData("door.tidy")]
    [InlineData("Tidy-door")]
    [InlineData("tidy--door")]
    [InlineData("tidy door")]
    [InlineData("")]
    public void Kinds_are_named_alike(string name) =>
        Should.Throw<ArgumentException>(() => new JobKind(name, (_, _, _) => Task.CompletedTask)).Message.ShouldContain("hyphens");

    [Fact]
    public async Task What_was_queued_before_kinds_were_named_alike_is_still_done_and_no_slot_is_lost()
    {
        var owner = await (await TestCluster.Get()).EmptyDatabase();
        await Installation.Prepare(owner, TestCluster.Secret, demonstration: false, new TestClock());
        await using var connection = new NpgsqlConnection(owner);
        await connection.ExecuteAsync("""
            insert into jobs.timetable (name, kind, schedule, last_slot) values ('door.tidy', 'door.tidy', '7 4 * * *', '2026-03-01 04:07Z');
            insert into jobs.job (id, lane, kind, payload, key, added_at, run_at, max_attempts, attempts, locked_by, locked_until) values
              (gen_random_uuid(), 'application', 'door.tidy', '{}', 'door.tidy', now(), now(), 10, 1, 'an-old-node', now()),
              (gen_random_uuid(), 'application', 'door.tidy', '{}', 'door.tidy', now(), now(), 10, 0, null, null),
              (gen_random_uuid(), 'application', 'send-mail', '{}', 'door.tidy', now(), now(), 10, 0, null, null);
            """);
        await connection.ExecuteAsync(Migration.All.Single(migration => migration.File.EndsWith("kinds-of-jobs.sql", StringComparison.Ordinal)).Sql);
        (await connection.QueryAsync<string>("select concat_ws(' ', kind, key, locked_by) from jobs.job order by 1")).ShouldBe(["send-mail door.tidy", "tidy-door tidy-door", "tidy-door tidy-door an-old-node"]);
        (await connection.QueryAsync<string>("select concat_ws(' ', name, kind, extract(hour from last_slot at time zone 'UTC')::int) from jobs.timetable")).ShouldBe(["tidy-door tidy-door 4"]);
    }
}
