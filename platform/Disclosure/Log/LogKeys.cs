using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Ledger;
using Entente.Shared.Data;

namespace Entente.Disclosure;

/// <summary>A key that signs the log, and until when.</summary>
public sealed record LogKey(SigningKey Key, DateTimeOffset? Until = null)
{
    /// <summary>The line that keeps it.</summary>
    public string ToLine() => Until is { } until ? $"{Key.ToPrivateText()} until {until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}" : Key.ToPrivateText();
}

/// <summary>
/// The private keys of the log, which are nowhere in the database: lines of a file that the steward makes, and changes when
/// keys rotate. An application that is started without one has a key that follows from the installation's secret.
/// </summary>
public sealed class LogKeys(string? file, InstallationSecret secret, string name)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private IReadOnlyList<LogKey> _kept = [];
    private long _looked;

    /// <summary>The name of a log at this address, which it keeps for ever: <c>entente.example/log</c>.</summary>
    public static string NameAt(Uri address) => string.Create(CultureInfo.InvariantCulture, $"{address.IdnHost}{(address.IsDefaultPort ? "" : $":{address.Port}")}/log");

    /// <summary>The keys as the file says now, the oldest first.</summary>
    /// <param name="origin">The name of the log where it has one already.</param>
    /// <exception cref="LedgerFormatException">The file is no list of keys, or of another log's.</exception>
    public IReadOnlyList<LogKey> Now(string? origin)
    {
        lock (_gate)
        {
            if (_kept.Count > 0 && TimeProvider.System.GetElapsedTime(_looked) < BetweenLooks)
                return _kept;
            _kept = file is null ? [new LogKey(new SigningKey(origin ?? name, KeyKind.Log, secret.Derive("log key", 32)))] : Parse(File.ReadAllText(file));
            _looked = TimeProvider.System.GetTimestamp();
        }
        var other = _kept.FirstOrDefault(one => one.Key.Verifier.Name != (origin ?? _kept[0].Key.Verifier.Name));
        return other is null ? _kept : throw new LedgerFormatException($"The log is {origin ?? _kept[0].Key.Verifier.Name}; {file} holds a key of {other.Key.Verifier.Name}.");
    }

    /// <exception cref="LedgerFormatException">A line is no key, or there is none that signs on.</exception>
    public static IReadOnlyList<LogKey> Parse(string text)
    {
        var keys = new List<LogKey>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            keys.Add(line.Split(' ') switch
            {
                [var key] => new LogKey(SigningKey.Parse(key)),
                [var key, "until", var until] when DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end) => new LogKey(SigningKey.Parse(key), end),
                _ => throw new LedgerFormatException("A line of the keys of the log is a key, or a key, “until” and a time."),
            });
        return keys.Exists(key => key.Until is null) ? keys : throw new LedgerFormatException("Among the keys of the log is none that goes on.");
    }

    /// <summary>The text of such a file.</summary>
    public static string Text(IEnumerable<LogKey> keys) => new StringBuilder().AppendJoin('\n', keys.Select(key => key.ToLine())).Append('\n').ToString();

    public static LogKey New(string name) => new(new SigningKey(name, KeyKind.Log, RandomNumberGenerator.GetBytes(32)));

    public override string ToString() => "keys of the log";
}
