using Dapper;
using Entente.Bodies;
using Entente.Records.Writing;
using Entente.Shared.Data;

namespace Entente.Records.Cases;

/// <summary>Does what time asks: notes clocks that ran out, through the one door, and puts those right whose calendar was changed.</summary>
internal sealed class CaseClocks(Database database, Door door, BodyCatalogue bodies, DefinitionCatalogue definitions, TimeProvider time)
{
    public const string Due = "case-clocks";
    public const string Again = "case-calendars";

    private const int Most = 500;

    public async Task RunOut(CancellationToken stop)
    {
        await using var connection = await database.OpenWriter(stop);
        var due = await connection.QueryAsync<Waiting>(new CommandDefinition("""
            select c.statement, s.body, s.definition, c.clock from records.case_clock c join records.statement s on s.id = c.statement
            where c.ran_out_at is null and c.due_at <= @now order by c.due_at limit @Most
            """, new { now = time.GetUtcNow(), Most }, cancellationToken: stop));
        foreach (var clock in due)
        {
            var reply = await door.Do(new RunOut(clock.Statement, clock.Body, clock.Definition, clock.Clock), Actor.House, cancel: stop);
            if (!reply.Done)
                await PutRight(clock.Statement, clock.Body, clock.Definition, stop);
        }
    }

    /// <summary>All clocks anew: a holiday may have been added to a calendar, or taken out.</summary>
    public async Task Refresh(CancellationToken stop)
    {
        await using var connection = await database.OpenWriter(stop);
        var going = (await connection.QueryAsync<Waiting>(new CommandDefinition("""
            select distinct on (c.statement) c.statement, s.body, s.definition, c.clock from records.case_clock c join records.statement s on s.id = c.statement where c.ran_out_at is null
            """, cancellationToken: stop))).AsList();
        foreach (var one in going)
            await PutRight(one.Statement, one.Body, one.Definition, stop);
    }

    private async Task PutRight(Guid statement, string body, string code, CancellationToken stop)
    {
        if (bodies.Find(body) is not { } known || definitions.Find(body, code)?.Definition.Traits.Case is not { } trait)
            return;
        await database.Write(async connection =>
        {
            // Whoever takes a step meanwhile waits, and writes what holds after it.
            await connection.ExecuteAsync("select from records.statement where id = @statement for update", new { statement });
            var past = await CaseReading.Past(connection, statement, stop);
            var going = trait.Clocks.Select(clock => Clocks.Read(clock, past, known)).OfType<ClockReading>().Where(reading => reading.EndedAt is null).ToList();
            await connection.ExecuteAsync("select records.keep_clocks(@statement, @clocks, @started, @due)", new
            {
                statement,
                clocks = going.Select(reading => reading.Clock.Code).ToArray(),
                started = going.Select(reading => reading.StartedAt.UtcDateTime).ToArray(),
                due = going.Select(reading => reading.Due?.UtcDateTime).ToArray(),
            });
        }, stop);
    }

    private sealed record Waiting(Guid Statement, string Body, string Definition, string Clock);
}
