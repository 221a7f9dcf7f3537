using System.Globalization;

namespace Entente.Ledger;

/// <summary>A signed state of a log, after its signatures were looked at once.</summary>
/// <param name="Checkpoint">Null where the note is no checkpoint.</param>
/// <param name="Findings">Signature by signature, and whether they are enough.</param>
public sealed record CheckedCheckpoint(Checkpoint? Checkpoint, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether it can be believed.</summary>
    public bool Holds => Checkpoint is not null && Findings.All(finding => finding.Outcome != Outcome.Fails);

    /// <summary>Looks at every signature. A wrong one of a known key spoils the whole; those of unknown keys are passed over.</summary>
    public static CheckedCheckpoint Of(SignedNote note, Policy policy)
    {
        Checkpoint checkpoint;
        try
        {
            checkpoint = Checkpoint.Parse(note);
        }
        catch (LedgerFormatException problem)
        {
            return new CheckedCheckpoint(null, [new Finding("checkpoint-malformed", Outcome.Fails, problem.Message)]);
        }
        var findings = new List<Finding>();
        var signed = Signed(checkpoint, note, policy, findings);
        var seen = Witnessed(note, policy, findings);
        foreach (var signature in note.Signatures)
            if (!policy.Logs.Concat(policy.Witnesses).Any(key => key.IsNamedBy(signature) && (key.Kind == KeyKind.Witness || key.Name == checkpoint.Origin)))
                findings.Add(new Finding("key-unknown", Outcome.Open, signature.Name));
        if (!signed)
            findings.Add(new Finding("log-unsigned", Outcome.Fails, checkpoint.Origin));
        if (policy.AsksForWitnesses)
            findings.Add(policy.IsMetBy(seen) ? Enough("witnesses-enough", Outcome.Holds, seen) : Enough("witnesses-too-few", Outcome.Fails, seen));
        return new CheckedCheckpoint(checkpoint, findings);
    }

    // A key counts for the log that has its name, and for no other.
    private static bool Signed(Checkpoint checkpoint, SignedNote note, Policy policy, List<Finding> findings)
    {
        var signed = false;
        foreach (var key in policy.Logs.Where(key => key.Name == checkpoint.Origin))
            foreach (var signature in note.Signatures.Where(key.IsNamedBy))
            {
                var holds = key.Verifies(note.Text, signature);
                signed |= holds;
                findings.Add(holds ? new("log-signed", Outcome.Holds, Named(key)) : new("log-signature-wrong", Outcome.Fails, Named(key)));
            }
        return signed;
    }

    private static HashSet<VerifierKey> Witnessed(SignedNote note, Policy policy, List<Finding> findings)
    {
        var seen = new HashSet<VerifierKey>();
        foreach (var key in policy.Witnesses)
            foreach (var signature in note.Signatures.Where(key.IsNamedBy))
                if (key.Verifies(note.Text, signature, out var at))
                {
                    seen.Add(key);
                    findings.Add(new("witnessed", Outcome.Holds, key.Name, at!.Value.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
                }
                else
                    findings.Add(new("witness-signature-wrong", Outcome.Fails, key.Name));
        return seen;
    }

    private static Finding Enough(string code, Outcome outcome, HashSet<VerifierKey> seen) => new(code, outcome, seen.Count.ToString(CultureInfo.InvariantCulture));

    private static string Named(VerifierKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Name} ({key.Id:x8})");
}
