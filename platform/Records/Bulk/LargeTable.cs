using System.Threading.Channels;
using Entente.Bodies.Definitions;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>
/// Writes one table of a version while its rows are still being read and judged: one thread makes the bytes of the typed rows and of
/// their segments, and what is full is on its way to the database meanwhile. A correction writes only the rows that changed, and keeps
/// the segments that did not. All in the caller's transaction.
/// </summary>
internal sealed class LargeTable : IAsyncDisposable
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
    private Task _sending = Task.CompletedTask;
    private Packet _filling;
    private Packet _other;
    private bool _begun;

    public LargeTable(NpgsqlConnection connection, LargeWrite plan, Section section, Blocks blocks)
    {
        (_connection, _plan, _blocks, _table) = (connection, plan, blocks, plan.TableOf(section));
        _segments = new TableSegments(connection, plan, section);
        _correction = plan.IsFirst || _table.IsRegister ? null : new RowCorrection(connection, _table, plan.Statement, plan.Version.Number, plan.SlicesOf(section));
        Section = section;
        (_filling, _other) = (New(), New());
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

    /// <summary>Nothing of it is on the connection any more, whatever became of it.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
                _filling.Add(block, _segments);
                _blocks.Return(block);
                if (_filling.IsFull)
                    await Send(cancel);
            }
            await Send(cancel);
            await _sending;
        }
        catch (Exception problem)
        {
            // Whoever hands over the next block is told.
            _waiting.Writer.TryComplete(problem);
            throw;
        }
    }

    // One packet is on its way while the other is filled.
    private async Task Send(CancellationToken cancel)
    {
        await _sending;
        (_filling, _other) = (_other, _filling);
        var full = _other;
        _sending = Task.Run(() => full.Send(_connection, _segments, cancel), CancellationToken.None);
    }

    private Packet New() => new(_correction?.Packets() ?? RowStream.Packets(_table, _plan.Statement, _plan.Version.Number, _plan.SlicesOf(Section), _plan.Span));

    private sealed class Packet(IReadOnlyList<RowPacket> rows)
    {
        // Enough that a COPY is worth its beginning and end; two of them are in memory.
        private const int Enough = 3_000_000;

        private readonly SegmentPacket _segments = new();

        public bool IsFull => _segments.Made.Count + rows.Sum(packet => packet.Count) > Enough;

        public void Add(RowBlock block, TableSegments segments)
        {
            foreach (var packet in rows)
                for (var row = 0; row < block.Count; row++)
                    packet.Add(block.Rows[row], block.Before + row + 1);
            segments.Add(block, _segments);
        }

        public async Task Send(NpgsqlConnection connection, TableSegments segments, CancellationToken cancel)
        {
            foreach (var packet in rows)
                await packet.Send(connection, cancel);
            await segments.Send(_segments, cancel);
        }
    }
}
