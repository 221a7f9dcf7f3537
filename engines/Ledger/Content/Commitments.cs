using System.Security.Cryptography;

namespace Entente.Ledger;

/// <summary>What stands in the log for what was declared: docs/canonical.md says it exactly.</summary>
public static class Commitments
{
    /// <summary>How many random bytes keep anybody from guessing what a segment says.</summary>
    public const int SaltLength = 32;

    private static ReadOnlySpan<byte> SegmentMark => "entente segment 1\n"u8;

    private static ReadOnlySpan<byte> StatementMark => "entente statement 1\n"u8;

    /// <summary>What stands for a segment where its content may not be seen.</summary>
    public static Hash OfSegment(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> bytes)
    {
        if (salt.Length != SaltLength)
            throw new ArgumentException($"A salt has {SaltLength} bytes.", nameof(salt));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SegmentMark);
        hash.AppendData(salt);
        hash.AppendData(bytes);
        return Hash.Of(hash.GetHashAndReset());
    }

    /// <summary>
    /// What stands for a version as a whole: over the commitments of its segments in ascending order, so that the order tells
    /// nothing about segments that a reader may not see.
    /// </summary>
    public static Hash OfStatement(StatementHead head, IEnumerable<Hash> segments)
    {
        var text = new CanonicalText();
        text.BeginObject();
        text.Text("body", head.Body);
        text.Text("code", head.Code);
        text.Text("definition", head.Digest);
        if (head.Party is { } party)
            text.Text("party", party);
        text.Name("segments");
        text.BeginList();
        foreach (var segment in segments.Select(segment => segment.ToHex()).Order(StringComparer.Ordinal))
            text.Text(segment);
        text.EndList();
        text.Name("statement");
        text.Id(head.Statement);
        text.Count("version", head.Version);
        text.EndObject();
        return Sha.Of([.. StatementMark, .. text.Written]);
    }
}

/// <summary>What a statement's commitment says besides its segments.</summary>
/// <param name="Statement">Its id.</param>
/// <param name="Body">The code of the body.</param>
/// <param name="Code">The code of what is declared.</param>
/// <param name="Digest">Of the definition's version.</param>
/// <param name="Party">Who declared; null where the body itself did.</param>
/// <param name="Version">1 for the first.</param>
public sealed record StatementHead(Guid Statement, string Body, string Code, string Digest, string? Party, int Version);
