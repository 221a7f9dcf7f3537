using System.Security.Cryptography;
using Entente.Bodies.Definitions;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Bulk;

/// <summary>The segments of one table, made block by block. Those that say what they said before stay, salt and all.</summary>
internal sealed class TableSegments(NpgsqlConnection connection, LargeWrite plan, Section section)
{
    private readonly List<(SegmentShape Shape, IReadOnlyList<string> Audience, int Aud)> _shapes =
        [.. Segments.Shapes(plan.Published.Definition, plan.Readers.Words).Where(part => ReferenceEquals(part.Shape.Section, section)).Select(part => (part.Shape, part.Audience, plan.Readers.Numbers[string.Join(' ', part.Audience)]))];

    private readonly Dictionary<(int Block, int Aud), (byte[] Salt, byte[] Commitment)> _before = [];
    private readonly List<(int Block, int Aud)> _gone = [];
    private readonly List<Made> _made = [];
    private readonly CanonicalText _text = new();
    private long _bytes;

    public List<byte[]> Commitments { get; } = [];

    public async Task Begin(CancellationToken cancel)
    {
        if (plan.IsFirst)
            return;
        await using var command = new NpgsqlCommand("select block, aud, salt, commitment from records.segment where statement = $1 and section = $2 and until is null", connection)
        {
            Parameters = { new() { Value = plan.Statement }, new() { Value = section.Code } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
            _before[(rows.GetInt32(0), rows.GetInt32(1))] = (rows.GetFieldValue<byte[]>(2), rows.GetFieldValue<byte[]>(3));
    }

    public async Task Add(RowBlock block, CancellationToken cancel)
    {
        var number = (int)(block.Before / Canonical.BlockSize);
        foreach (var (shape, audience, aud) in _shapes)
        {
            if (!Segments.Anything(shape, block.Rows, 0, block.Count))
                continue;
            var bytes = Canonical.Segment(_text, new SegmentPlace(plan.Statement, plan.Published.Digest, number, audience), shape, block.Rows, 0, block.Count);
            if (Stays(number, aud, bytes))
                continue;
            var salt = RandomNumberGenerator.GetBytes(Canonical.SaltLength);
            var commitment = Canonical.Commit(salt, bytes);
            Commitments.Add(commitment);
            _made.Add(new Made(number, aud, salt, commitment, bytes));
            _bytes += bytes.Length;
        }
        if (_bytes > 4_000_000)
            await Put(cancel);
    }

    public async Task End(CancellationToken cancel)
    {
        await Put(cancel);
        _gone.AddRange(_before.Keys);
        await EndGone(cancel);
    }

    private async Task EndGone(CancellationToken cancel)
    {
        if (_gone.Count == 0)
            return;
        await using var end = new NpgsqlCommand(WriteSql.EndSegments, connection)
        {
            Parameters =
            {
                new() { Value = plan.Statement }, new() { Value = plan.Version.Number }, new() { Value = _gone.Select(_ => section.Code).ToArray() },
                new() { Value = _gone.Select(one => one.Block).ToArray() }, new() { Value = _gone.Select(one => one.Aud).ToArray() },
            },
        };
        await end.ExecuteNonQueryAsync(cancel);
        _gone.Clear();
    }

    // The commitment tells without reading what was said: with the same salt it is the same only for the same bytes.
    private bool Stays(int block, int aud, ReadOnlySpan<byte> bytes)
    {
        if (!_before.Remove((block, aud), out var before))
            return false;
        var same = Canonical.Commit(before.Salt, bytes).AsSpan().SequenceEqual(before.Commitment);
        if (same)
            Commitments.Add(before.Commitment);
        else
            _gone.Add((block, aud));
        return same;
    }

    private async Task Put(CancellationToken cancel)
    {
        if (_made.Count == 0)
            return;
        // Before what takes their place, which would end with them.
        await EndGone(cancel);
        await using var insert = new NpgsqlCommand(WriteSql.Segments, connection)
        {
            Parameters =
            {
                new() { Value = plan.Statement }, new() { Value = plan.Version.Number }, new() { Value = _made.Select(_ => section.Code).ToArray() }, new() { Value = _made.Select(one => one.Block).ToArray() },
                new() { Value = _made.Select(one => one.Aud).ToArray() }, new() { Value = _made.Select(one => one.Salt).ToArray() },
                new() { Value = _made.Select(one => one.Commitment).ToArray() }, new() { Value = _made.Select(one => one.Bytes).ToArray() },
            },
        };
        await insert.ExecuteNonQueryAsync(cancel);
        _made.Clear();
        _bytes = 0;
    }

    private sealed record Made(int Block, int Aud, byte[] Salt, byte[] Commitment, byte[] Bytes);
}
