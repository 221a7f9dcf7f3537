using System.Security.Cryptography;
using System.Text;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Pages;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Records.Registers;

/// <summary>Ends an entry, brings it back, merges it into another, or takes that back.</summary>
public sealed class ActPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, EntryReading reading, RegisterLists lists, Alike alike, Door door) : EntryPages(bodies, definitions, desks, reading)
{
    private const int MostOffered = 10;

    public Act Act { get; private set; }

    public string Key { get; private set; } = Guid.NewGuid().ToString("N");

    public int Expected { get; private set; }

    public DateEntry From { get; private set; } = new();

    public string? Why { get; private set; }

    public string? Into { get; private set; }

    public string? Searched { get; private set; }

    /// <summary>For a merger: the entries that may stand for both.</summary>
    public IReadOnlyList<Option> Offered { get; private set; } = [];

    // texts: registers.do.*, registers.do.*.text
    public string Name => T[$"registers.do.{Word}"];

    public string Word => Act.ToString().ToLowerInvariant();

    public bool AsksDay => Act is Act.End or Act.Reinstate or Act.Merge;

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id, string act)
    {
        if (await FindAct(body, definition, id, act) is { } refused)
            return refused;
        if (Act is Act.End or Act.Reinstate)
            From = DateEntry.From(Moment.DayOf(Desks.Now, Body).AddDays(Definition.Traits.Register!.NoticeDays));
        Into = Request.Query["into"];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string body, string definition, Guid id, string act, string? key, int expected, DateEntry from, string? reason, string? into)
    {
        if (await FindAct(body, definition, id, act) is { } refused)
            return refused;
        (Expected, From, Why, Into) = (expected, from, reason, into);
        Key = key is { Length: > 0 and <= Once.Longest } ? key : Key;
        var day = AsksDay ? ReadDate("from", From, T["registers.do.from"], required: Act != Act.Merge) : null;
        if (string.IsNullOrWhiteSpace(reason))
            Problems.Add("reason", T["records.page.reason.missing"]);
        var survivor = Guid.TryParse(into, out var other) ? other : (Guid?)null;
        if (Act == Act.Merge && survivor is null)
            Problems.Add("into", T["registers.do.into.missing"]);
        if (Problems.Any)
            return Again();
        // Whoever may not read the other entry is not to learn that it is there.
        if (survivor is { } asked && await Desks.Head(Me, Body.Code, Definition.Code, asked, Cancelled) is null)
            return Refuse(StatusCodes.Status404NotFound);
        var amend = new Amend(Head.Id, Body.Code, Definition.Code, Act, Expected, day, survivor, reason!.Trim());
        Command command = Asks ? new RequestChange(Head.Id, Body.Code, Definition.Code, Guid.CreateVersion7(Desks.Now), amend) : amend;
        var outcome = await door.Do(command, Actor.Of(Me!), new Once(Key, SHA256.HashData(Encoding.UTF8.GetBytes(amend.ToString()))), Cancelled);
        if (outcome.Done)
            return Go(Act == Act.Merge && !Asks ? $"{DefinitionAddress}/{survivor}/entry" : EntryAddress);
        foreach (var message in outcome.Faults.Select(SayFault).Distinct(StringComparer.Ordinal))
            Problems.Add(message);
        return Again(outcome.Faults.Any(fault => fault.Rule == Refusals.Moved) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IActionResult?> FindAct(string body, string definition, Guid id, string act)
    {
        if (await FindEntry(body, definition, id) is { } refused)
            return refused;
        if (!MayAmend || !Enum.TryParse<Act>(act, ignoreCase: true, out var known) || known is not (Act.End or Act.Reinstate or Act.Merge or Act.Undo))
            return Refuse(MayAmend ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
        (Act, Expected) = (known, Head.Version);
        Searched = Request.Query["q"].ToString().Trim() is { Length: > 0 } text ? text : null;
        if (Act == Act.Merge)
            Offered = await Candidates();
        return null;
    }

    private async Task<IReadOnlyList<Option>> Candidates()
    {
        var offered = new Dictionary<Guid, string>();
        if (Searched is { } text)
        {
            var found = await lists.Read(Me, Published, new Sought(Moment.DayOf(Desks.Now, Body), null, null, text, [], null), MostOffered, Cancelled);
            foreach (var entry in found.Entries)
                offered[entry.Statement] = Named(await Desks.Head(Me, Body.Code, Definition.Code, entry.Statement, Cancelled));
            foreach (var other in found.Elsewhere)
                offered[other.Statement] = other.Title ?? "";
        }
        else if (Latest() is { } said)
        {
            foreach (var one in await alike.Of(Me, Published, Head.Id, said, Cancelled))
                offered[one.Entry] = $"{one.Title} · {PartyName(one.Party)}";
        }
        if (Guid.TryParse(Request.Query["into"], out var chosen) && !offered.ContainsKey(chosen) && await Desks.Head(Me, Body.Code, Definition.Code, chosen, Cancelled) is { } head)
            offered[chosen] = Named(head);
        offered.Remove(Head.Id);
        return [.. offered.Select(pair => new Option(pair.Key.ToString(), pair.Value))];
    }

    private string Named(Filed? head) => head is null ? "" : $"{NameOf(head)} · {PartyName(head.Party)}";
}
