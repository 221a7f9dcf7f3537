using Entente.Shared.Layout;
using Entente.Shared.Localisation;
using Entente.Shared.Web;

namespace Entente.Bodies;

/// <summary>A page of one body, with the body's name and navigation above it, whichever room makes it.</summary>
public abstract class BodyPage(BodyCatalogue catalogue) : RoomPage
{
    /// <summary>The body of the address; null leads to "not found", which is also what an unpublished body looks like.</summary>
    public Body Body { get; private set; } = null!;

    /// <summary>Where the body's own page is.</summary>
    public string BodyAddress => $"/bodies/{Body.Code}";

    /// <summary>A text of the body in the reader's language, or in the body's first.</summary>
    public Said Say(LocalText text) => text.In(T.Language.Code);

    protected bool Find(string code)
    {
        if (catalogue.Find(code) is not { } body)
            return false;
        Show(body);
        return true;
    }

    private protected void Show(Body body)
    {
        Body = body;
        HttpContext.Features.Set(new BodyZone(body.Zone));
        var name = Say(body.ShortName);
        Frame.Place = new Shared.Layout.Place(body.TrialOf is null ? name.Text : T["editing.trial.of", ("body", name.Text)], BodyAddress, name.Language == T.Language.Code ? null : name.Language);
        if (body.TrialOf is not null)
            (Frame.Warning, Frame.Answer) = (T["editing.trial.banner"], new Crumb(T["editing.trial.comment"], RemarksOf(body)));
        Frame.Navigation.AddRange(Links(body, T, Me));
        Frame.Navigation.AddRange(HttpContext.RequestServices.GetServices<BodyLinks>().SelectMany(links => links(body, T, Me)).OrderBy(link => link.Last));
    }

    // Whoever fills in a form finds the comments on that form, at the section on which they are.
    private string RemarksOf(Body body) =>
        RouteData.Values["definition"] is string form ? $"/bodies/{body.Code}/remarks?form={form}{(RouteData.Values["section"] is string section ? $"#{section}-" : "")}" : $"/bodies/{body.Code}/remarks";

    // Only a holder of a post in the body sees its people.
    private static IEnumerable<Crumb> Links(Body body, Words t, Person? me)
    {
        yield return new Crumb(t["bodies.navigation.overview"], $"/bodies/{body.Code}");
        yield return new Crumb(t["bodies.navigation.members"], $"/bodies/{body.Code}/members");
        if (me?.Holdings.Any(holding => holding.Body == body.Code) == true)
            yield return new Crumb(t["bodies.navigation.people"], $"/bodies/{body.Code}/people");
    }
}
