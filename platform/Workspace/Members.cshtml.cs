using Entente.Bodies;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Workspace;

/// <summary>Who belongs to the body, as what and since when: sorted, narrowed and downloaded by anybody.</summary>
[AllowAnonymous]
public sealed class Members(BodyCatalogue catalogue, TimeProvider time) : BodyPage(catalogue)
{
    public ListState State { get; private set; } = null!;

    public IReadOnlyList<(Party Party, Membership Membership)> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public IEnumerable<Option> Standings => Body.Standings.Select(standing => new Option(standing.Code, Say(standing.Name).Text));

    public IActionResult OnGet(string code)
    {
        if (!Find(code))
            return Refuse(StatusCodes.Status404NotFound);
        State = ListState.Of(Request, "party", "standing", "since");
        var all = Ordered(Narrowed(Body.Members(Body.Today(time)))).ToList();
        if (State.AsCsv)
            return Csv(all);
        Total = all.Count;
        Rows = [.. all.Skip(State.Offset).Take(ListState.Size)];
        return Page();
    }

    private IEnumerable<(Party Party, Membership Membership)> Narrowed(IEnumerable<(Party Party, Membership Membership)> members)
    {
        if (State.Filter("standing") is { } standing)
            members = members.Where(member => member.Membership.Standing == standing);
        if (State.Filter("q") is { } text)
            members = members.Where(member => member.Party.Code.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)
                || member.Party.Name.All.Any(name => T.Alphabet.Contains(name.Text, text.Trim())));
        return members;
    }

    private IEnumerable<(Party Party, Membership Membership)> Ordered(IEnumerable<(Party Party, Membership Membership)> members)
    {
        string Name((Party Party, Membership Membership) member) => Say(member.Party.Name).Text;
        var order = State.Sort switch
        {
            "standing" => members.OrderBy(member => Body.Standings.ToList().FindIndex(standing => standing.Code == member.Membership.Standing)).ThenBy(Name, T.Alphabet),
            "since" => members.OrderBy(member => member.Membership.Period.From).ThenBy(Name, T.Alphabet),
            _ => members.OrderBy(Name, T.Alphabet),
        };
        return State.Descending ? order.Reverse() : order;
    }

    private CsvDownload Csv(List<(Party Party, Membership Membership)> members) =>
        new($"{Body.Code}-members", ["code", "name", "standing", "since", "groups"],
            members.Select(member => (IReadOnlyList<object?>)[member.Party.Code, Say(member.Party.Name).Text, member.Membership.Standing, member.Membership.Period.From, string.Join(' ', member.Membership.Groups)]));
}
