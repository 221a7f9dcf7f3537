using System.Collections.Frozen;
using System.Text;

namespace Entente.Ledger;

/// <summary>
/// Whom a verifier believes (C2SP tlog-policy): the keys of the log, of the witnesses, and how many of these must have signed.
/// </summary>
/// <example><code>
/// log example.org/log+1f2e3d4c+AYx…
/// witness oversight example.net/w+0a1b2c3d+BJ2…
/// quorum oversight
/// </code></example>
public sealed class Policy
{
    /// <summary>The most bytes that are read.</summary>
    public const int MostBytes = 262_144;

    private readonly Dictionary<string, VerifierKey> _logs = new(StringComparer.Ordinal);
    private readonly List<(string Name, VerifierKey? Key, int Needed, string[] Members)> _witnessing = []; // members before their groups
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _publicKeys = new(StringComparer.Ordinal);
    private string? _quorum;

    private Policy()
    {
    }

    /// <summary>The keys of logs that are accepted: several of one name while one takes over from another.</summary>
    public IReadOnlyCollection<VerifierKey> Logs => _logs.Values;

    /// <summary>The keys of witnesses that are known.</summary>
    public IReadOnlyCollection<VerifierKey> Witnesses { get; private set; } = [];

    /// <summary>Whether cosignatures are asked for at all.</summary>
    public bool AsksForWitnesses => _quorum != "none";

    /// <summary>Believes these keys of a log, and asks for no witness.</summary>
    public static Policy Of(params IEnumerable<VerifierKey> logs) =>
        Parse(Encoding.UTF8.GetBytes($"{string.Concat(logs.Select(key => $"log {key}\n"))}quorum none\n"));

    /// <summary>Reads a policy.</summary>
    /// <exception cref="LedgerFormatException">It is none; the line is said.</exception>
    public static Policy Parse(ReadOnlySpan<byte> bytes)
    {
        var policy = new Policy();
        // Tabs are allowed here and nowhere else.
        byte[] spaced = [.. bytes];
        spaced.AsSpan().Replace((byte)'\t', (byte)' ');
        var text = Strict.Text(spaced, MostBytes, "The policy");
        foreach (var (number, line) in Strict.Lines(text, "The policy").Index())
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..] words && !first.StartsWith('#') && !policy.TryAdd(words))
                throw new LedgerFormatException($"Line {number + 1} of the policy is wrong: {line}");
        if (policy._quorum is null)
            throw new LedgerFormatException("The policy has no quorum; “quorum none” asks for no witness.");
        policy.Witnesses = policy._witnessing.Select(known => known.Key).OfType<VerifierKey>().ToFrozenSet();
        return policy;
    }

    /// <summary>Whether these witnesses are enough.</summary>
    public bool IsMetBy(IReadOnlyCollection<VerifierKey> witnesses)
    {
        var met = new HashSet<string>(StringComparer.Ordinal) { "none" };
        foreach (var (name, key, needed, members) in _witnessing)
            if (key is null ? members.Count(met.Contains) >= needed : witnesses.Contains(key))
                met.Add(name);
        return met.Contains(_quorum!);
    }

    private bool TryAdd(string[] words) => words switch
    {
        ["log", var vkey, ..] when words.Length <= 3 => VerifierKey.Parse(vkey) is { Kind: KeyKind.Log } key && IsNew(key) && _logs.TryAdd(vkey, key),
        ["witness", not "none" and var name, var vkey, ..] when words.Length <= 4 =>
            VerifierKey.Parse(vkey) is { Kind: KeyKind.Witness } key && IsNew(key) && TryName(name, key, 1, []),
        ["group", not "none" and var name, var needed, .. { Length: > 0 } members] => TryGroup(name, needed, members),
        ["quorum", var name] => _quorum is null && (name == "none" || _names.Contains(name)) && (_quorum = name) is not null,
        _ => false,
    };

    // Groups name what stands above them, so that none contains itself; a member counts once.
    private bool TryGroup(string name, string needed, string[] members)
    {
        long count = needed switch
        {
            "all" => members.Length,
            "any" => 1,
            _ => Strict.TryCount(needed, out var given) ? given : 0,
        };
        return count >= 1 && count <= members.Length && members.Distinct(StringComparer.Ordinal).Count() == members.Length
            && members.All(_names.Contains) && TryName(name, null, (int)count, members);
    }

    private bool TryName(string name, VerifierKey? key, int needed, string[] members)
    {
        if (!_names.Add(name))
            return false;
        _witnessing.Add((name, key, needed, members));
        return true;
    }

    private bool IsNew(VerifierKey key) => _publicKeys.Add(Convert.ToHexString(key.PublicKey.Span));
}
