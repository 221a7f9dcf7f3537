using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Pages;
using Entente.Records.Maps;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Registers;

/// <summary>Days of an entry as a line of its history.</summary>
/// <param name="Changed">What it says otherwise than the days before it.</param>
public sealed record StretchView(Stretch Stretch, string Title, IReadOnlyList<Difference> Changed, bool Shown, bool Planned);

/// <summary>A change of an entry, with who made it and why as far as the reader may know.</summary>
public sealed record ChangeView(EntryChange Change, string Title, string? By);

/// <summary>One entry of a register: what it says of a day, as known then, and its history on both axes.</summary>
[AllowAnonymous]
public sealed class EntryPage(BodyCatalogue bodies, DefinitionCatalogue definitions, Desks desks, EntryReading reading, Alike alike, RequestReading requests, People people, TimeProvider time) : EntryPages(bodies, definitions, desks, reading)
{
    private const int MostNamed = 10;

    public Moment Moment { get; private set; } = null!;

    public Statement? Said { get; private set; }

    public IReadOnlyList<StretchView> Stretches { get; private set; } = [];

    public IReadOnlyList<ChangeView> Changes { get; private set; } = [];

    public IReadOnlyList<string> Unread { get; private set; } = [];

    public string Title => TitleOf(Said ?? (Stretches is [.., var last] ? Entry.History.At(last.Stretch.From, Moment.Known) : null));

    /// <summary>The days around the one shown on which all stays the same.</summary>
    public Stretch? Around => Stretches.FirstOrDefault(view => view.Shown)?.Stretch;

    public DateOnly Today => Moment.DayOf(time.GetUtcNow(), Body);

    public bool IsNow => Moment.Known is null && Moment.Day == Today;

    public IEnumerable<(Field Field, string Text, DateOnly From)> Former => Said is null ? []
        : Entry.History.Former(Definition.Traits.Register!.Title.Concat(Definition.Traits.Register.Key).Concat(Definition.Traits.Register.Alike).Concat(Flags).Distinct(StringComparer.Ordinal), Said).Select(one => (one.Field, Show(one.Field, one.Answer), one.From));

    public IReadOnlyList<Duplicate> Duplicates { get; private set; } = [];

    public Kin? StandsFor => Entry.Kin.FirstOrDefault(kin => kin.How == Kinship.StandsFor);

    /// <summary>What was asked to be done with it, for those who asked or answer.</summary>
    public IReadOnlyList<EntryRequest> Requests { get; private set; } = [];

    public EntryRequest? Waiting => Requests.FirstOrDefault(one => one.Waits);

    // texts: registers.do.end, registers.do.reinstate, registers.do.merge, registers.do.undo, registers.do.split
    public IEnumerable<string> Acts => !MayAmend || Waiting is not null ? []
        : StandsFor is not null ? ["undo"]
        : [.. Entry.History.Stretches(null) switch { [] => new[] { "reinstate" }, [.., { Until: var until }] when until == DateOnly.MaxValue => ["end", "merge", "split"], _ => ["end", "reinstate", "merge", "split"] },
            .. Entry.Changes is [.., { Act: "end" or "split" }] ? new[] { "undo" } : []];

    public async Task<IActionResult> OnPostApartAsync(string body, string definition, Guid id, Guid other)
    {
        if (await FindEntry(body, definition, id) is { } refused)
            return refused;
        if (!MayAmend || other == id || await Desks.Head(Me, Body.Code, Definition.Code, other, Cancelled) is null)
            return Refuse(StatusCodes.Status403Forbidden);
        await alike.Apart(id, other, Me!.Id, Cancelled);
        return Go(EntryAddress);
    }

    public async Task<IActionResult> OnGetAsync(string body, string definition, Guid id)
    {
        if (await FindEntry(body, definition, id) is { } refused)
            return refused;
        // Its address leads on; its own history stays readable under it.
        if (StandsFor is { } standing && Request.Query["stay"] != "1" && Request.Query["on"].Count == 0)
            return Go($"{DefinitionAddress}/{standing.Entry}/entry");
        Moment = Moment.Read(Request.Query["on"], Request.Query["known"], Body, time.GetUtcNow(), out var unread);
        (Unread, Said) = (unread, Entry.History.At(Moment.Day, Moment.Known));
        Stretches = [.. Views()];
        Changes = await Told();
        if (Me is not null && Definition.Traits.Register!.ByRequest)
            Requests = await requests.About(Me, id, Cancelled);
        if (MayAmend && StandsFor is null && Latest() is { } latest)
            Duplicates = await alike.Of(Me, Published, Head.Id, latest, Cancelled);
        return Page();
    }

    public IEnumerable<(Field Field, string Text)> Answers(Section section) =>
        section.Fields.Select((field, place) => (field, Show(field, Said!.Fields(section.Code).Answers[place]))).Where(one => one.Item2.Length > 0);

    /// <summary>Where it lies on that day; null where it says nothing of places.</summary>
    public PlaceMap? Map => Said is null ? null : MapOf.One(Definition.Sections.SelectMany(section => Said.Rows(section.Code).SelectMany(row => section.Fields.Select((one, place) => (one, row.Answers[place])))), T);

    public string Days(Period? valid) => WhenHeld.Say(valid?.From, valid?.Until, T);

    /// <summary>How it was after a change, on the first of its days.</summary>
    public string After(EntryChange change) => At(new Moment(change.Valid?.From ?? Moment.Day, change.At));

    public string Difference(Difference one) => T["registers.became", ("field", one.Row is { } row ? $"{Say(one.Section.Name).Text} {T.Number(row)}, {Say(one.Field.Name).Text}" : Say(one.Field.Name).Text), ("before", Text(one.Field, one.Before)), ("after", Text(one.Field, one.After))];

    private string Text(Field field, in Answer answer) => Show(field, answer) is { Length: > 0 } text ? text : T["records.page.blank"];

    // A vessel's flag is no name, but people look for the flag it had.
    private IEnumerable<string> Flags => RegisterLists.Heading(Definition) is var heading ? heading.Fields.Where(one => one.Type == FieldType.Party).Select(one => $"{heading.Code}.{one.Code}") : [];

    private IEnumerable<StretchView> Views()
    {
        Statement? before = null;
        foreach (var stretch in Entry.History.Stretches(Moment.Known))
        {
            var said = Entry.History.At(stretch.From, Moment.Known);
            yield return new StretchView(stretch, TitleOf(said), before is null ? [] : [.. EntryHistory.Between(Definition, before, said)], stretch.From <= Moment.Day && Moment.Day < stretch.Until, stretch.From > Today);
            before = said;
        }
    }

    private async Task<IReadOnlyList<ChangeView>> Told()
    {
        var names = new Dictionary<Guid, string>();
        foreach (var person in Entry.Changes.Reverse().Select(change => change.By).OfType<Guid>().Distinct().Take(MostNamed))
            if (await people.Find(person, Cancelled) is { } known)
                names[person] = known.Name;
        // texts: registers.act.*
        return [.. Entry.Changes.Reverse().Select(change => new ChangeView(change, T[$"registers.act.{change.Act ?? (change.Number == 1 ? "begin" : "change")}"], change.By is { } by && names.TryGetValue(by, out var name) ? name : null))];
    }
}
