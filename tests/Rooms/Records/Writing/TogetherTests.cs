using System.Globalization;
using System.Security.Cryptography;
using Entente.Records.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Tests.Rooms.Records.Writing;

/// <summary>What comes at the same time goes in one transaction, and nobody sees a difference to having come alone.</summary>
public sealed class TogetherTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task Those_who_come_while_one_is_on_its_way_go_together()
    {
        var replies = await AtOnce([.. Enumerable.Range(0, 20).Select(_ => (app.Declare(), (Once?)null))]);
        replies.ShouldAllBe(reply => reply.Done);
        (await Transactions(replies)).ShouldBeLessThan(10);
        foreach (var reply in replies)
            (await app.Ask<byte[]>("select commitment from records.leaf where statement = @Statement", reply)).ShouldBe(reply.Commitment);
    }

    [Fact]
    public async Task One_that_cannot_be_taken_is_told_why_and_holds_nobody_up()
    {
        var there = app.Declare();
        await app.Door.Do(there, DoorApp.Japan);
        var twice = app.Declare() with { Opening = there.Opening };
        var commands = Enumerable.Range(0, 12).Select(number => number == 5 ? twice : app.Declare()).ToList();
        var replies = await AtOnce([.. commands.Select(command => (command, (Once?)null))]);
        replies[5].Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.AlreadyDeclared);
        replies.Where((_, number) => number != 5).ShouldAllBe(reply => reply.Done);
        (await app.Ask<long>($"select count(*) from records.statement where id = '{twice.Statement}'")).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_command_twice_among_others_is_done_once()
    {
        var (command, once) = (app.Declare(), new Once("together", SHA256.HashData([3])));
        var replies = await AtOnce([.. Enumerable.Range(0, 9).Select(number => number % 3 == 0 ? (command, once) : (app.Declare(), (Once?)null))]);
        replies.ShouldAllBe(reply => reply.Done);
        replies.Count(reply => reply.Again).ShouldBe(2);
        (await app.Ask<long>("select count(*) from records.version where statement = @Statement", command)).ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_is_cut_leaves_nothing_of_any_of_them()
    {
        var before = await app.Counts();
        await app.Execute("""
            create function public.cut_group() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return null; end $$;
            create trigger cut after insert on records.event for each row execute function public.cut_group();
            """);
        var commands = Enumerable.Range(0, 6).Select(_ => app.Declare()).ToList();
        try
        {
            var failures = await AtOnce([.. commands.Select(command => (command, (Once?)null))], async doing =>
            {
                try
                {
                    await doing;
                    return null;
                }
                catch (NotWritten why)
                {
                    return (NotWritten?)why;
                }
            });
            failures.ShouldAllBe(failure => failure != null && failure.Why == NotWritten.Because.Unknown);
        }
        finally
        {
            await app.Execute("drop function public.cut_group() cascade");
        }
        (await app.Counts()).ShouldBe(before);
        foreach (var command in commands)
            (await app.Door.Do(command, DoorApp.Japan)).Done.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(63)]
    public void Rows_for_one_table_keep_their_order_and_none_is_lost(int count)
    {
        var insert = RowInsert.Find(RowInsert.Of("insert into a (b, c) values ", 2))!;
        using var batch = new NpgsqlBatch();
        Gathered.Together(batch, Enumerable.Range(0, count).Select(number => new[] { new WritePart("", [Number(number), Codes(-number)], insert) }));
        Commands(batch).SelectMany(command => command.Parameters.Cast<NpgsqlParameter>()).Select(parameter => parameter.Value is string[] codes ? int.Parse(codes[0], CultureInfo.InvariantCulture) : (int)parameter.Value!)
            .ShouldBe(Enumerable.Range(0, count).SelectMany(number => new[] { number, -number }));
        Commands(batch).ShouldAllBe(command => command.CommandText.EndsWith($"(${command.Parameters.Count - 1}, ${command.Parameters.Count})"));
        batch.BatchCommands.Count.ShouldBeLessThanOrEqualTo((count / 16) + 4);
    }

    [Fact]
    public void Several_rows_go_column_by_column_in_one_command_with_what_is_missing_in_its_place()
    {
        var insert = RowInsert.Find(RowInsert.Of("insert into a (b, d) select b, d from (values ", 2, ") as made (b, d)"))!;
        using var batch = new NpgsqlBatch();
        Gathered.Together(batch, Enumerable.Range(0, 40).Select(number => new[] { new WritePart("", [Number(number), number % 2 == 0 ? Said($"{number}") : new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }], insert) }));
        var only = Commands(batch).ShouldHaveSingleItem();
        only.CommandText.ShouldBe("insert into a (b, d) select b, d from unnest($1::integer[], $2::text[]) as made (b, d)");
        ((int?[])only.Parameters[0].Value!).ShouldBe(Enumerable.Range(0, 40).Select(number => (int?)number));
        ((string?[])only.Parameters[1].Value!).ShouldBe(Enumerable.Range(0, 40).Select(number => number % 2 == 0 ? $"{number}" : null));

        static NpgsqlParameter Said(string text) => new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text };
    }

    [Fact]
    public void Where_something_else_than_adding_is_done_everything_stays_in_its_order()
    {
        var insert = RowInsert.Find(RowInsert.Of("insert into a (b, c) values ", 2))!;
        using var batch = new NpgsqlBatch();
        Gathered.InOrder(batch, [Row(1), Row(2), new WritePart("update a", [], null), Row(3)]);
        Commands(batch).Select(command => command.CommandText).ShouldBe(["insert into a (b, c) values ($1, $2), ($3, $4)", "update a", "insert into a (b, c) values ($1, $2)"]);

        WritePart Row(int number) => new("", [Number(number), Number(number)], insert);
    }

    private static List<NpgsqlBatchCommand> Commands(NpgsqlBatch batch) => [.. batch.BatchCommands.Cast<NpgsqlBatchCommand>()];

    private static NpgsqlParameter Codes(int number) => new() { Value = new[] { $"{number}" }, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Number(int number) => new() { Value = number, NpgsqlDbType = NpgsqlDbType.Integer };

    private Task<Reply[]> AtOnce(IReadOnlyList<(Take Command, Once? Once)> all) => AtOnce(all, doing => doing);

    // The first is held up until the others wait behind it.
    private async Task<T[]> AtOnce<T>(IReadOnlyList<(Take Command, Once? Once)> all, Func<Task<Reply>, Task<T>> then)
    {
        await using var holding = new NpgsqlConnection(app.Database.Owner);
        await holding.OpenAsync();
        await using var transaction = await holding.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table records.segment in exclusive mode", holding))
            await hold.ExecuteNonQueryAsync();
        var doing = all.Select(one => then(app.Door.Do(one.Command, DoorApp.Japan, one.Once))).ToList();
        while (await app.Ask<long>("select count(*) from pg_locks where relation = 'records.segment'::regclass and not granted") == 0)
            await Task.Delay(10);
        await transaction.CommitAsync();
        return await Task.WhenAll(doing);
    }

    private Task<long> Transactions(IReadOnlyList<Reply> replies) =>
        app.Ask<long>($"select count(distinct tx) from records.event where statement = any (array[{string.Join(", ", replies.Select(reply => $"'{reply.Statement}'"))}]::uuid[])");
}
