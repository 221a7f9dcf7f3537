using System.Buffers.Binary;
using System.Security.Cryptography;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Ledger;
using Entente.Records.Content;
using Entente.Records.Rules;
using Entente.Records.Writing;

namespace Entente.Records.Bulk;

/// <summary>
/// The ids of rows that come without one. In a file that knows no ids they follow from the statement and from what tells rows apart, their
/// key or else their number, so that the same rows sent again are the same rows. Where a file has ids, a row without one is a new row.
/// </summary>
internal sealed class RowIds
{
    private const ulong Counted = (1UL << 40) - 1;

    private readonly byte[] _load;
    private readonly byte[] _statement;
    private readonly Section _section;
    private readonly int _table;
    private readonly int[] _key;
    private readonly CanonicalText _text = new();

    public RowIds(Guid load, Guid statement, int table, Section section)
    {
        (_load, _statement) = (load.ToByteArray(bigEndian: true), statement.ToByteArray(bigEndian: true));
        (_table, _section) = (table, section);
        _key = KeyOf(section);
    }

    /// <param name="number">The row's place, from 1.</param>
    /// <param name="known">Whether the file has ids of its own.</param>
    public Guid Of(Row row, long number, bool known) => known ? Numbered(_load, number) : Keyed(row) ?? Numbered(_statement, number);

    // What is random in the first id stays in front; tables and rows are counted behind it, so that ids are sorted as the rows are.
    private Guid Numbered(byte[] of, long number)
    {
        Span<byte> id = stackalloc byte[16];
        of.CopyTo(id);
        var end = BinaryPrimitives.ReadUInt64BigEndian(id[8..]) & ~Counted ^ ((ulong)(uint)_table << 40);
        BinaryPrimitives.WriteUInt64BigEndian(id[8..], end | ((ulong)number & Counted));
        return new Guid(id, bigEndian: true);
    }

    private Guid? Keyed(Row row)
    {
        // What is no text at all is refused when it is judged.
        if (Array.TrueForAll(_key, field => row.Answers[field].IsBlank) || Array.Exists(_key, field => row.Answers[field] is { HasValue: true, Value: { Kind: Kind.Text } said } && TypeRules.Letters(said.AsText) is not null))
            return null;
        _text.Clear();
        _text.BeginObject();
        foreach (var field in _key)
        {
            if (row.Answers[field].IsBlank)
                continue;
            _text.Name(_section.Fields[field].Code);
            AnswerJson.Write(_text, _section.Fields[field], row.Answers[field]);
        }
        _text.EndObject();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_statement);
        hash.AppendData([(byte)_table, (byte)(_table >> 8)]);
        hash.AppendData(_text.Written);
        Span<byte> id = stackalloc byte[32];
        hash.GetHashAndReset(id);
        // An id of nobody's making but ours: version 8 of RFC 9562.
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id[..16], bigEndian: true);
    }

    // A key that may be broken, or that is known only once the rules have run, tells no rows apart.
    private static int[] KeyOf(Section section)
    {
        if (section.Rows is not { Key: { Count: > 0 } key } rules || rules.KeyLevel is CheckLevel.Warning or CheckLevel.Note)
            return [];
        int[] fields = [.. key.Select(code => section.Fields.ToList().FindIndex(field => field.Code == code))];
        return Array.TrueForAll(fields, field => field >= 0 && section.Fields[field] is { Computed: null, Visible: null }) ? fields : [];
    }
}
