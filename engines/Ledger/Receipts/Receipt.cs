using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Entente.Ledger;

/// <summary>
/// What a party keeps: that this statement stands in the log, at this place, signed by the log and by witnesses. It holds
/// nothing of what was declared but the salts with which its holder shows it. docs/receipts.md says every member.
/// </summary>
/// <example><code>
/// Verdict verdict = Receipt.Parse(file).Verify(StatementFile.Parse(statement), Policy.Parse(keys));
/// </code></example>
/// <param name="Head">Which version of which statement.</param>
/// <param name="Segments">All of them; those that the holder may read with place and salt.</param>
/// <param name="Assertion">What the delegate's passkey signed; null: sent unsigned.</param>
/// <param name="Proof">That it is in the log.</param>
public sealed record Receipt(StatementHead Head, IReadOnlyList<ReceiptSegment> Segments, Assertion? Assertion, LogProof Proof)
{
    /// <summary>The most bytes that are read.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    private const string Format = "entente receipt 1";
    private static readonly JsonWriterOptions Writing = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The commitment of the version, worked out from those of its segments.</summary>
    public Hash Commitment => Commitments.OfStatement(Head, Segments.Select(segment => segment.Commitment));

    /// <summary>What its leaf stands for.</summary>
    public StatementEntry Entry => new(Commitment, Assertion?.Digest);

    /// <summary>Reads a receipt.</summary>
    /// <exception cref="LedgerFormatException">It is none.</exception>
    public static Receipt Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MostBytes)
            throw new LedgerFormatException($"The receipt has {json.Length} bytes, more than {MostBytes}.");
        using var document = CanonicalJson.Read(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Members.Text(root, "format") != Format)
            throw new LedgerFormatException($"The file does not say “{Format}”.");
        if (!Members.Has(root, "segments", out var segments) || segments.ValueKind != JsonValueKind.Array)
            throw Members.Missing("segments", "a list");
        return new Receipt(ReadHead(root), [.. segments.EnumerateArray().Select(ReceiptSegment.Of)],
            Members.Has(root, "signed", out var signed) ? Assertion.Of(signed) : null,
            LogProof.Parse(Encoding.UTF8.GetBytes(Members.Text(root, "proof"))));
    }

    /// <summary>The file: JSON that a person can read.</summary>
    public byte[] ToJson()
    {
        using var file = new MemoryStream();
        using (var json = new Utf8JsonWriter(file, Writing))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            WriteHead(json);
            json.WriteStartArray("segments");
            foreach (var segment in Segments.OrderBy(segment => segment.Commitment.ToHex(), StringComparer.Ordinal))
                segment.Write(json);
            json.WriteEndArray();
            Assertion?.Write(json, "signed");
            json.WriteString("proof", Proof.ToString());
            json.WriteEndObject();
        }
        file.WriteByte((byte)'\n');
        return file.ToArray();
    }

    /// <summary>The text for a QR code, without salts and segments.</summary>
    public CompactReceipt ToCompact() => new(Head.Statement, Head.Version, Entry, Proof);

    /// <summary>Checks everything and tells each finding. Without a statement, what it said is left open.</summary>
    public Verdict Verify(StatementFile? statement, Policy policy) => new ReceiptVerifier(policy).Verify(this, statement);

    private static StatementHead ReadHead(JsonElement root) => new(
        Members.Id(root, "statement"), Members.Text(root, "body"), Members.Text(root, "code"), Members.Text(root, "definition"),
        Members.TextOrNone(root, "party"), Members.Count(root, "version"));

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteString("statement", Head.Statement);
        json.WriteNumber("version", Head.Version);
        json.WriteString("body", Head.Body);
        json.WriteString("code", Head.Code);
        json.WriteString("definition", Head.Digest);
        if (Head.Party is { } party)
            json.WriteString("party", party);
    }
}

/// <summary>A segment as the receipt names it: what is committed to, and for whoever may read it the salt and the place.</summary>
public sealed record ReceiptSegment(Hash Commitment, SegmentSalt? Shown)
{
    internal static ReceiptSegment Of(JsonElement json)
    {
        var commitment = Members.Hash(json, "commitment");
        return new ReceiptSegment(commitment, !Members.Has(json, "salt", out _) ? null
            : new SegmentSalt(Members.Text(json, "section"), Members.Count(json, "block"), Strict.Hex(Members.Text(json, "salt"), Commitments.SaltLength, "“salt”")));
    }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("commitment", Commitment.ToHex());
        if (Shown is { } shown)
        {
            json.WriteString("section", shown.Section);
            json.WriteNumber("block", shown.Block);
            json.WriteString("salt", Convert.ToHexStringLower(shown.Salt.Span));
        }
        json.WriteEndObject();
    }
}

/// <summary>With what a segment is shown to be the one committed to.</summary>
public sealed record SegmentSalt(string Section, int Block, ReadOnlyMemory<byte> Salt);
