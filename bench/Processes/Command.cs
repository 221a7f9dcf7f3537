using System.Diagnostics;

namespace Entente.Bench.Processes;

/// <summary>The bench cannot measure, and says why: that is neither "ok" nor "short", so it ends with 2.</summary>
public sealed class CannotMeasure(string message) : Exception(message);

/// <summary>Short commands that are waited for.</summary>
public static class Command
{
    public static string Run(string file, params string[] arguments)
    {
        var (code, output, errors) = Finish(file, arguments);
        return code == 0 ? output : throw new CannotMeasure($"{file} {string.Join(' ', arguments)}: {errors}{output}".Trim());
    }

    /// <summary>For tidying up, where a thing that is already gone is no failure.</summary>
    public static bool Try(string file, params string[] arguments) => Finish(file, arguments).Code == 0;

    private static (int Code, string Output, string Errors) Finish(string file, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}

public static class Requirements
{
    public static void Root(string why)
    {
        if (!Environment.IsPrivilegedProcess)
            throw new CannotMeasure($"{why}, and needs root for it: run this bench as root, for instance in a container started with --cap-add NET_ADMIN --cap-add SYS_ADMIN --device /dev/net/tun.");
    }

    /// <summary>Installs a missing tool from Debian; who calls this is root already.</summary>
    public static void Tool(string command, string package)
    {
        if (OnPath(command))
            return;
        Console.WriteLine($"Installing {package} …");
        if (!Command.Try("apt-get", "install", "-y", "-q", package))
        {
            Command.Run("apt-get", "update", "-q");
            Command.Run("apt-get", "install", "-y", "-q", package);
        }
    }

    private static bool OnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, command)));
}
