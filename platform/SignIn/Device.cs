namespace Entente.SignIn;

/// <summary>What a browser calls itself, as short as a person recognises it: "Firefox, Windows". Names of products are the same in every language.</summary>
public static class Device
{
    // The order matters: every browser claims to be the ones before it.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Name(string? userAgent)
    {
        string?[] parts = [Find(Browsers, userAgent), Find(Systems, userAgent)];
        var known = parts.OfType<string>().ToList();
        return known.Count > 0 ? string.Join(", ", known) : string.IsNullOrWhiteSpace(userAgent) ? "?" : userAgent.Length <= 40 ? userAgent : userAgent[..40] + "…";
    }

    private static string? Find((string Mark, string Name)[] known, string? userAgent) =>
        known.FirstOrDefault(product => userAgent?.Contains(product.Mark, StringComparison.Ordinal) == true).Name;
}
