using System.Reflection;

namespace Entente.Shared.Web;

/// <summary>Which version of Entente this is.</summary>
public static class Build
{
    /// <summary>The version, and the first signs of the commit it was built from.</summary>
    public static string Version { get; } = (typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+') switch
    {
        [var version, { Length: > 7 } commit, ..] => $"{version} ({commit[..7]})",
        var parts => parts[0],
    };
}
