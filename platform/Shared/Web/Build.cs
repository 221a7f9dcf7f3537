using System.Reflection;

namespace Entente.Shared.Web;

/// <summary>Which version of Entente this is.</summary>
public static class Build
{
    public static string Version { get; } =
        typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
