using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Rules;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>The rows of one load on their way: read ahead by one thread, judged by another, written by a third.</summary>
internal sealed class LoadStream : IAsyncDisposable
{
    private readonly LargeWrite _plan;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlConnection _seeing;
    private readonly StreamReview _review;
    private readonly FaultCopy _faults;
    private readonly Func<LoadStream, ValueTask> _progress;
    private readonly CancellationToken _cancel;
    private readonly LoadFile _file;
    private readonly Dictionary<string, RowSource> _sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Blocks> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LargeTable> _tables = new(StringComparer.Ordinal);

    private LoadStream(Load load, LargeWrite plan, NpgsqlConnection connection, NpgsqlConnection seeing, Database database, StreamReview review, FaultCopy faults, LoadFile file, CellText cells, Func<LoadStream, ValueTask> progress, CancellationToken cancel)
    {
        (_plan, _connection, _seeing, _review, _faults, _file, _progress, _cancel) = (plan, connection, seeing, review, faults, file, progress, cancel);
        foreach (var (place, section) in plan.Published.Definition.Sections.Index().Where(one => one.Item.IsTable))
        {
            _blocks[section.Code] = new Blocks(section, new RowIds(load.Id, load.Statement, place, section));
            _tables[section.Code] = new LargeTable(connection, plan, section, _blocks[section.Code]);
            _sources[section.Code] = section == plan.Section ? file.Rows(plan, cells, faults.Add) : plan.Others(section, database);
        }
    }

    /// <summary>How many rows of the file have been taken over.</summary>
    public long Count => _tables[_plan.Section.Code].Count;

    /// <summary>How many bytes of the file have been read.</summary>
    public long Taken => _file.Taken;

    public long Faults => _faults.Count;

    public byte[]? FactsDigest => _review.FactsDigest;

    public IReadOnlyList<byte[]> Commitments => [.. _tables.Values.SelectMany(table => table.Commitments)];

    public static async Task<LoadStream> Open(Load load, LargeWrite plan, NpgsqlConnection connection, Database database, Reviews reviews, Func<DateOnly, Task<CellText>> cells, FaultCopy faults, Func<LoadStream, ValueTask> progress, CancellationToken cancel)
    {
        var seeing = await database.OpenWriter(cancel);
        try
        {
            // All that rules look at is of one moment, however long the file is.
            await using (var begin = new NpgsqlCommand("begin transaction isolation level repeatable read, read only", seeing))
                await begin.ExecuteNonQueryAsync(cancel);
            var review = await reviews.OfStream(seeing, plan.Body, plan.Published, plan.Found, load.Valid, cancel);
            await review.Find(plan.Version.Content);
            return new LoadStream(load, plan, connection, seeing, database, review, faults, await LoadFile.Open(load, database, cancel), await cells(review.Around.Day), progress, cancel);
        }
        catch
        {
            await seeing.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everything is judged; written it is as long as nothing speaks against it.</summary>
    public async Task Read()
    {
        var judging = _review.Open(_plan.Version.Content, _faults.Add);
        await Go(judging, name => _sources[name], write: true);
        if (_faults.Blocking > 0)
        {
            await Leave();
            return;
        }
        foreach (var table in _tables.Values.Where(table => !table.IsDone))
            await table.End(_cancel);
        if (_plan.Step.Guard is not null && !await GuardHolds())
            _faults.Add(Refusals.Of(Refusals.GuardFails, _plan.Step.Code));
    }

    public async ValueTask DisposeAsync()
    {
        await Leave();
        await _file.DisposeAsync();
        await _seeing.DisposeAsync();
    }

    // What was handed over already is not on the connection any more when the transaction is rolled back.
    private async Task Leave()
    {
        foreach (var table in _tables.Values)
            await table.DisposeAsync();
    }

    private async Task Go(Judging judging, Func<string, RowSource> source, bool write)
    {
        while (judging.Next() is { } name)
        {
            var (table, blocks) = (_tables[name], _blocks[name]);
            var kept = false;
            await foreach (var block in blocks.Read(source(name), _cancel))
            {
                await _review.Named.Find(name, block.Rows, block.Count);
                kept = Push(judging, block) && write;
                // What is refused in the end is still judged to its end, but not written.
                if (kept && _faults.Blocking == 0)
                    await table.Take(block, _cancel);
                else
                    blocks.Return(block);
                await _progress(this);
            }
            if (kept && _faults.Blocking == 0)
                await table.End(_cancel);
        }
    }

    private static bool Push(Judging judging, RowBlock block)
    {
        var first = false;
        for (var row = 0; row < block.Count; row++)
            first = judging.Push(block.Rows[row]);
        return first;
    }

    // It is asked of what was written, since only then every total is known.
    private async Task<bool> GuardHolds()
    {
        var guard = _review.Rulings.Guard(_plan.Step, _plan.Version.Content, _review.Around);
        var nothing = new RowsInMemory([]);
        await Go(guard.Judging, name => guard.RowsMatter ? new WrittenRows(_connection, _plan.TableOf(_plan.Published.Definition.Section(name)!), _plan.Statement, _plan.Version.Number) : nothing, write: false);
        return guard.Holds;
    }
}
