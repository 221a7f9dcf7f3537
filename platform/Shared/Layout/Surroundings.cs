using System.Globalization;
using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Data;
using Entente.Shared.Localisation;
using Entente.Shared.Web;
using Microsoft.AspNetCore.Http.Extensions;
using Npgsql;

namespace Entente.Shared.Layout;

/// <summary>What the frame around a page says and links to.</summary>
public sealed class Surroundings(Words t, KnownPages pages, ThisInstallation installation, Settings settings, TimeProvider time)
{
    public IReadOnlyList<Language> Languages => Language.All;

    public bool Has(string address) => pages.Has(address);

    public IEnumerable<Crumb> FooterLinks => Existing(
        ("/help", "layout.help"), ("/report-problem", "layout.report-problem"), ("/accessibility", "layout.accessibility"),
        ("/privacy", "layout.privacy"), ("/protection", "layout.protection"));

    public IEnumerable<Crumb> AccountLinks(Person me) => Existing(("/workspace", "layout.workspace"), ("/account", "layout.account-page"))
        .Concat(me.Administers ? Existing(("/administration", "layout.administration")) : []);

    /// <summary>"Error:" comes first, so that who hears the title hears that first.</summary>
    public string Title(HttpContext context)
    {
        var frame = Frame.Of(context);
        var parts = new[] { frame.Title, frame.Place?.Name, t["layout.product"] }.OfType<string>().Distinct();
        return (Problems.Of(context).Any ? t["components.error"] + " " : "") + string.Join(" – ", parts);
    }

    /// <summary>A demonstration says so on every page; an error page trusts what is known and asks nothing.</summary>
    public async ValueTask<bool> IsDemonstration(Frame frame, CancellationToken cancel)
    {
        if (frame.Failed)
            return installation.Known?.Demonstration == true;
        try
        {
            return (await installation.Facts(cancel)).Demonstration;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>The address to come back to after a change of language or signing in.</summary>
    public string Here(HttpContext context) => context.Request.Path + context.Request.QueryString;

    public string SignIn(string back) => back is "/" ? "/sign-in" : $"/sign-in?back={Uri.EscapeDataString(back)}";

    public string PrintedFrom(HttpContext context) => t["layout.printed",
        ("address", settings.Root + context.Request.GetEncodedPathAndQuery()),
        ("time", time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))];

    private IEnumerable<Crumb> Existing(params (string Address, string Key)[] links) =>
        links.Where(link => pages.Has(link.Address)).Select(link => new Crumb(t[link.Key], link.Address));
}
