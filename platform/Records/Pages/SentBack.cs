using Entente.Bodies.Definitions;
using Npgsql;

namespace Entente.Records.Pages;

/// <summary>That a statement came back to those who declared it: by which step, why, by whom and when.</summary>
public sealed record SentBack(Guid Statement, string Step, Guid? By, DateTimeOffset At, string? Reason)
{
    /// <summary>Null for the house itself.</summary>
    public string? Name { get; init; }

    /// <summary>Whether others than those who enter and submit bring it into this state: what a party withdrew or takes up again did not come back.</summary>
    public static bool Is(Workflow workflow, string state)
    {
        var here = workflow.Steps.Where(step => step.To == state && !step.From.Contains(state, StringComparer.Ordinal)).ToList();
        return workflow.State(state) is { Open: true } known && known != workflow.First && here.Count > 0
            && here.TrueForAll(step => !step.By.Contains("enter", StringComparer.Ordinal) && !step.By.Contains("submit", StringComparer.Ordinal));
    }

    /// <summary>The last return of each that is there, as the connection's reader may see it.</summary>
    public static async Task<Dictionary<Guid, SentBack>> Of(NpgsqlConnection connection, IReadOnlyCollection<Guid> statements, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select distinct on (e.statement) e.statement, e.step, e.by, e.at, e.reason
            from records.event e join records.statement s on s.id = e.statement and s.state = e.to_state
            where e.statement = any ($1) and e.from_state is distinct from e.to_state
            order by e.statement, e.turn desc
            """, connection) { Parameters = { new() { Value = statements.ToArray() } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        var found = new Dictionary<Guid, SentBack>();
        while (await row.ReadAsync(cancel))
            found[row.GetGuid(0)] = new SentBack(row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetGuid(2), row.GetFieldValue<DateTimeOffset>(3), row.IsDBNull(4) ? null : row.GetString(4));
        return found;
    }
}
