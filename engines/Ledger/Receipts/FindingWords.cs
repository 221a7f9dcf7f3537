using System.Collections.Frozen;
using System.Globalization;

namespace Entente.Ledger;

/// <summary>The findings in English; {0} is where, the facts follow.</summary>
public static class FindingWords
{
    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["segment-holds"] = "{0} is exactly what was declared.",
        ["segment-changed"] = "{0} is not what was declared: it was changed, or its salt is another's.",
        ["segment-foreign"] = "{0} belongs to another statement or another version of the definition.",
        ["segment-unknown"] = "The receipt has no salt for {0}, so it cannot be told whether it was declared.",
        ["segment-missing"] = "{0} was declared, but the statement that was given does not hold it.",
        ["segments-withheld"] = "{0} more parts were declared that the holder of this receipt may not read.",
        ["statement-not-given"] = "No statement was given: what it said was not checked.",
        ["statement-other"] = "The statement that was given is {0}; the receipt is for {1}.",
        ["included"] = "The commitment stands at place {0} of the {1} in the log {2}.",
        ["not-included"] = "The commitment does not stand at place {0} of the log: the path leads to another root than the checkpoint's.",
        ["log-signed"] = "The log's key {0} signed this state of the log.",
        ["log-signature-wrong"] = "The signature that says it is of the log's key {0} is not.",
        ["log-unsigned"] = "No key of the log {0} that is believed here signed this state of the log.",
        ["witnessed"] = "The witness {0} saw this state of the log at {1}.",
        ["witness-signature-wrong"] = "The signature that says it is of the witness {0} is not.",
        ["key-unknown"] = "A signature of {0} was passed over: the key is not known here.",
        ["witnesses-enough"] = "As many witnesses signed as were asked for ({0}).",
        ["witnesses-too-few"] = "Fewer witnesses signed than were asked for ({0}).",
        ["checkpoint-malformed"] = "The signed state of the log is none: {0}",
        ["delegate-signed"] = "A delegate's passkey {0} signed the statement at {1}.",
        ["delegate-signature-wrong"] = "The signature of the passkey {0} is not over this statement.",
        ["unsigned"] = "The statement was sent unsigned: no passkey confirmed it.",
        ["log-rolled-back"] = "The log has {0} leaves; it had {1} before. It was rolled back.",
        ["log-rewritten"] = "The first {0} leaves of the log are not those that were there before.",
        ["log-renamed"] = "The log calls itself {0}; before it was {1}.",
        ["log-consistent"] = "The first {0} leaves of the log are those that were there before.",
        ["log-whole"] = "All {0} leaves of the log lead to the root that was signed.",
        ["log-root-wrong"] = "The {0} leaves of the log do not lead to the root that was signed.",
        ["leaf-missing"] = "Leaf {0} of the log is missing.",
        ["leaf-changed"] = "Leaf {0} of the log is not the one that was numbered.",
        ["leaf-moved"] = "Leaf {0} of the log stands at place {1}.",
        ["leaf-beyond"] = "Leaf {0} stands beyond the end of the log.",
        ["leaf-without-statement"] = "Leaf {0} of the log commits to no statement that is kept.",
        ["tile-changed"] = "The tile {0} is not made of the leaves under it.",
        ["tile-missing"] = "The tile {0} is missing or has the wrong size.",
        ["entry-malformed"] = "Leaf {0} is no entry of a log: {1}",
        ["kept-segment-changed"] = "{0}: what is kept of {1} is not what was declared.",
        ["kept-statement-changed"] = "{0}: its parts or its head are not those that were declared.",
        ["kept-statement-moved"] = "{0} should stand at place {1} of the log, but another entry does.",
        ["kept-statement-unlogged"] = "{0} does not stand in the log.",
        ["kept-signature-changed"] = "{0}: the delegate's signature is not the one that was logged.",
        ["kept-statement-holds"] = "{0} is what was declared.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every code there is.</summary>
    public static IReadOnlyCollection<string> Codes => Texts.Keys;

    internal static string Of(Finding finding) => string.Format(CultureInfo.InvariantCulture, Texts[finding.Code], [finding.Where, .. finding.Facts]);
}
