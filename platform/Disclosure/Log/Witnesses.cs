using Entente.Ledger;

namespace Entente.Disclosure.Log;

/// <summary>Somebody who signs what they saw of the log.</summary>
internal sealed record Witness(VerifierKey Key, Uri Address);

/// <summary>Those that this installation asks: <c>KEY ADDRESS; KEY ADDRESS</c>.</summary>
internal sealed record Witnesses(IReadOnlyList<Witness> All)
{
    /// <exception cref="FormatException">A part is none.</exception>
    public static Witnesses Parse(string? text)
    {
        var all = new List<Witness>();
        foreach (var one in (text ?? "").Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (one.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var key, var address] || !Uri.TryCreate(address, UriKind.Absolute, out var at) || at.Scheme is not ("http" or "https"))
                throw new FormatException($"“{one}” among ENTENTE_WITNESSES is not a key, a space and an http or https address.");
            var read = Read(key);
            if (all.Exists(known => known.Key == read))
                throw new FormatException($"The witness {read.Name} stands twice in ENTENTE_WITNESSES.");
            all.Add(new Witness(read, at));
        }
        return new Witnesses(all);
    }

    private static VerifierKey Read(string key)
    {
        try
        {
            return VerifierKey.Parse(key) is { Kind: KeyKind.Witness } read ? read : throw new FormatException("A key among ENTENTE_WITNESSES is a log's, not a witness's.");
        }
        catch (LedgerFormatException problem)
        {
            throw new FormatException($"A key among ENTENTE_WITNESSES: {problem.Message}", problem);
        }
    }
}
