namespace Entente.Shared.Web;

/// <summary>
/// Where a link may send somebody back to: a page of this application and nothing else, whatever was
/// written into the address to make it look like one.
/// </summary>
public static class LocalPath
{
    private const int Longest = 2_000;

    private static readonly Uri Here = new("http://here.invalid");

    /// <summary>The path with its query, percent-encoded, ready for a Location header; "/" for anything doubtful.</summary>
    public static string Safe(string? path)
    {
        if (path is null || path.Length > Longest || !StaysHere(path) || !StaysHere(Uri.UnescapeDataString(path)))
            return "/";
        // Resolved as a browser would, and looked at again: "/.//evil.example" only now shows its two slashes.
        return Uri.TryCreate(Here, path, out var resolved) && resolved.Host == Here.Host && StaysHere(resolved.PathAndQuery)
            ? resolved.PathAndQuery
            : "/";
    }

    // Browsers read a backslash as a slash and drop tabs and line ends inside an address.
    private static bool StaysHere(string path) =>
        path is ['/'] or ['/', not '/', ..] && !path.Contains('\\') && !path.Any(char.IsControl);
}
