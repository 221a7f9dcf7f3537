using System.Diagnostics;
using Entente.Client.Run;

namespace Entente.Client.Test;

/// <summary>The browser of the journeys: Debian's, because browser downloads of test tools are not reachable everywhere.</summary>
public static class Chromium
{
    public static string? Path => new[] { Environment.GetEnvironmentVariable("ENTENTE_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
        .FirstOrDefault(path => path is { Length: > 0 } && File.Exists(path));

    public static async Task InstallIfMissing(TextWriter console, CancellationToken stop)
    {
        if (Path is not null)
            return;
        if (!Environment.IsPrivilegedProcess)
            throw new Refusal("The journeys need Chromium. Install it (Debian: apt-get install chromium) or name yours in ENTENTE_CHROMIUM; ./entente test quick does without.");
        await console.WriteLineAsync("Installing Chromium from Debian…");
        await Run(["apt-get", "update", "-qq"], stop);
        await Run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-core"], stop);
        if (Path is null)
            throw new Refusal("Chromium was not installed: apt-get install chromium did not bring /usr/bin/chromium.");
    }

    private static async Task Run(string[] command, CancellationToken stop)
    {
        var info = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, UseShellExecute = false, Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } };
        foreach (var argument in command[1..])
            info.ArgumentList.Add(argument);
        using var process = Process.Start(info) ?? throw new Refusal($"{command[0]} is not there.");
        await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
    }
}
