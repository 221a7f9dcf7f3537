using System.Globalization;

namespace Entente.Ledger;

/// <summary>All that a witness keeps of a log: what it saw last. <paramref name="Note"/> is what it signed, for those who ask.</summary>
public sealed record WitnessState(string Origin, long Size, Hash Root, SignedNote Note);

/// <summary>What a witness answers.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">The cosignature; the size it knows, where the log's is another; or why not.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="State">What it has to keep before it answers; null: nothing new.</param>
public sealed record WitnessAnswer(int Status, string Body, string ContentType, WitnessState? State = null)
{
    /// <summary>For a request that could not be read.</summary>
    public static WitnessAnswer Malformed(LedgerFormatException problem) => Refused(400, problem.Message);

    internal static WitnessAnswer Refused(int status, string why) => new(status, why + "\n", "text/plain; charset=utf-8");
}

/// <summary>
/// Decides what a witness answers to a log that shows a new state (C2SP tlog-witness). It signs what continues what it saw
/// before and nothing else: never a shorter log, never another past.
/// </summary>
public static class Witness
{
    /// <summary>Decides. The caller keeps <see cref="WitnessAnswer.State"/> before answering, if and only if the old state is still there.</summary>
    /// <param name="known">What was kept of this log; null: nothing yet.</param>
    /// <param name="request">What the log sent.</param>
    /// <param name="logs">The keys of the logs that the witness serves.</param>
    /// <param name="key">The witness's own.</param>
    /// <param name="at">Now.</param>
    public static WitnessAnswer Decide(WitnessState? known, AddCheckpoint request, IEnumerable<VerifierKey> logs, SigningKey key, DateTimeOffset at)
    {
        var checkpoint = request.Checkpoint;
        VerifierKey[] keys = [.. logs.Where(log => log.Kind == KeyKind.Log && log.Name == checkpoint.Origin)];
        if (keys.Length == 0)
            return WitnessAnswer.Refused(404, "This log is not known here.");
        if (Unsigned(request.Note, keys) is { } unsigned)
            return unsigned;
        if (request.Old > checkpoint.Size)
            return WitnessAnswer.Refused(400, "The old size is larger than the new one.");
        if (request.Old != (known?.Size ?? 0))
            return new WitnessAnswer(409, string.Create(CultureInfo.InvariantCulture, $"{known?.Size ?? 0}\n"), "text/x.tlog.size");
        if (!Continues(known, request, checkpoint))
            return WitnessAnswer.Refused(422, "The new state does not continue the one that was seen before.");
        var cosignature = key.Sign(request.Note.Text, at);
        var own = new SignedNote(request.Note.Text, [.. request.Note.Signatures.Where(signature => keys.Any(log => log.IsNamedBy(signature))), cosignature]);
        return new WitnessAnswer(200, cosignature.ToString(), "text/plain; charset=utf-8", new WitnessState(checkpoint.Origin, checkpoint.Size, checkpoint.Root, own));
    }

    private static WitnessAnswer? Unsigned(SignedNote note, VerifierKey[] keys)
    {
        var signed = false;
        foreach (var key in keys)
            foreach (var signature in note.Signatures.Where(key.IsNamedBy))
            {
                if (!key.Verifies(note.Text, signature))
                    return WitnessAnswer.Refused(403, "A signature of the log is wrong.");
                signed = true;
            }
        return signed ? null : WitnessAnswer.Refused(403, "The log did not sign this.");
    }

    private static bool Continues(WitnessState? known, AddCheckpoint request, Checkpoint checkpoint)
    {
        if (checkpoint.Size == 0 && checkpoint.Root != Tree.Empty)
            return false;
        if (known is null || known.Size == 0)
            return request.Proof.Count == 0; // everything continues the empty tree
        return Proofs.IsConsistent(known.Size, known.Root, checkpoint.Size, checkpoint.Root, [.. request.Proof]);
    }
}
