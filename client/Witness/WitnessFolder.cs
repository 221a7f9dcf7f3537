using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entente.Client.Run;
using Entente.Ledger;

namespace Entente.Client.Witness;

/// <summary>What a witness keeps: its key, and of each log the last state that it signed. One process at a time.</summary>
public sealed class WitnessFolder : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, WitnessState> _seen = new(StringComparer.Ordinal);
    private readonly FileStream _lock;
    private readonly string _folder;
    private readonly SigningKey _key;
    private readonly IReadOnlyList<VerifierKey> _logs;
    private readonly TimeProvider _time;

    private WitnessFolder(string folder, FileStream held, SigningKey key, IReadOnlyList<VerifierKey> logs, TimeProvider time) => (_folder, _lock, _key, _logs, _time) = (folder, held, key, logs, time);

    public VerifierKey Key => _key.Verifier;

    public static WitnessFolder Open(string folder, string name, IEnumerable<VerifierKey> logs, TimeProvider time)
    {
        folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(folder, DataFolder.Mine);
        var held = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            var file = Path.Combine(folder, "key");
            if (!File.Exists(file))
                DataFolder.WriteOnlyForMe(file, new SigningKey(name, KeyKind.Witness, RandomNumberGenerator.GetBytes(32)).ToPrivateText());
            var witness = new WitnessFolder(folder, held, SigningKey.Parse(File.ReadAllText(file).Trim()), [.. logs], time);
            foreach (var origin in witness._logs.Select(log => log.Name).Distinct(StringComparer.Ordinal))
                if (File.Exists(witness.FileOf(origin)))
                    witness._seen[origin] = Read(File.ReadAllBytes(witness.FileOf(origin)));
            return witness;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Signs or refuses. What it signed is on the disk before it is told.</summary>
    public WitnessAnswer Answer(ReadOnlySpan<byte> body)
    {
        AddCheckpoint request;
        try
        {
            request = AddCheckpoint.Parse(body);
        }
        catch (LedgerFormatException problem)
        {
            return WitnessAnswer.Malformed(problem);
        }
        lock (_gate)
        {
            var answer = Ledger.Witness.Decide(_seen.GetValueOrDefault(request.Origin), request, _logs, _key, _time.GetUtcNow());
            if (answer.State is { } state)
            {
                Keep(state);
                _seen[state.Origin] = state;
            }
            return answer;
        }
    }

    /// <summary>Its key and how far it is with each log, for people.</summary>
    public string Told()
    {
        lock (_gate)
            return $"witness {Key}\n" + string.Concat(_logs.Select(log => log.Name).Distinct(StringComparer.Ordinal).Select(origin =>
                _seen.TryGetValue(origin, out var state) ? string.Create(CultureInfo.InvariantCulture, $"log {origin}: {state.Size} {state.Root}\n") : $"log {origin}: nothing yet\n"));
    }

    private void Keep(WitnessState state)
    {
        var half = FileOf(state.Origin) + ".new";
        using (var file = new FileStream(half, FileMode.Create, FileAccess.Write))
        {
            file.Write(state.Note.ToBytes());
            file.Flush(flushToDisk: true);
        }
        File.Move(half, FileOf(state.Origin), overwrite: true);
    }

    private static WitnessState Read(byte[] bytes)
    {
        var note = SignedNote.Parse(bytes);
        var checkpoint = Checkpoint.Parse(note);
        return new WitnessState(checkpoint.Origin, checkpoint.Size, checkpoint.Root, note);
    }

    private string FileOf(string origin) => Path.Combine(_folder, $"log-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))[..16]}");

    public ValueTask DisposeAsync() => _lock.DisposeAsync();
}
