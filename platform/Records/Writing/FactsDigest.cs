using System.Security.Cryptography;
using System.Text;
using Entente.Feel;

namespace Entente.Records.Writing;

/// <summary>What of the facts is kept with a version: enough to say later whether its rules looked at the same.</summary>
internal static class FactsDigest
{
    /// <summary>Over each fact by its code and its rows in their order; null where no rule looks at any.</summary>
    public static byte[]? Of(IReadOnlyDictionary<string, IEnumerable<Value>> facts)
    {
        if (facts.Count == 0)
            return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (code, rows) in facts.OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(code + "\n"));
            foreach (var row in rows)
                hash.AppendData(Encoding.UTF8.GetBytes(row.ToString() + "\n"));
        }
        return hash.GetHashAndReset();
    }
}
