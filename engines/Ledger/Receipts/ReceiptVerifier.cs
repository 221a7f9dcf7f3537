using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Entente.Ledger;

/// <summary>
/// Checks receipts, and checks the signatures of each state of the log once: many receipts have the same. For any number of
/// threads.
/// </summary>
/// <example><code>
/// var verifier = new ReceiptVerifier(Policy.Parse(keys));
/// foreach (var receipt in receipts) if (!verifier.Verify(receipt, null).Holds) …
/// </code></example>
public sealed class ReceiptVerifier(Policy policy)
{
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<SignedNote, CheckedCheckpoint> _sameNote = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, CheckedCheckpoint> _checked = new(StringComparer.Ordinal);

    /// <summary>Checks everything and tells each finding. Without a statement, what it said is left open.</summary>
    public Verdict Verify(Receipt receipt, StatementFile? statement)
    {
        var findings = new List<Finding>();
        if (statement is null)
            findings.Add(new("statement-not-given", Outcome.Open, ""));
        else
            CompareSegments(receipt, statement, findings);
        Log(receipt.Entry, receipt.Proof, findings);
        Signature(receipt, findings);
        return new Verdict(findings);
    }

    /// <summary>Checks what a QR code holds: that the commitment is in the log. What was declared is not part of it.</summary>
    public Verdict Verify(CompactReceipt receipt)
    {
        var findings = new List<Finding> { new("statement-not-given", Outcome.Open, "") };
        Log(receipt.Entry, receipt.Proof, findings);
        return new Verdict(findings);
    }

    /// <summary>A state of the log, its signatures looked at now or before.</summary>
    public CheckedCheckpoint Check(SignedNote note)
    {
        if (_sameNote.TryGetValue(note, out var same))
            return same;
        if (_checked.Count >= MostKept)
            _checked.Clear();
        if (_sameNote.Count >= MostKept)
            _sameNote.Clear();
        var found = _checked.GetOrAdd(note.ToString(), _ => CheckedCheckpoint.Of(note, policy));
        _sameNote.TryAdd(note, found);
        return found;
    }

    private void Log(StatementEntry entry, LogProof proof, List<Finding> findings)
    {
        var state = Check(proof.Checkpoint);
        if (state.Checkpoint is { } checkpoint)
        {
            var place = proof.Index.ToString(CultureInfo.InvariantCulture);
            var included = Proofs.IsIncluded(entry.Leaf, proof.Index, checkpoint.Size, PathOf(proof), checkpoint.Root);
            findings.Add(included ? new("included", Outcome.Holds, place, checkpoint.Size.ToString(CultureInfo.InvariantCulture), checkpoint.Origin) : new("not-included", Outcome.Fails, place));
        }
        findings.AddRange(state.Findings);
    }

    private static ReadOnlySpan<Hash> PathOf(LogProof proof) => proof.Path switch
    {
        Hash[] array => array,
        List<Hash> list => CollectionsMarshal.AsSpan(list),
        var other => other.ToArray(),
    };

    private static void Signature(Receipt receipt, List<Finding> findings)
    {
        if (receipt.Assertion is not { } assertion)
        {
            findings.Add(new("unsigned", Outcome.Open, ""));
            return;
        }
        var passkey = Convert.ToHexStringLower(assertion.Credential.Span);
        findings.Add(assertion.Signs(receipt.Commitment) ? new("delegate-signed", Outcome.Holds, passkey, assertion.Origin ?? "") : new("delegate-signature-wrong", Outcome.Fails, passkey));
    }

    private static void CompareSegments(Receipt receipt, StatementFile statement, List<Finding> findings)
    {
        var open = receipt.Segments.ToList();
        foreach (var segment in statement.Segments)
            findings.Add(Compare(receipt.Head, segment, open));
        // What had a salt and was found changed is still open; it is said once.
        foreach (var missing in open.Select(segment => segment.Shown).OfType<SegmentSalt>())
            if (!statement.Segments.Any(segment => IsAt(missing, segment)))
                findings.Add(new("segment-missing", Outcome.Fails, Where(missing.Section, missing.Block)));
        if (open.Count(segment => segment.Shown is null) is > 0 and var withheld)
            findings.Add(new("segments-withheld", Outcome.Open, withheld.ToString(CultureInfo.InvariantCulture)));
    }

    private static Finding Compare(StatementHead head, DeclaredSegment segment, List<ReceiptSegment> open)
    {
        var where = Where(segment.Section, segment.Block);
        if (segment.Statement != head.Statement)
            return new("statement-other", Outcome.Fails, segment.Statement.ToString(), head.Statement.ToString());
        // One place can have several segments, for different readers: the one that fits is it.
        var place = open.FindIndex(known => known.Shown is { } shown && IsAt(shown, segment) && Commitments.OfSegment(shown.Salt.Span, segment.Bytes.Span) == known.Commitment);
        if (place >= 0)
        {
            open.RemoveAt(place);
            return new("segment-holds", Outcome.Holds, where);
        }
        if (segment.Definition != head.Digest)
            return new("segment-foreign", Outcome.Fails, where);
        return open.Exists(known => known.Shown is { } shown && IsAt(shown, segment)) ? new("segment-changed", Outcome.Fails, where) : new("segment-unknown", Outcome.Fails, where);
    }

    private static bool IsAt(SegmentSalt shown, DeclaredSegment segment) => shown.Block == segment.Block && shown.Section == segment.Section;

    private static string Where(string section, int block) => block == 0 ? section : string.Create(CultureInfo.InvariantCulture, $"{section}, block {block + 1}");
}
