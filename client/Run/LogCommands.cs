using System.CommandLine;
using System.Globalization;
using Entente.Disclosure;

namespace Entente.Client.Run;

/// <summary><c>./entente log rotate-key</c>: a new key of the log begins; both sign for a time, and then the old one ends. The log itself says so.</summary>
public static class LogCommands
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "The data folder of the installation", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ENTENTE_FOLDER") is { Length: > 0 } folder ? folder : "data" };
        var overlap = new Option<int>("--overlap") { Description = "For how many days both keys sign, until everybody has the new one", DefaultValueFactory = _ => 30 };
        var rotate = new Command("rotate-key", "Begin a new key of the log, also while it runs") { data, overlap };
        rotate.SetAction(parsed => Rotate(parsed.GetValue(data)!, parsed.GetValue(overlap), TimeProvider.System.GetUtcNow(), Console.Out, Console.Error));
        return new Command("log", "The log that proves what was declared") { rotate };
    }

    public static int Rotate(string data, int days, DateTimeOffset now, TextWriter console, TextWriter errors)
    {
        var file = Path.Combine(Path.GetFullPath(data), "keys", "log");
        try
        {
            var kept = LogKeys.Parse(File.ReadAllText(file));
            var end = now.AddDays(days);
            var begun = LogKeys.New(kept[0].Key.Verifier.Name);
            Replace(file, LogKeys.Text([.. kept.Select(key => key.Until is null ? key with { Until = end } : key), begun]));
            console.WriteLine($"The new key is {begun.Key.Verifier}. It signs from now on, beside the old one until {end.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}.");
            console.WriteLine("Tell whoever checks receipts and every witness about it; /log/keys has it. With several machines, copy the file to each.");
            return 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or Ledger.LedgerFormatException)
        {
            errors.WriteLine($"{file}: {problem.Message}");
            return 1;
        }
    }

    // Into the same file, which belongs to the application's account; what it says is safe beside it until that is done.
    private static void Replace(string file, string text)
    {
        var half = file + ".new";
        DataFolder.WriteOnlyForMe(half, text);
        File.Copy(half, file, overwrite: true);
        File.Delete(half);
    }
}
