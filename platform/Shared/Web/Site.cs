using System.Net;

namespace Entente.Shared.Web;

/// <summary>The address people know this installation by. Passkeys belong to its name, cookies to its scheme.</summary>
public sealed class Site
{
    public Site(Uri address)
    {
        Address = address;
        Secure = Address.Scheme == Uri.UriSchemeHttps;
        Name = IPAddress.TryParse(Address.Host, out var number) && IPAddress.IsLoopback(number) ? "localhost" : Address.Host;
        Origin = new UriBuilder(Address.Scheme, Name, Address.Port).Uri.GetLeftPart(UriPartial.Authority);
    }

    public Uri Address { get; }

    public bool Secure { get; }

    /// <summary>The relying party of passkeys: a name, because browsers refuse passkeys for a bare number.</summary>
    public string Name { get; }

    public string Origin { get; }

    public string Link(string path) => Origin + path;

    /// <summary>The "__Host-" prefix makes the browser itself refuse a cookie planted by a neighbouring host or over plain http.</summary>
    public string Cookie(string name) => Secure ? "__Host-entente" + Suffix(name) : "entente" + Suffix(name);

    public CookieOptions CookieOptions(TimeSpan? lasts = null) => new()
    {
        Secure = Secure,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        IsEssential = true,
        MaxAge = lasts,
    };

    private static string Suffix(string name) => name.Length == 0 ? "" : "-" + name;
}
