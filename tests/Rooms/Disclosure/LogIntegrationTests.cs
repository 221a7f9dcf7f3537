using Entente.Ledger;
using Entente.Records.Writing;
using Entente.Tests.Rooms.Records.Writing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>Leaves come into the log at once, one after the other, and whatever happens in between no place is given twice.</summary>
public sealed class LogIntegrationTests(DoorApp app) : IClassFixture<DoorApp>
{
    private const string Cut = """
        create function public.cut_log() returns trigger language plpgsql as $$ begin {0} return null; end $$;
        create constraint trigger cut after insert on ledger.checkpoint deferrable initially deferred for each row execute function public.cut_log();
        """;

    [Fact]
    public async Task An_answer_is_given_when_the_leaf_stands_in_a_signed_checkpoint()
    {
        var reply = await app.Door.Do(app.Declare(), DoorApp.Japan);
        var log = await KeptLog.Of(app);
        var place = reply.Place.ShouldNotBeNull();
        LogEntry.Parse(log.Entries[(int)place]).ShouldBe(new StatementEntry(Hash.Of(reply.Commitment!)));
        log.Checkpoints.ShouldContain(state => state.Size == place + 1);
        (await app.Ask<long>("select position from records.leaf where statement = @Statement", reply)).ShouldBe(place);
        log.Wrong().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_log_begins_with_its_key()
    {
        await app.Door.Do(app.Declare(), DoorApp.Japan);
        var log = await KeptLog.Of(app);
        LogEntry.Parse(log.Entries[0]).ShouldBe(new KeyEntry(VerifierKey.Parse(log.Keys.ShouldHaveSingleItem()), Begins: true));
        Checkpoint.Parse(log.Last).Origin.ShouldBe("localhost/log");
    }

    [Fact]
    public async Task Hundreds_at_once_from_two_nodes_stand_in_one_tree()
    {
        await using var twin = app.Twin();
        var doors = new[] { app.Door, twin.Services.GetRequiredService<Door>() };
        var catalogue = twin.Services.GetRequiredService<Entente.Bodies.DefinitionCatalogue>().Find("tuna", "catch")!.Definition;
        var replies = await Task.WhenAll(Enumerable.Range(0, 300).Select(number => Task.Run(async () =>
        {
            var take = app.Declare(number);
            if (number % 2 == 1)
            {
                var theirs = new Entente.Records.Content.Statement(catalogue);
                foreach (var code in new[] { "f01", "f03" })
                    theirs["report", code] = take.Content!["report", code];
                take = take with { Content = theirs };
            }
            return await doors[number % 2].Do(take, DoorApp.Japan);
        })));
        replies.ShouldAllBe(reply => reply.Done && reply.Place != null);
        replies.Select(reply => reply.Place).Distinct().Count().ShouldBe(300);
        var log = await KeptLog.Of(app);
        log.Tiles.Keys.ShouldContain((0, 0L));
        log.Tiles.Keys.ShouldContain((1, 0L));
        log.Wrong().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5);")]
    [InlineData("raise exception 'disk' using errcode = '53100';")]
    public async Task A_log_that_is_cut_while_it_is_stored_gives_no_place_twice_and_the_statement_stands(string how)
    {
        await app.Door.Do(app.Declare(), DoorApp.Japan);
        var before = await KeptLog.Of(app);
        await app.Execute(Cut.Replace("{0}", how, StringComparison.Ordinal));
        Reply reply;
        try
        {
            reply = await app.Door.Do(app.Declare(), DoorApp.Japan);
        }
        finally
        {
            await app.Execute("drop function public.cut_log() cascade");
        }
        (reply.Done, reply.Version, reply.Place).ShouldBe((true, 1, null));
        (await app.Ask<long>("select count(*) from records.version where statement = @Statement", reply)).ShouldBe(1);
        (await KeptLog.Of(app)).Entries.Count.ShouldBe(before.Entries.Count);

        await app.Services.GetRequiredService<Integrator>().Round(TestContext.Current.CancellationToken);
        (await app.Ask<long>("select position from records.leaf where statement = @Statement", reply)).ShouldBe(before.Entries.Count);
        (await KeptLog.Of(app)).Wrong().ShouldBeEmpty();
    }

    [Fact]
    public async Task While_another_holds_the_log_the_answer_says_that_the_receipt_follows()
    {
        await using var holding = new NpgsqlConnection(app.Database.Owner);
        await holding.OpenAsync();
        await using var transaction = await holding.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("select ledger.take_turn()", holding))
            await hold.ExecuteNonQueryAsync();
        var reply = await app.Door.Do(app.Declare(), DoorApp.Japan);
        (reply.Done, reply.Place).ShouldBe((true, null));
        await transaction.RollbackAsync();
        await app.Services.GetRequiredService<Integrator>().Round(TestContext.Current.CancellationToken);
        (await app.Ask<bool>("select position is not null from records.leaf where statement = @Statement", reply)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_second_state_of_one_size_is_refused_by_the_database()
    {
        await app.Door.Do(app.Declare(), DoorApp.Japan);
        var again = await Should.ThrowAsync<PostgresException>(() => app.Execute("insert into ledger.checkpoint select size, root, note, made_at from ledger.checkpoint order by size desc limit 1"));
        again.SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
    }
}

/// <summary>A database of before there was a tree: its leaves have places.</summary>
public sealed class EarlierLogTests(DoorApp app) : IClassFixture<DoorApp>
{
    [Fact]
    public async Task Leaves_that_had_places_keep_them_and_the_first_key_comes_after_them()
    {
        for (var number = 0; number < 5; number++)
            await app.Door.Do(app.Declare(number), DoorApp.Japan);
        await app.Execute("update records.leaf set position = position - 1; truncate ledger.entry, ledger.tile, ledger.checkpoint, ledger.key");
        await using var twin = app.Twin();
        await twin.Services.GetRequiredService<Integrator>().Round(TestContext.Current.CancellationToken);
        var log = await KeptLog.Of(app);
        log.Entries.Take(5).ShouldAllBe(entry => LogEntry.Parse(entry) is StatementEntry);
        LogEntry.Parse(log.Entries[5]).ShouldBeOfType<KeyEntry>();
        (await app.Ask<long>("select count(*) from records.leaf l join ledger.entry e on e.place = l.position and convert_from(e.bytes, 'UTF8') like '%' || encode(l.commitment, 'hex') || '%'")).ShouldBe(5);
        log.Wrong().ShouldBeEmpty();
    }
}
