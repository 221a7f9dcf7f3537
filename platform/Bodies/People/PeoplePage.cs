using Entente.Shared.Components;
using Entente.Shared.Layout;

namespace Entente.Bodies;

/// <summary>A page about the people of a body, or of the installation itself, for whoever has a post there.</summary>
public abstract class PeoplePage(BodyCatalogue catalogue, Places places) : BodyPage(catalogue)
{
    // What is wrong with a date is shown at the date; the rest concerns the whole form.
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["people.problem.too-far-back"] = nameof(GiveAPost.From),
        ["people.problem.too-far-ahead"] = nameof(GiveAPost.From),
        ["people.problem.before-predecessor"] = nameof(GiveAPost.From),
        ["people.problem.until-before-from"] = nameof(GiveAPost.Until),
        ["people.problem.already-over"] = nameof(GiveAPost.Until),
        ["people.problem.term-too-long"] = nameof(GiveAPost.Until),
        ["people.problem.end-in-the-past"] = nameof(GiveAPost.Until),
        ["people.problem.ends-earlier"] = nameof(GiveAPost.Until),
        ["people.problem.no-such-post"] = nameof(GiveAPost.Post),
        ["people.problem.not-a-member"] = nameof(GiveAPost.Party),
        ["people.problem.no-such-person"] = nameof(GiveAPost.Person),
        ["people.problem.yourself"] = nameof(GiveAPost.Person),
        ["people.problem.already-holds"] = nameof(GiveAPost.Person),
    };

    public string PeopleAddress => $"{BodyAddress}/people";

    /// <summary>What has just been done, as the address after the form says.</summary>
    // texts: people.done.*
    public string? JustDone => Request.Query["done"].ToString() is { Length: > 0 } done && T.Has($"people.done.{done}") ? T[$"people.done.{done}"] : null;

    public string PostName(string post) => Body.Post(post) is { } described ? Say(described.Name).Text : post;

    public string SideName(string? party) => party is null ? Say(Body.ShortName).Text : Body.Party(party) is { } described ? Say(described.Name).Text : party;

    // texts: people.state.*
    public string StateName(HeldState state) => T[$"people.state.{state.ToString().ToLowerInvariant()}"];

    public StatusKind StateKind(HeldState state) => state switch
    {
        HeldState.Current => StatusKind.Good,
        HeldState.Waits or HeldState.Future => StatusKind.Waiting,
        HeldState.Suspended => StatusKind.Bad,
        _ => StatusKind.Quiet,
    };

    /// <summary>False leads to "not found": strangers do not learn who is who.</summary>
    protected bool Enter(string code)
    {
        if (Me is null || places.Find(code) is not { } body || !(Me.Administers || Me.Holdings.Any(holding => holding.Body == code)))
            return false;
        if (code != Places.Installation)
            return Find(code);
        Show(body);
        Frame.Place = new Shared.Layout.Place(Say(body.ShortName).Text, "/administration");
        Frame.Navigation.RemoveAll(link => !link.Address.EndsWith("/people", StringComparison.Ordinal));
        return true;
    }

    protected void Add(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            if (Fields.TryGetValue(problem, out var field) && Shows(field))
                Problems.Add(field, T[problem]);
            else
                Problems.Add(T[problem]);
        }
    }

    /// <summary>Whether the page has a field of this name to show a problem at.</summary>
    protected virtual bool Shows(string field) => true;
}
