using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Mirrors;
using Entente.Records.Maps;
using Entente.Shared.Components;
using Entente.Shared.Layout;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Records.Pages;

/// <summary>What was declared under one definition, as far as the reader may see it: narrowed, ordered, downloaded; and where one begins another.</summary>
[AllowAnonymous]
public sealed class Listing(BodyCatalogue bodies, DefinitionCatalogue definitions, FiledStatements filed, PlaceReading places, TimeProvider time) : DefinitionPage(bodies, definitions)
{
    private const int PeriodsOffered = 12;
    private const int PeriodsFiltered = 60;
    private const int MostInFile = 100_000;

    private readonly DefinitionCatalogue _definitions = definitions;

    public ListState State { get; private set; } = null!;

    public IReadOnlyList<Filed> Rows { get; private set; } = [];

    public int Total { get; private set; }

    /// <summary>The same statements on a map, where that is asked for.</summary>
    public MapOfList? Map { get; private set; }

    public bool HasMap => places.Has(Published);

    public bool AsMap => HasMap && !State.AsCsv && State.Filter("view") == "map";

    public string Caption => Say(Definition.Name).Text;

    public bool HasNumbers => Definition.Kind is DefinitionKind.Case or DefinitionKind.Certificate;

    private DateOnly Today => Body.Today(time);

    public IReadOnlyList<Option> Own => [.. DeclaresFor.Select(party => new Option(party ?? "", PartyName(party)))];

    public IReadOnlyList<Option> Parties => field ??= Definition.DeclaredBy == Definition.ByBody ? []
        : [.. Body.Parties.Select(party => new Option(party.Code, Say(party.Name).Text, Search: party.Code)).OrderBy(option => option.Text, T.Alphabet)];

    /// <summary>Where what is declared here is held against what others declare, for whoever has a post in the body.</summary>
    public IEnumerable<Crumb> Mirrors => Me?.In(Body.Code).Any() != true ? []
        : _definitions.About(Body.Code, Definition.Code).Select(published => new Crumb(Say(published.Definition.Traits.Return!.Mirrors!.Name).Text, $"{BodyAddress}/{published.Definition.Code}/mirror"));

    public IReadOnlyList<Option> States => [.. Definition.Workflow.States.Select(state => new Option(state.Code, Say(state.Name).Text))];

    public IReadOnlyList<Option> PeriodsToBegin => Named(PeriodsOffered);

    public IReadOnlyList<Option> FilterPeriods => field ??= Named(PeriodsFiltered);

    /// <summary>The one that ended last is what most people come to report on.</summary>
    public string? Usual => PeriodsToBegin.Count > 1 ? PeriodsToBegin[1].Value : null;

    public async Task<IActionResult> OnGetAsync(string body, string definition)
    {
        if (!Find(body, definition))
            return Refuse(StatusCodes.Status404NotFound);
        State = ListState.Of(Request, Definition.Kind switch
        {
            DefinitionKind.Return => ["-period", "party", "state", "changed"],
            DefinitionKind.Register => ["title", "party", "state", "changed"],
            _ => ["-changed", "title", "number", "party", "state"],
        });
        var asked = Narrowed();
        (Rows, Total) = await filed.List(Me, asked, State.AsCsv || AsMap ? 0 : State.Offset, State.AsCsv ? MostInFile : AsMap ? MapOf.Most : ListState.Size, Cancelled);
        if (AsMap)
            Map = await OnMap();
        return State.AsCsv ? Csv() : Page();
    }

    /// <summary>The same list, as a map or not.</summary>
    public string View(string? view) => QueryHelpers.AddQueryString(DefinitionAddress, Request.Query.Where(one => one.Key is not ("view" or "page") && one.Value.ToString().Length > 0)
        .Select(one => KeyValuePair.Create(one.Key, (string?)one.Value.ToString())).Append(new("view", view)).Where(one => one.Value is not null));

    private async Task<MapOfList> OnMap()
    {
        var found = await places.Of(Me, Published, [.. Rows.Select(head => head.Id)], null, Today, Cancelled);
        return MapOf.List(Caption, T[Definition.Kind == DefinitionKind.Return ? "records.page.period" : "records.page.title"], Parties.Count > 0 ? T["records.page.party"] : null,
            [.. Rows.Select(head => new Listed(head.Id, Leading(head), PartyName(head.Party), $"{DefinitionAddress}/{head.Id}"))], found, Total > Rows.Count, T);
    }

    public string Leading(Filed head) => Definition.Kind == DefinitionKind.Return ? PeriodOf(head)! : head.Title ?? head.Number ?? T["records.page.untitled"];

    private Asked Narrowed() => new(Body.Code, Definition.Code)
    {
        Party = State.Filter("party"),
        State = State.Filter("state"),
        Text = State.Filter("q")?.Trim(),
        Period = Definition.Traits.Return is { } trait ? Periods.Find(trait, State.Filter("period"), Today) : null,
        On = Definition.Kind == DefinitionKind.Register && DateReader.Read(State.Filter("on")) is DateReading.Understood day ? day.Value : null,
        Sort = State.Sort,
        Descending = State.Descending,
    };

    private IReadOnlyList<Option> Named(int count) => Definition.Traits.Return is { } trait
        ? [.. trait.Rhythms.SelectMany(rhythm => Periods.Latest(rhythm, Today, count).Select(period => new Option(Periods.Code(rhythm, period), Periods.Say(rhythm, period, T))))]
        : [];

    private CsvDownload Csv() => new($"{Body.Code}-{Definition.Code}", ["id", "title", "number", "party", "period", "state", "version", "valid_from", "valid_until", "changed_at"],
        Rows.Select(head => (IReadOnlyList<object?>)[head.Id.ToString(), head.Title, head.Number, head.Party, Definition.Traits.Return is { } trait ? Periods.Code(trait, head.Period) : null,
            head.State, head.Version, head.Valid?.From, head.Valid?.Until, head.ChangedAt]));
}
