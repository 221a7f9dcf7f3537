using Entente.Shared.Data;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Rooms.Data;

public sealed class MigrationTests
{
    private static readonly Migration First = new(1, "A/0001-a.sql", "create table public.a (n int);");
    private static readonly Migration Second = new(2, "B/0002-b.sql", "create table public.b (n int);");

    [Fact]
    public void What_is_applied_is_not_applied_again() =>
        Migrator.Plan([First, Second], Applied(First)).ShouldBe([Second]);

    [Fact]
    public void Files_run_in_the_order_of_their_numbers_whatever_room_they_are_in() =>
        Migrator.Plan([Second, First], Applied()).ShouldBe([First, Second]);

    [Fact]
    public void A_file_changed_after_it_was_applied_is_refused_by_name() =>
        Should.Throw<MigrationRefused>(() => Migrator.Plan([First with { Sql = "drop table a;" }], Applied(First))).Message.ShouldContain("A/0001-a.sql was changed");

    [Fact]
    public void A_database_newer_than_the_program_is_refused() =>
        Should.Throw<MigrationRefused>(() => Migrator.Plan([First], Applied(First, Second))).Message.ShouldContain("B/0002-b.sql");

    [Fact]
    public async Task A_file_that_fails_half_way_leaves_nothing_and_those_before_it_stay()
    {
        var owner = await (await TestCluster.Get()).EmptyDatabase();
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        Migration[] files = [First, new(2, "B/0002-b.sql", "create table public.half (n int); select 1/0;")];
        await Should.ThrowAsync<PostgresException>(() => Migrator.Migrate(connection, "entente", files, new TestClock()));
        (await Tables(connection)).ShouldBe(["a"]);
        (await Migrator.Migrate(connection, "entente", [First, Second], new TestClock())).ShouldBe(1);
        (await Tables(connection)).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Nodes_that_prepare_at_once_apply_each_step_once()
    {
        var owner = await (await TestCluster.Get()).EmptyDatabase();
        var prepared = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Installation.Prepare(owner, TestCluster.Secret, demonstration: false, new TestClock())));
        prepared.Distinct().ShouldHaveSingleItem();
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("select count(*) from migrations.applied", connection);
        (await count.ExecuteScalarAsync()).ShouldBe((long)Migration.All.Count);
    }

    private static Dictionary<int, (string File, string Checksum)> Applied(params Migration[] files) =>
        files.ToDictionary(file => file.Number, file => (file.File, file.Checksum));

    private static async Task<List<string>> Tables(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select tablename from pg_tables where schemaname = 'public' order by 1", connection);
        await using var rows = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await rows.ReadAsync())
            tables.Add(rows.GetString(0));
        return tables;
    }
}
