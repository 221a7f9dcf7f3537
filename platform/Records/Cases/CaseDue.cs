using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Reading;
using Npgsql;

namespace Entente.Records.Cases;

/// <summary>By when the cases of a body are to be answered: the last moment at which each is in time.</summary>
public sealed class CaseDue(Readings readings)
{
    public Task<Dictionary<Guid, DateTimeOffset>> Of(Person reader, string body, CancellationToken cancel) =>
        readings.As(reader, Showing.Nothing("by when each is due"), async connection =>
        {
            await using var command = new NpgsqlCommand("""
                select k.statement, min(k.due_at) from records.case_clock k join records.statement s on s.id = k.statement
                where s.body = $1 and k.due_at is not null group by k.statement
                """, connection) { Parameters = { new() { Value = body } } };
            await using var row = await command.ExecuteReaderAsync(cancel);
            var due = new Dictionary<Guid, DateTimeOffset>();
            // What is stored is the first instant that is too late.
            while (await row.ReadAsync(cancel))
                due[row.GetGuid(0)] = row.GetFieldValue<DateTimeOffset>(1).AddTicks(-1);
            return due;
        }, cancel);
}
