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

    public void Add(RowBlock block, SegmentPacket packet)
    {
        var number = (int)(block.Before / Canonical.BlockSize);
        foreach (var (shape, audience, aud) in _shapes)
        {
            if (!Segments.Anything(shape, block.Rows, 0, block.Count))
                continue;
            Canonical.Write(_text, new SegmentPlace(plan.Statement, plan.Published.Digest, number, audience), shape, block.Rows, 0, block.Count);
            if (!Stays(packet, number, aud, _text.Written))
                Make(packet.Made, number, aud, _text.Written);
        }
    }

    public Task Send(SegmentPacket packet, CancellationToken cancel) => Send(packet.Gone, packet.Made, cancel);

    /// <summary>What the version no longer has.</summary>
    public Task End(CancellationToken cancel) => EndGone([.. _before.Keys], cancel);

    // What goes, goes before what takes its place, which would end with it.
    private async Task Send(List<(int Block, int Aud)> gone, CopyBytes made, CancellationToken cancel)
    {
        await EndGone(gone, cancel);
        gone.Clear();
        if (made.Count == 0)
            return;
        made.End();
        await Copying.Send(connection, WriteSql.CopySegments, made, cancel);
    }

    private async Task EndGone(List<(int Block, int Aud)> gone, CancellationToken cancel)
    {
        if (gone.Count == 0)
            return;
        await using var end = new NpgsqlCommand(WriteSql.EndSegments, connection)
        {
            Parameters =
            {
                new() { Value = plan.Statement }, new() { Value = plan.Version.Number }, new() { Value = gone.Select(_ => section.Code).ToArray() },
                new() { Value = gone.Select(one => one.Block).ToArray() }, new() { Value = gone.Select(one => one.Aud).ToArray() },
            },
        };
        await end.ExecuteNonQueryAsync(cancel);
    }

    // The commitment tells without reading what was said: with the same salt it is the same only for the same bytes.
    private bool Stays(SegmentPacket packet, int block, int aud, ReadOnlySpan<byte> bytes)
    {
        if (!_before.Remove((block, aud), out var before))
            return false;
        var same = Canonical.Commit(before.Salt, bytes).AsSpan().SequenceEqual(before.Commitment);
        if (same)
            Commitments.Add(before.Commitment);
        else
            packet.Gone.Add((block, aud));
        return same;
    }

    private void Make(CopyBytes made, int block, int aud, ReadOnlySpan<byte> bytes)
    {
        var salt = RandomNumberGenerator.GetBytes(Canonical.SaltLength);
        var commitment = Canonical.Commit(salt, bytes);
        Commitments.Add(commitment);
        if (made.Count == 0)
            made.Begin();
        made.Row(8);
        made.Id(plan.Statement);
        made.Text(section.Code);
        made.Int(block);
        made.Int(aud);
        made.Int(plan.Version.Number);
        made.Bytes(salt);
        made.Bytes(commitment);
        made.Packed(bytes);
    }
}

/// <summary>Segments on their way into the database: those that end, and the bytes of those that begin.</summary>
internal sealed class SegmentPacket
{
    public List<(int Block, int Aud)> Gone { get; } = [];

    public CopyBytes Made { get; } = new();
}
