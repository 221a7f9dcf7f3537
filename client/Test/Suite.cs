using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Client.Test;

/// <summary>How many checks passed, failed and were left out, whoever ran them.</summary>
public sealed record Tally(int Passed, int Failed, int Skipped)
{
    public static Tally operator +(Tally one, Tally other) =>
        new(one.Passed + other.Passed, one.Failed + other.Failed, one.Skipped + other.Skipped);

    public override string ToString() => $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");
}

/// <summary>A program that runs checks and says at its end how many there were.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Quick">Whether <c>./entente test quick</c> runs it too.</param>
/// <param name="Command">The program and its arguments.</param>
public sealed partial record Suite(string Name, bool Quick, IReadOnlyList<string> Command)
{
    /// <summary>Runs it, passing on what it prints and noting what failed. A suite that ends without a count, or with a bad exit code and no failure, has failed.</summary>
    public async Task<Tally> Run(string folder, TextWriter console, List<string> failures, CancellationToken stop)
    {
        var info = new ProcessStartInfo(Command[0]) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in Command.Skip(1))
            info.ArgumentList.Add(argument);
        using var process = Process.Start(info) ?? throw new InvalidOperationException($"{Command[0]} did not start.");
        Tally? counted = null;
        while (await process.StandardOutput.ReadLineAsync(stop) is { } line)
        {
            counted = Count(line) is { } more ? (counted ?? new Tally(0, 0, 0)) + more : counted;
            if (Failed(line) is { } failure)
                failures.Add(failure);
            if (!Noise().IsMatch(line))
                await console.WriteLineAsync(line);
        }
        await process.WaitForExitAsync(stop);
        return Judge(counted, process.ExitCode);
    }

    public static Tally Judge(Tally? counted, int exitCode) => counted switch
    {
        null => new Tally(0, 1, 0),
        { Failed: 0 } when exitCode != 0 => counted with { Failed = 1 },
        _ => counted,
    };

    /// <summary>Reads the closing line of xunit and of Node's test runner.</summary>
    public static Tally? Count(string line)
    {
        if (Xunit().Match(line) is { Success: true } xunit)
        {
            var (total, errors, failed, skipped) = (Number(xunit, 1), Number(xunit, 2), Number(xunit, 3), Number(xunit, 4));
            return new Tally(total - failed - skipped, failed + errors, skipped);
        }
        if (Node().Match(line) is not { Success: true } node)
            return null;
        var count = Number(node, 2);
        return node.Groups[1].Value switch
        {
            "pass" => new Tally(count, 0, 0),
            "fail" or "cancelled" => new Tally(0, count, 0),
            _ => new Tally(0, 0, count),
        };
    }

    /// <summary>What failed, in the line in which xunit or Node's test runner names it.</summary>
    public static string? Failed(string line) => Failure().Match(line) is { Success: true } failure ? failure.Groups["name"].Value : null;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Total: (\d+), Errors: (\d+), Failed: (\d+), Skipped: (\d+)", RegexOptions.None, 5000)]
    private static partial Regex Xunit();

    [GeneratedRegex(@"^(?:ℹ|#) (pass|fail|cancelled|skipped|todo) (\d+)$", RegexOptions.None, 5000)]
    private static partial Regex Node();

    [GeneratedRegex(@"^\s+(?<name>\S.*) \[FAIL\]$|^\s*✖ (?<name>.+ \([0-9.]+ms\))$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Failure();

    [GeneratedRegex(@"Discovering:|Discovered:|Starting:|Finished:|TEST EXECUTION SUMMARY|In-Process Runner", RegexOptions.None, 5000)]
    private static partial Regex Noise();
}
