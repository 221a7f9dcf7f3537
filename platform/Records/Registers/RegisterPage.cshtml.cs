using System.Buffers.Text;
using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Interchange;
using Entente.Records.Pages;
using Entente.Records.Maps;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Entry = Entente.Records.Tables.Entry;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Registers;

/// <summary>A register as it held on a day, and as that was known; open to the public where the definition shows it to the public.</summary>
[AllowAnonymous]
public sealed class RegisterPage(BodyCatalogue bodies, DefinitionCatalogue definitions, RegisterLists lists, FiledStatements filed, RequestReading requests, PlaceReading places, TimeProvider time) : DefinitionPage(bodies, definitions)
{
    private const int Size = 50;
    private const int MostColumns = 4;
    private const int MostFilters = 3;
    private const int MostOptions = 300;
    private const int MostWaiting = 20;
    private const int MostInFile = 100_000;

    private CellText _cells = null!;

    public ListState State { get; private set; } = null!;

    public Moment Moment { get; private set; } = null!;

    public RegisterPart Part { get; private set; } = null!;

    /// <summary>The same entries on a map, where that is asked for.</summary>
    public MapOfList? Map { get; private set; }

    public bool HasMap => places.Has(Published);

    public bool AsMap => HasMap && State.Filter("view") == "map";

    public IReadOnlyList<string> Unread { get; private set; } = [];

    /// <summary>What is not in the register yet, or is being changed, and the reader has to do with.</summary>
    public IReadOnlyList<Filed> Waiting { get; private set; } = [];

    /// <summary>How many requests wait; null where the reader has nothing to do with any.</summary>
    public int? Requests { get; private set; }

    private bool Declares => Me is not null && (DeclaresFor.Count > 0 || Actor.Of(Me).Serves(Body.Code));

    /// <summary>Whether the reader looks for entries that are there twice.</summary>
    public bool Tidies => Me is not null && Actor.Of(Me).Serves(Body.Code) && Definition.Traits.Register!.Alike.Count > 0;

    /// <summary>Whether the reader may change many entries at once.</summary>
    public bool ChangesMany => DeclaresFor.Count > 0;

    public Section Heading => RegisterLists.Heading(Definition);

    public IReadOnlyList<Option> Own => [.. DeclaresFor.Select(party => new Option(party ?? "", PartyName(party)))];

    public IReadOnlyList<Option> Parties => field ??= Definition.DeclaredBy == Definition.ByBody ? []
        : [.. Body.Parties.Select(party => new Option(party.Code, Say(party.Name).Text, Search: party.Code)).OrderBy(option => option.Text, T.Alphabet)];

    /// <summary>What tells entries apart, beside their title: what there is one of in the database, then what is chosen from lists.</summary>
    public IReadOnlyList<Field> Columns => field ??= [.. Definition.Traits.Register!.Title.Skip(1).Concat(Definition.Traits.Register.Key).Concat(Definition.Traits.Register.Alike).Select(Listed).OfType<Field>()
        .Concat(Heading.Fields.Where(one => one.Type is FieldType.Party or FieldType.Code or FieldType.YesNo && !one.HasOwnReaders)).Distinct().Where(one => one != Naming).Take(MostColumns)];

    /// <summary>What the list can be narrowed by: a few fields with a choice that is not too long.</summary>
    public IReadOnlyList<(Field Field, IReadOnlyList<Option> Options)> Filters => field ??=
        [.. Heading.Fields.Where(one => one.Type == FieldType.Code && !one.HasOwnReaders && !one.Confidential).Select(one => (Field: one, Options(one))).Where(filter => filter.Item2.Count is > 0 and <= MostOptions).Take(MostFilters)];

    /// <summary>Fields that somebody would narrow the list by, and whose answers are encrypted.</summary>
    public IReadOnlyList<Field> Closed => field ??= [.. Definition.Sections.SelectMany(section => section.Fields).Where(one => one.Confidential && State.Filter($"f.{one.Code}") is not null).DistinctBy(one => one.Code)];

    public string TitleHeading => Naming is { } naming ? Say(naming.Name).Text : T["records.page.title"];

    public string Count => Part.Total > RegisterLists.Counted ? T["registers.count.many", ("count", RegisterLists.Counted)] : T["registers.count", ("count", Part.Total)];

    public string AsOf => Moment.Known is { } known ? T["registers.as-known", ("day", T.Date(Moment.Day)), ("known", T.InstantText(known))] : T["registers.as-of", ("day", T.Date(Moment.Day))];

    /// <summary>The address of what comes next; blank at the end; null where everything is in sight.</summary>
    public string? Next => AsMap ? null : Part.More && Part.Entries is [.., { After: { } after }] ? With("after", Write(after)) : State.Filter("after") is null ? null : "";

    public string First => With("after", null);

    private Field? Naming => field ??= Listed(Definition.Traits.Register!.Title[0]);

    public async Task<IActionResult> OnGetAsync(string body, string definition)
    {
        if (!Find(body, definition))
            return Refuse(StatusCodes.Status404NotFound);
        State = ListState.Of(Request, "title");
        Moment = Moment.Read(State.Filter("on"), State.Filter("known"), Body, time.GetUtcNow(), out var unread);
        Unread = unread;
        _cells = new CellText(Body, Moment.Day);
        if (Closed.Count > 0)
            return Refused();
        var codes = Filters.Select(filter => (filter.Field.Code, Chosen: State.Filter($"f.{filter.Field.Code}"))).Where(filter => filter.Chosen is not null).Select(filter => (filter.Code, filter.Chosen!)).ToList();
        var sought = new Sought(Moment.Day, Moment.Known, State.Filter("party"), State.Filter("q")?.Trim(), codes, State.AsCsv || AsMap ? null : Read(State.Filter("after")));
        Part = await lists.Read(Me, Published, sought, State.AsCsv ? MostInFile : AsMap ? MapOf.Most : Size, Cancelled);
        if (State.AsCsv)
            return Csv();
        if (AsMap)
            Map = await OnMap();
        if (Me is not null && sought.After is null)
            Waiting = await Unsettled();
        if (Declares && Definition.Traits.Register!.ByRequest)
            Requests = await requests.Count(Me!, Body.Code, Definition.Code, Cancelled);
        return Page();
    }

    private async Task<MapOfList> OnMap()
    {
        var found = await places.Of(Me, Published, [.. Part.Entries.Select(entry => entry.Statement)], Moment, Moment.Day, Cancelled);
        return MapOf.List(Say(Definition.Name).Text, TitleHeading, Parties.Count > 0 ? T["records.page.party"] : null,
            [.. Part.Entries.Select(entry => new Listed(entry.Statement, TitleOf(entry), PartyName(entry.Party), EntryAddress(entry.Statement)))], found, Part.More, T);
    }

    // To leave it aside would list what was not asked for.
    private IActionResult Refused()
    {
        if (State.AsCsv)
            return Refuse(StatusCodes.Status400BadRequest);
        Part = RegisterPart.Nothing;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    public string EntryAddress(Guid entry)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal) { ["on"] = State.Filter("on"), ["known"] = State.Filter("known") };
        return QueryHelpers.AddQueryString($"{DefinitionAddress}/{entry}/entry", query.Where(pair => pair.Value is not null));
    }

    public string TitleOf(Entry entry) => Naming is { } field && Show(entry, field) is { Length: > 0 } name ? name : T["records.page.untitled"];

    public string Show(Entry entry, Field field) => _cells.Show(field, entry.Row[Heading, field.Code], T.Language);

    /// <summary>The names of the past by which an entry was found, where what is shown is another.</summary>
    public string? FoundBy(Entry entry)
    {
        var shown = Heading.Fields.Select((field, place) => _cells.Show(field, entry.Row.Answers[place], T.Language)).ToHashSet(StringComparer.Ordinal);
        var names = Part.Names[entry.Statement].Select(name => name.Said).Where(said => !shown.Contains(said)).Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 || Part.Names[entry.Statement].Any(name => shown.Contains(name.Said)) ? null : T.List(names);
    }

    public string Days(DateOnly? from, DateOnly? until) => WhenHeld.Say(from, until, T);

    private Field? Listed(string place) => Definition.FieldAt(place) is var (section, field) && section == Heading && !field.HasOwnReaders ? field : null;

    private IReadOnlyList<Option> Options(Field field) =>
        field.List is { } list && Body.List(list) is { } own ? [.. own.On(Moment.Day).Select(code => new Option(code.Code, Say(code.Label).Text, Search: code.Code)).OrderBy(option => option.Text, T.Alphabet)] : [];

    private async Task<IReadOnlyList<Filed>> Unsettled()
    {
        var parties = Me!.In(Body.Code).Select(holding => holding.Party).Distinct(StringComparer.Ordinal).ToList();
        var (rows, _) = parties.Count == 0 ? ([], 0) : await filed.List(Me, new Asked(Body.Code, Definition.Code) { Party = parties is [{ } one] ? one : null, Descending = true }, 0, 4 * MostWaiting, Cancelled);
        var settled = Definition.Workflow.States.Where(state => state.Stands && !state.Open && !Definition.Workflow.From(state.Code).Any(step => step.By.Contains("serve", StringComparer.Ordinal))).Select(state => state.Code).ToList();
        return [.. rows.Where(head => !settled.Contains(head.State, StringComparer.Ordinal)).Take(MostWaiting)];
    }

    private CsvDownload Csv() => new($"{Body.Code}-{Definition.Code}", ["id", "party", "valid_from", "valid_until", .. Heading.Fields.Select(field => field.Code)],
        Part.Entries.Select(entry => (IReadOnlyList<object?>)[entry.Statement.ToString(), entry.Party, entry.From, entry.Until, .. Heading.Fields.Select((field, place) => _cells.Write(field, entry.Row.Answers[place], T.Language, CodeStyle.Code))]));

    public string With(string name, string? value)
    {
        var query = Request.Query.Where(entry => entry.Key is not "after" && entry.Value.ToString().Length > 0).ToDictionary(entry => entry.Key, entry => (string?)entry.Value.ToString(), StringComparer.Ordinal);
        query.Remove(name);
        if (value is not null)
            query[name] = value;
        return QueryHelpers.AddQueryString(Request.Path, query);
    }

    private static string Write(After after) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<string[]>([.. after.Title, after.Statement.ToString()]));

    // An address that somebody changed by hand begins at the beginning.
    private After? Read(string? text)
    {
        try
        {
            return text is not null && JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(text)) is [.. var title, var last] && Guid.TryParse(last, out var entry)
                && title.Length == TableRules.Sorts(SectionTable.Of(Published, Heading), Definition.Traits.Register!.Title).Count ? new After(title, entry) : null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return null;
        }
    }
}
