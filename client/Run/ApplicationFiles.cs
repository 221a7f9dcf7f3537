using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace Entente.Client.Run;

/// <summary>
/// What the application is started from: .NET, its assemblies, its built style and scripts. Where its account cannot
/// read them (a checkout or a .NET under /root) they are copied to where it can.
/// </summary>
public sealed record ApplicationFiles(string Dotnet, string Assembly, string ContentRoot)
{
    private const string Runtime = "Microsoft.NETCore.App";
    private const string Web = "Microsoft.AspNetCore.App";

    public static ApplicationFiles For(House house, User? user, TimeProvider time)
    {
        var assemblies = Path.GetDirectoryName(house.PlatformAssembly)!;
        var assets = Path.Combine(house.Platform, "wwwroot");
        if (user is null || (user.Can("-r", house.PlatformAssembly) && user.Can("-r", Path.Combine(assets, "manifest.json"))))
            return new ApplicationFiles(DotnetFor(user), house.PlatformAssembly, house.Platform);
        var copy = Reach.CopyOnce(Path.Combine("application", Digest(assemblies, assets)), half =>
        {
            Reach.Copy(assemblies, Path.Combine(half, "bin"));
            Reach.Copy(assets, Path.Combine(half, "platform", "wwwroot"));
        });
        ForgetOlder(copy, time.GetUtcNow().UtcDateTime);
        return new ApplicationFiles(DotnetFor(user), Path.Combine(copy, "bin", Path.GetFileName(house.PlatformAssembly)), Path.Combine(copy, "platform"));
    }

    private static string DotnetFor(User? user)
    {
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory().TrimEnd('/'));
        var root = runtime.Parent!.Parent!.Parent!.FullName;
        var dotnet = Path.Combine(root, "dotnet");
        if (user is null || !File.Exists(dotnet))
            return "dotnet";
        if (user.Can("-x", dotnet) && user.Can("-r", Path.Combine(runtime.FullName, "System.Private.CoreLib.dll")))
            return dotnet;
        var web = Path.GetDirectoryName(typeof(WebApplication).Assembly.Location)!;
        return Path.Combine(Reach.CopyOnce($"dotnet-{runtime.Name}", half =>
        {
            Reach.CopyFile(dotnet, half);
            Reach.Copy(Path.Combine(root, "host", "fxr"), Path.Combine(half, "host", "fxr"));
            Reach.Copy(runtime.FullName, Path.Combine(half, "shared", Runtime, runtime.Name));
            Reach.Copy(web, Path.Combine(half, "shared", Web, Path.GetFileName(web)));
        }), "dotnet");
    }

    // A rebuilt file has another length or another time.
    private static string Digest(params string[] folders)
    {
        var all = new StringBuilder();
        foreach (var file in folders.SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)).OrderBy(file => file.FullName, StringComparer.Ordinal))
            all.Append(file.FullName).Append('|').Append(file.Length).Append('|').Append(file.LastWriteTimeUtc.Ticks).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())))[..16];
    }

    // A build that is replaced leaves its copy; two days are more than a node runs on while it is being replaced.
    private static void ForgetOlder(string current, DateTime now)
    {
        Directory.SetLastWriteTimeUtc(current, now);
        foreach (var copy in new DirectoryInfo(Path.GetDirectoryName(current)!).EnumerateDirectories())
            if (copy.LastWriteTimeUtc < now.AddDays(-2) && !InUse(copy.FullName))
                copy.Delete(recursive: true);
    }

    private static bool InUse(string folder) =>
        Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0])).Any(process =>
        {
            try
            {
                return File.ReadAllText(Path.Combine(process, "cmdline")).Contains(folder, StringComparison.Ordinal);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return false; // it ended meanwhile
            }
        });
}
