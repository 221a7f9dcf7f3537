using System.Security.Cryptography;
using Entente.Bodies.Definitions;
using Entente.Ledger;
using Entente.Records.Tables;
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
    private readonly CopyBytes _made = new();
    private readonly CanonicalText _text = new();

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
            Canonical.Write(_text, new SegmentPlace(plan.Statement, plan.Published.Digest, number, audience), shape, block.Rows, 0, block.Count);
            if (!Stays(number, aud, _text.Written))
                Make(number, aud, _text.Written);
        }
        if (_made.Count > 4_000_000)
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

    private void Make(int block, int aud, ReadOnlySpan<byte> bytes)
    {
        var salt = RandomNumberGenerator.GetBytes(Canonical.SaltLength);
        var commitment = Canonical.Commit(salt, bytes);
        Commitments.Add(commitment);
        if (_made.Count == 0)
            _made.Begin();
        _made.Row(8);
        _made.Id(plan.Statement);
        _made.Text(section.Code);
        _made.Int(block);
        _made.Int(aud);
        _made.Int(plan.Version.Number);
        _made.Bytes(salt);
        _made.Bytes(commitment);
        _made.Bytes(bytes);
    }

    private async Task Put(CancellationToken cancel)
    {
        if (_made.Count == 0)
            return;
        // Before what takes their place, which would end with them.
        await EndGone(cancel);
        _made.End();
        await using (var copy = await connection.BeginRawBinaryCopyAsync(WriteSql.CopySegments, cancel))
            await copy.WriteAsync(_made.Written, cancel);
        _made.Clear();
    }
}
