using System.Security.Cryptography;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>
/// Writes the rows of one table of a version while they are still being read and judged: some ten thousand at a time into the typed
/// table and as segments, by another thread than the one that judges. All in the caller's transaction.
/// </summary>
internal sealed class LargeTable(NpgsqlConnection connection, PublishedDefinition published, Section section, Guid statement, int version, Readers readers, CancellationToken cancel)
{
    private const int Together = 10 * Canonical.BlockSize;

    private readonly SectionTable _table = SectionTable.Of(published, section);
    private readonly IReadOnlyList<Slice> _slices = readers.Slices[published.Definition.Sections.ToList().IndexOf(section)];
    private readonly List<(SegmentShape Shape, IReadOnlyList<string> Audience)> _shapes = [.. Segments.Shapes(published.Definition, readers.Words).Where(part => ReferenceEquals(part.Shape.Section, section))];
    private readonly CanonicalText _text = new();
    private List<Row> _filling = new(Together);
    private List<Row> _spare = new(Together);
    private int _filled;
    private long _written;
    private Task _writing = Task.CompletedTask;

    /// <summary>The commitments of the blocks, which are all that stays in memory.</summary>
    public List<byte[]> Commitments { get; } = [];

    public long Count => _written + _filled;

    /// <summary>What earlier versions had ends with this one.</summary>
    public async Task Begin()
    {
        await using var batch = new NpgsqlBatch(connection);
        TypedRows.End(batch, _table, statement, version, rows: null);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("update records.segment set until = $2 where statement = $1 and section = $3 and until is null")
        {
            Parameters = { new() { Value = statement }, new() { Value = version }, new() { Value = section.Code } },
        });
        await batch.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The row is copied: the reader goes on with the same one.</summary>
    public ValueTask Add(Row row)
    {
        if (_filled == _filling.Count)
            _filling.Add(Row.Of(section, Guid.Empty));
        var copy = _filling[_filled++];
        copy.Id = row.Id == Guid.Empty ? Guid.CreateVersion7() : row.Id;
        row.Answers.CopyTo(copy.Answers, 0);
        return _filled < Together ? ValueTask.CompletedTask : new ValueTask(PassOn());
    }

    public async Task End()
    {
        await PassOn();
        await _writing;
    }

    private async Task PassOn()
    {
        await _writing;
        var (rows, count, before) = (_filling, _filled, _written);
        (_filling, _spare, _filled) = (_spare, _filling, 0);
        _written += count;
        _writing = count == 0 ? Task.CompletedTask : Task.Run(() => Write(rows.GetRange(0, count), before), cancel);
    }

    private async Task Write(List<Row> rows, long before)
    {
        await RowStream.Add(connection, _table, statement, version, new RowsInMemory(rows), _slices, before, cancel);
        List<(int Block, int Aud, byte[] Salt, byte[] Commitment, byte[] Bytes)> made = [];
        foreach (var (shape, audience) in _shapes)
            for (var from = 0; from < rows.Count; from += Canonical.BlockSize)
            {
                var until = Math.Min(from + Canonical.BlockSize, rows.Count);
                if (!Segments.Anything(shape, rows, from, until))
                    continue;
                var block = (int)((before + from) / Canonical.BlockSize);
                var bytes = Canonical.Segment(_text, new SegmentPlace(statement, published.Digest, block, audience), shape, rows, from, until);
                var salt = RandomNumberGenerator.GetBytes(Canonical.SaltLength);
                made.Add((block, readers.Numbers[string.Join(' ', audience)], salt, Canonical.Commit(salt, bytes), bytes));
            }
        Commitments.AddRange(made.Select(one => one.Commitment));
        await using var insert = new NpgsqlCommand(WriteSql.Segments, connection)
        {
            Parameters =
            {
                new() { Value = statement }, new() { Value = version }, new() { Value = made.Select(_ => section.Code).ToArray() }, new() { Value = made.Select(one => one.Block).ToArray() },
                new() { Value = made.Select(one => one.Aud).ToArray() }, new() { Value = made.Select(one => one.Salt).ToArray() },
                new() { Value = made.Select(one => one.Commitment).ToArray() }, new() { Value = made.Select(one => one.Bytes).ToArray() },
            },
        };
        await insert.ExecuteNonQueryAsync(cancel);
    }
}
