using System.Diagnostics;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Reading;
using Entente.Records.Registers;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.SignIn;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>
/// Carries out one load: the file is read, judged and written in one stream and one transaction, which also ends the load and its
/// job. Whatever dies meanwhile, nothing is half written and nothing twice.
/// </summary>
internal sealed class LoadRows(Loads loads, Database database, BodyCatalogue bodies, DefinitionCatalogue definitions, Entente.Bodies.People people, ProgramKeys keys, Audiences audiences, Reviews reviews, Integrator integrator, Readings readings, TimeProvider time)
{
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
        catch (PostgresException problem) when (WriteFailures.IsClash(problem) || RegisterReading.Refused(Published(load), problem) is not null)
        {
            await Refuse(load, job, RegisterReading.Refused(Published(load), problem) ?? WriteFailures.Said(problem, null), stop);
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
        await using var transaction = await connection.BeginTransactionAsync(cancel.Token);
        await using var faults = await FaultCopy.Open(await database.OpenWriter(cancel.Token), load.Statement, load.Excuse, cancel.Token);
        var (plan, refused) = await Prepare(connection, load, cancel.Token);
        foreach (var fault in refused)
            faults.Add(fault);
        var rows = 0L;
        if (plan is not null)
        {
            await using var stream = await LoadStream.Open(load, plan, connection, database, reviews, day => Cells(load, plan, day, cancel.Token), faults, Progress(load, cancel), cancel.Token);
            await stream.Read();
            rows = stream.Count;
            if (faults.Blocking == 0 && await MayStill(load, cancel.Token) is { } ended)
                faults.Add(ended);
            await faults.Keep(cancel.Token);
            if (faults.Blocking == 0)
            {
                await plan.Finish(connection, stream.Commitments, stream.FactsDigest, cancel.Token);
                await loads.End(connection, load.Id, "done", rows, faults.Count, plan.Version.Number);
                await job.Finish(connection, time);
                await transaction.CommitAsync(cancel.Token);
                await integrator.Place(new(load.Statement, plan.Version.Number, plan.Commitment!));
                return;
            }
        }
        else
            await faults.Keep(cancel.Token);
        await transaction.RollbackAsync(cancel.Token);
        await Refused(load, job, rows, faults.Count, cancel.Token);
    }

    private async Task<(LargeWrite? Plan, IReadOnlyList<Fault> Refused)> Prepare(NpgsqlConnection connection, Load load, CancellationToken cancel)
    {
        if (await MayStill(load, cancel) is { } ended)
            return (null, [ended]);
        return bodies.Find(load.Body) is { } body && definitions.Find(load.Body, load.Code) is { } published && await Asker(load, cancel) is { } actor
            ? await LargeWrite.Decide(connection, load, body, published, actor, audiences, time.GetUtcNow(), cancel)
            : (null, [Refusals.Of(Refusals.NotThere)]);
    }

    /// <summary>With the posts of this moment: a program's key has the one it was made for, and none once it is revoked.</summary>
    private async Task<Actor?> Asker(Load load, CancellationToken cancel) => load.AskedKey is { } key
        ? await keys.Use(key, cancel) is { } use ? Actor.Of(use) : null
        : await people.Find(load.AskedBy, cancel) is { } person ? Actor.Of(person) : null;

    // Whatever the file calls by its name is looked up as whoever sent it may read it; a file of ids needs none of it.
    private async Task<CellText> Cells(Load load, LargeWrite plan, DateOnly day, CancellationToken cancel)
    {
        if (plan.Section.Fields.All(field => field.Type != FieldType.Reference) || await AskedBy(load, cancel) is not { } person)
            return new CellText(plan.Body, day);
        return await readings.As(person, Showing.Nothing("what the entries that a file names are called"), connection =>
            EntriesToName.Cells(connection, definitions, plan.Body, plan.Published.Definition with { Sections = [plan.Section] }, day, null, cancel), cancel);
    }

    private async Task<Person?> AskedBy(Load load, CancellationToken cancel) =>
        load.AskedKey is { } key ? (await keys.Use(key, cancel))?.Person : await people.Find(load.AskedBy, cancel);

    private async Task<Fault?> MayStill(Load load, CancellationToken cancel) =>
        load.AskedKey is not null && await Asker(load, cancel) is null ? Refusals.Of(Refusals.KeyEnded) : null;

    private Func<LoadStream, ValueTask> Progress(Load load, CancellationTokenSource cancel)
    {
        var told = Stopwatch.StartNew();
        return async stream =>
        {
            if (told.Elapsed < TimeSpan.FromSeconds(1))
                return;
            told.Restart();
            if (await loads.Progress(load.Id, stream.Count, stream.Taken, stream.Faults, cancel.Token))
                await cancel.CancelAsync();
        };
    }

    private PublishedDefinition Published(Load load) => definitions.Find(load.Body, load.Code)!;

    /// <summary>What the database found when all was written: said like everything else.</summary>
    private async Task Refuse(Load load, Job job, Fault fault, CancellationToken stop)
    {
        await using (var faults = await FaultCopy.Open(await database.OpenWriter(stop), load.Statement, load.Excuse, stop))
        {
            faults.Add(fault);
            await faults.Keep(stop);
        }
        await Refused(load, job, 0, 1, stop);
    }

    private Task Refused(Load load, Job job, long rows, long faults, CancellationToken cancel) => database.Write(async connection =>
    {
        await loads.End(connection, load.Id, "refused", rows, faults, null);
        await job.Finish(connection, time);
    }, cancel);
}
