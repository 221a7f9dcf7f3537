using System.Threading.Channels;
using Entente.Bodies.Definitions;
using Entente.Records.Interchange;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>
/// Writes one table of a version while its rows are still being read and judged, by another thread: into the typed table and as
/// segments. A correction writes only the rows that changed, and keeps the segments that did not. All in the caller's transaction.
/// </summary>
internal sealed class LargeTable
{
    private const int Ahead = 2;

    private readonly NpgsqlConnection _connection;
    private readonly LargeWrite _plan;
    private readonly SectionTable _table;
    private readonly Blocks _blocks;
    private readonly TableSegments _segments;
    private readonly RowCorrection? _correction;
    private readonly Channel<RowBlock> _waiting = Channel.CreateBounded<RowBlock>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
    private Task _writing = Task.CompletedTask;
    private bool _begun;

    public LargeTable(NpgsqlConnection connection, LargeWrite plan, Section section, Blocks blocks)
    {
        (_connection, _plan, _blocks, _table) = (connection, plan, blocks, plan.TableOf(section));
        _segments = new TableSegments(connection, plan, section);
        _correction = plan.IsFirst || _table.IsRegister ? null : new RowCorrection(connection, _table, plan.Statement, plan.Version.Number, plan.SlicesOf(section));
        Section = section;
    }

    public Section Section { get; }

    public long Count { get; private set; }

    public bool IsDone { get; private set; }

    /// <summary>Of its blocks, which are all that stays in memory.</summary>
    public IReadOnlyList<byte[]> Commitments => _segments.Commitments;

    /// <summary>Takes a block over; it goes round again when it is written.</summary>
    public async ValueTask Take(RowBlock block, CancellationToken cancel)
    {
        if (!_begun)
            await Begin(cancel);
        Count += block.Count;
        try
        {
            await _waiting.Writer.WriteAsync(block, cancel);
        }
        catch (ChannelClosedException)
        {
            await _writing;
            throw;
        }
    }

    /// <summary>Everything is in the tables; what the version no longer has is ended.</summary>
    public async Task End(CancellationToken cancel)
    {
        if (!_begun)
            await Begin(cancel);
        _waiting.Writer.TryComplete();
        await _writing;
        if (_correction is not null)
            await _correction.End(cancel);
        await _segments.End(cancel);
        IsDone = true;
    }

    private async Task Begin(CancellationToken cancel)
    {
        _begun = true;
        await _segments.Begin(cancel);
        if (_correction is not null)
            await _correction.Begin(cancel);
        else if (_table.IsRegister)
            await MakeRoom(cancel);
        _writing = Task.Run(() => Write(cancel), CancellationToken.None);
    }

    private async Task MakeRoom(CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(_connection);
        TypedRows.MakeRoom(batch, _table, _plan.Statement, _plan.Version.Number, _plan.Span!);
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private async Task Write(CancellationToken cancel)
    {
        try
        {
            await foreach (var block in _waiting.Reader.ReadAllAsync(cancel))
            {
                await Write(block, cancel);
                _blocks.Return(block);
            }
        }
        catch (Exception problem)
        {
            // Whoever hands over the next block is told.
            _waiting.Writer.TryComplete(problem);
            throw;
        }
    }

    private async Task Write(RowBlock block, CancellationToken cancel)
    {
        var rows = new RowsInMemory(block.Rows.GetRange(0, block.Count));
        if (_correction is not null)
            await _correction.Add(rows, block.Before, cancel);
        else
            await RowStream.Add(_connection, _table, _plan.Statement, _plan.Version.Number, rows, _plan.SlicesOf(Section), block.Before, _plan.Span, cancel);
        await _segments.Add(block, cancel);
    }
}
