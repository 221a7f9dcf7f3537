using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Writing;

namespace Entente.Records.Bulk;

/// <summary>As many rows as one segment holds, which go through reading, judging and writing together.</summary>
internal sealed class RowBlock(Section section)
{
    public List<Row> Rows { get; } = [.. Enumerable.Range(0, Canonical.BlockSize).Select(_ => Row.Of(section, Guid.Empty))];

    public int Count { get; set; }

    /// <summary>How many rows of the table come before it.</summary>
    public long Before { get; set; }

    public bool IsFull => Count == Canonical.BlockSize;
}

/// <summary>
/// The rows of one table, read ahead by another thread. The same few blocks go round: whoever was given one hands it back.
/// </summary>
/// <param name="ids">Of rows that have none yet; the same each time, so that what is found on a later pass is said of the same row.</param>
internal sealed class Blocks(Section section, RowIds ids)
{
    private const int Ahead = 2;

    private readonly ConcurrentBag<RowBlock> _free = [];

    public async IAsyncEnumerable<RowBlock> Read(RowSource rows, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var ready = Channel.CreateBounded<RowBlock>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var filling = Task.Run(() => Fill(rows, ready.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var block in ready.Reader.ReadAllAsync(cancel))
                yield return block;
        }
        finally
        {
            await stop.CancelAsync();
            await filling;
        }
    }

    public void Return(RowBlock block) => _free.Add(block);

    private async Task Fill(RowSource rows, ChannelWriter<RowBlock> ready, CancellationToken cancel)
    {
        try
        {
            var block = Next(0);
            await foreach (var row in rows.Read(cancel))
            {
                var copy = block.Rows[block.Count++];
                copy.Id = row.Id == Guid.Empty ? ids.Of(row, block.Before + block.Count, rows.KnowsIds) : row.Id;
                row.Answers.CopyTo(copy.Answers, 0);
                if (!block.IsFull)
                    continue;
                var before = block.Before + block.Count;
                await ready.WriteAsync(block, cancel);
                block = Next(before);
            }
            if (block.Count > 0)
                await ready.WriteAsync(block, cancel);
            ready.Complete();
        }
        catch (Exception problem)
        {
            // Whoever judges is told of it, in the place where the rows end.
            ready.Complete(problem);
        }
    }

    private RowBlock Next(long before)
    {
        var block = _free.TryTake(out var known) ? known : new RowBlock(section);
        (block.Count, block.Before) = (0, before);
        return block;
    }
}
