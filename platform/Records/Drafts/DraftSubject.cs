using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Drafts;

/// <summary>The statement that a draft is of, as far as it says who may work on it.</summary>
internal sealed record DraftSubject(Guid Id, string Body, string Definition, string? Party, string State)
{
    /// <summary>The first day after its period.</summary>
    public DateOnly? Until { get; private init; }

    /// <summary>Null where there is no such statement, or none that the reader may see.</summary>
    public static async Task<DraftSubject?> Find(NpgsqlConnection connection, Guid id, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select body, definition, party, state, upper(period) from records.statement where id = $1", connection) { Parameters = { new() { Value = id } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? new DraftSubject(id, rows.GetString(0), rows.GetString(1), rows.IsDBNull(2) ? null : rows.GetString(2), rows.GetString(3)) { Until = rows.IsDBNull(4) ? null : rows.GetFieldValue<DateOnly>(4) } : null;
    }

    /// <summary>The day on which codes and entries count: the last of its period, or today.</summary>
    public DateOnly Day(DateOnly today) => Until?.AddDays(-1) is { } last && last < today ? last : today;

    /// <param name="byBody">The draft is one that the body's people opened.</param>
    public bool MayEnter(Person person, Workflow workflow, bool byBody) => Writers.May(Actor.Of(person), workflow, Body, Party, State, byBody);
}

/// <summary>Any version of a definition; null where there is none.</summary>
public delegate ValueTask<Definition?> DefinitionOf(string body, string code, int version, CancellationToken cancel);
