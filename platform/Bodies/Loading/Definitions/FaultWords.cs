namespace Entente.Bodies.Loading.Definitions;

/// <summary>What the platform itself finds in a statement, in the words that examples use; no check may be called so.</summary>
internal static class FaultWords
{
    public static readonly IReadOnlySet<string> All = new HashSet<string>(StringComparer.Ordinal)
    {
        "accept", "code-twice", "digits", "email", "for-each", "from", "hs", "key", "least", "letters", "longest", "many-codes", "may", "missing-row", "most",
        "not-run", "not-within", "outside", "pattern", "period", "place", "places", "reason", "required", "to", "type", "unknown-code", "unknown-currency", "unknown-party",
        "unknown-record", "url", "whole", "within",
    };
}
