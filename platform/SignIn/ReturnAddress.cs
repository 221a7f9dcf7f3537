using Entente.Shared.Web;

namespace Entente.SignIn;

/// <summary>Where a person goes back to after signing in: a page of this site, but not the door again.</summary>
public static class ReturnAddress
{
    /// <summary>For whoever wanted nothing in particular.</summary>
    public const string Home = "/workspace";

    private static readonly string[] Door = ["/sign-in", "/sign-out", "/demonstration"];

    public static string Of(string? wanted)
    {
        var safe = LocalPath.Safe(wanted);
        return safe == "/" || IsTheDoor(safe) ? Home : safe;
    }

    private static bool IsTheDoor(string address) =>
        Door.Any(page => address.StartsWith(page, StringComparison.OrdinalIgnoreCase))
        && !address.StartsWith(KeptForms.Route, StringComparison.Ordinal);
}
