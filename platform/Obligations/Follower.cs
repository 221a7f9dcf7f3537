using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Obligations;

/// <summary>
/// Takes what happened to statements, in its order, and has gone through what it may change. How far it came is a row that one node at a
/// time holds; it moves in the transaction that keeps what became known, so that a node that dies has taken all of it or nothing.
/// </summary>
internal sealed class Follower(Database database, BodyCatalogue bodies, DefinitionCatalogue definitions, Sweeping sweeping, Concerned concerned, Queue queue, ILogger<Follower> log)
{
    public const int AtOnce = 2_000;

    // In a database that was restored into another server transactions are counted anew: what is behind is found by the next run over all.
    private const string Where = """
        select case when f.tx > pg_snapshot_xmax(pg_current_snapshot()) then pg_snapshot_xmin(pg_current_snapshot()) else f.tx end, f.statement, f.turn
        from obligations.follower f where f.name = 'records'
        """;

    /// <summary>How much was taken: where it is as much as is taken at once, there is likely more.</summary>
    public async Task<int> Take(CancellationToken cancel = default)
    {
        try
        {
            return await database.Write(connection => Take(connection, GoThrough, cancel), cancel);
        }
        catch (Exception problem) when (problem is not OperationCanceledException && !IsPassing(problem))
        {
            // One description that cannot be worked out must not hold up all others: it is tried again by itself, where somebody sees it.
            log.LogError(problem, "What happened could not be taken; the definitions that it concerns are gone through by themselves.");
            return await database.Write(connection => Take(connection, AddJobs, cancel), cancel);
        }
    }

    /// <summary>Whether it would be found to have something to take.</summary>
    public async Task<bool> Any(NpgsqlConnection connection, CancellationToken cancel) => await Read(connection, Where, cancel) is { } taken && await Happenings.Any(connection, taken, cancel);

    private async Task<int> Take(NpgsqlConnection connection, Func<NpgsqlConnection, Body, PublishedDefinition, DutyScope, CancellationToken, Task> go, CancellationToken cancel)
    {
        if (await Read(connection, Where + " for update skip locked", cancel) is not { } taken)
            return 0;
        var happened = await Happenings.Since(connection, taken, AtOnce, cancel);
        if (happened.Count == 0)
            return 0;
        foreach (var group in happened.GroupBy(one => one.Body).OrderBy(group => group.Key, StringComparer.Ordinal))
            if (bodies.Find(group.Key) is { TrialOf: null } body)
                foreach (var (published, scope) in concerned.By(body, definitions.All(body.Code), [.. group]))
                    await go(connection, body, published, scope, cancel);
        await Move(connection, happened[^1].At, cancel);
        return happened.Count;
    }

    private async Task GoThrough(NpgsqlConnection connection, Body body, PublishedDefinition published, DutyScope scope, CancellationToken cancel)
    {
        await Sweeping.Alone(connection, body.Code, cancel);
        await sweeping.Some(connection, body, published, scope, cancel);
    }

    private Task AddJobs(NpgsqlConnection connection, Body body, PublishedDefinition published, DutyScope scope, CancellationToken cancel) => GoingThrough.Add(queue, connection, body.Code, published.Definition.Code, again: true);

    // The database, or the network to it: nothing is wrong with what is described.
    private static bool IsPassing(Exception problem) => problem is NpgsqlException { IsTransient: true } or TimeoutException or IOException;

    private static async Task<Taken?> Read(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new Taken(row.GetFieldValue<ulong>(0), row.GetGuid(1), row.GetInt32(2)) : null;
    }

    private static async Task Move(NpgsqlConnection connection, Taken to, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("update obligations.follower set tx = $1, statement = $2, turn = $3, taken_at = clock_timestamp() where name = 'records'", connection)
        {
            Parameters = { new() { Value = to.Tx, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = to.Statement }, new() { Value = to.Turn } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>Which definitions, parties and periods something that happened may concern.</summary>
internal sealed class Concerned(Duties duties)
{
    // A rule may look a year ahead of the period it is about; beyond that it is found the next time all is gone through.
    private const int Before = 366;

    private static readonly DateOnly Ever = new(1900, 1, 1);
    private static readonly DateOnly Always = new(9000, 1, 1);

    /// <summary>Returns before the requirements that they may meet.</summary>
    public IEnumerable<(PublishedDefinition Published, DutyScope Scope)> By(Body body, IReadOnlyList<PublishedDefinition> all, IReadOnlyList<Happened> happened) =>
        all.Where(Duties.Any).OrderBy(published => published.Definition.Kind == DefinitionKind.Return ? 0 : 1)
            .Select(published => (published, Scope: happened.Select(one => Of(body, published, one)).OfType<DutyScope>().Aggregate((DutyScope?)null, Both)))
            .Where(pair => pair.Scope is not null).Select(pair => (pair.published, pair.Scope!));

    private DutyScope? Of(Body body, PublishedDefinition published, Happened happened)
    {
        var (definition, party) = (published.Definition, (IReadOnlyCollection<string>?)(happened.Party is { } code ? [code] : null));
        DutyScope? scope = null;
        // What was declared for a period meets what is owed for it.
        if (definition.Code == happened.Definition)
            scope = definition.Kind == DefinitionKind.Return ? Period(party, happened) : new DutyScope(null, happened.From ?? Ever, Always);
        else if (definition.Traits.Register?.Obliges is { } obliges && (obliges.AnsweredIn?.Return == happened.Definition || happened.Until is not null))
            scope = Period(party, happened);
        if (duties.Looks(body, published).Contains(happened.Definition))
            scope = Both(scope, new DutyScope(duties.ConcernsAll(body, published, happened.Definition) ? null : party, happened.From is { } from && from > Ever.AddDays(Before) ? from.AddDays(-Before) : Ever, Always));
        return scope;
    }

    private static DutyScope? Period(IReadOnlyCollection<string>? party, Happened happened) => happened is { From: { } from, Until: { } until } ? new DutyScope(party, from, until) : null;

    private static DutyScope? Both(DutyScope? one, DutyScope? other) => one is null ? other : other is null ? one : new DutyScope(
        one.Parties is null || other.Parties is null ? null : [.. one.Parties.Union(other.Parties, StringComparer.Ordinal)],
        one.From < other.From ? one.From : other.From, one.Until > other.Until ? one.Until : other.Until);
}
