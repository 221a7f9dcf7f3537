using System.Diagnostics;
using Entente.Bodies;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Rules;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Localisation;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>
/// Carries out one load: the file is read, judged and written in one stream and one transaction, which also ends the load and its
/// job. Whatever dies meanwhile, nothing is half written and nothing twice.
/// </summary>
internal sealed class LoadRows(Loads loads, Database database, BodyCatalogue bodies, DefinitionCatalogue definitions, Entente.Bodies.People people, Audiences audiences, Numbering numbering, TimeProvider time)
{
    private static readonly TimeSpan Tell = TimeSpan.FromSeconds(1);

    public async Task Run(Job job, CancellationToken stop)
    {
        if (await loads.Next(job.Id, stop) is not { } load)
            return;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await Carry(load, job, cancel);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            await database.Write(connection => loads.End(connection, load.Id, "cancelled", 0, 0, null), stop);
        }
        catch (Exception) when (job.LastAttempt && !stop.IsCancellationRequested)
        {
            await database.Write(connection => loads.End(connection, load.Id, "failed", 0, 0, null), stop);
            throw;
        }
    }

    private async Task Carry(Load load, Job job, CancellationTokenSource cancel)
    {
        await using var connection = await database.OpenPlain(cancel.Token);
        await using var file = await database.OpenWriter(cancel.Token);
        await using var faults = await FaultCopy.Open(await database.OpenWriter(cancel.Token), load.Statement, load.Excuse, cancel.Token);
        await using var transaction = await connection.BeginTransactionAsync(cancel.Token);
        var (plan, refused) = await Prepare(connection, load, cancel.Token);
        refused.ForEach(faults.Add);
        var rows = 0L;
        if (plan is not null)
        {
            rows = await Stream(load, plan, connection, file, faults, cancel);
            await faults.Keep(cancel.Token);
            if (faults.Blocking == 0)
            {
                await Finish(connection, transaction, load, plan, rows, faults.Count, job, cancel.Token);
                return;
            }
        }
        else
            await faults.Keep(cancel.Token);
        await transaction.RollbackAsync(cancel.Token);
        await database.Write(async connection =>
        {
            await loads.End(connection, load.Id, "refused", rows, faults.Count, null);
            await job.Finish(connection, time);
        }, cancel.Token);
    }

    private async Task<(LargeWrite? Plan, List<Fault> Refused)> Prepare(NpgsqlConnection connection, Load load, CancellationToken cancel)
    {
        var person = await people.Find(load.AskedBy, cancel);
        var at = await LargeWrite.Of(connection, load.Statement, cancel);
        var published = at is { } place ? definitions.Find(place.Body, place.Code) : null;
        if (person is null || at is null || published is null || bodies.Find(at.Value.Body) is not { } body)
            return (null, [Refusals.Of(Refusals.NotThere)]);
        return await LargeWrite.Decide(connection, load, body, published, new Actor(person.Id, load.AskedKey, person.Holdings), audiences, time.GetUtcNow(), cancel);
    }

    private async Task<long> Stream(Load load, LargeWrite plan, NpgsqlConnection connection, NpgsqlConnection file, FaultCopy faults, CancellationTokenSource cancel)
    {
        var parts = new PartStream(file, load.Id);
        var cells = new CellText(plan.Body, plan.Day);
        var source = new CsvRows(() => parts = new PartStream(file, load.Id), plan.Section, cells, Language.English, faults.Add);
        var table = new LargeTable(connection, plan.Published, plan.Section, load.Statement, plan.Version.Number, plan.Readers, cancel.Token);
        await table.Begin();
        var others = definitions.All(plan.Published.Body).ToDictionary(one => one.Definition.Code, one => one.Definition, StringComparer.Ordinal);
        var judging = RuleBook.Of(plan.Published.Definition, plan.Body, others).Open(plan.Version.Content, plan.Surroundings(time.GetUtcNow(), cancel.Token), faults.Add);
        var told = Stopwatch.StartNew();
        while (judging.Next() is { } name)
        {
            var loaded = name == plan.Section.Code;
            await foreach (var row in (loaded ? source : plan.Before(name, database)).Read(cancel.Token))
            {
                // What is refused in the end is still judged to its end, but not written.
                if (judging.Push(row) && loaded && faults.Blocking == 0)
                    await table.Add(row);
                if (told.Elapsed > Tell)
                {
                    told.Restart();
                    if (await loads.Progress(load.Id, table.Count, parts.Taken, faults.Count, cancel.Token))
                        await cancel.CancelAsync();
                }
            }
        }
        await table.End();
        plan.Commitments = table.Commitments;
        return table.Count;
    }

    private async Task Finish(NpgsqlConnection connection, NpgsqlTransaction transaction, Load load, LargeWrite plan, long rows, long faults, Job job, CancellationToken cancel)
    {
        await plan.Finish(connection, cancel);
        await loads.End(connection, load.Id, "done", rows, faults, plan.Version.Number);
        await job.Finish(connection, time);
        await transaction.CommitAsync(cancel);
        numbering.Signal();
    }
}
