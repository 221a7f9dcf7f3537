using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Registers;

/// <summary>An entry at two moments side by side: on two days, or on one as it was known at two times.</summary>
[AllowAnonymous]
public sealed class ComparePage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, EntryReading reading, TimeProvider time) : EntryPages(bodies, definitions, desks, reading)
{
    public Moment First { get; private set; } = null!;

    public Moment Second { get; private set; } = null!;

    public Statement? Before { get; private set; }

    public Statement? After { get; private set; }

    public IReadOnlyList<Difference> Differences { get; private set; } = [];

    public IReadOnlyList<string> Unread { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindEntry(body, definition, id) is { } refused)
            return refused;
        var query = Request.Query;
        First = Moment.Read(query["on"], query["known"], Body, time.GetUtcNow(), out var first);
        // Nothing asked yet: as it began, beside as it is.
        if (query.Count == 0 && Entry.History.Stretches(null) is [{ From: var begun }, ..] && begun > DateOnly.MinValue)
            First = Moment.Of(begun);
        Second = Moment.Read(query["on2"], query["known2"], Body, time.GetUtcNow(), out var second);
        Unread = [.. first.Concat(second).Distinct(StringComparer.Ordinal)];
        (Before, After) = (Entry.History.At(First.Day, First.Known), Entry.History.At(Second.Day, Second.Known));
        Differences = [.. EntryHistory.Between(Definition, Before, After)];
        return Page();
    }

    public string Say(Moment moment) => moment.Known is { } known
        ? T["registers.as-known", ("day", T.Date(moment.Day)), ("known", T.InstantText(known))]
        : T["registers.as-of", ("day", T.Date(moment.Day))];

    public string Text(Field field, in Answer answer) => Show(field, answer) is { Length: > 0 } text ? text : T["records.page.blank"];
}
