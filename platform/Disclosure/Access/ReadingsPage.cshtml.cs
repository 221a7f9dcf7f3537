using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Shared.Components;
using Entente.Shared.Localisation;
using Microsoft.AspNetCore.Mvc;

namespace Entente.Disclosure.Access;

/// <summary>Who read a party's data: line by line, or by statement, narrowed and downloaded.</summary>
public sealed class ReadingsPage(BodyCatalogue bodies, DefinitionCatalogue definitions, ReadingsReading readings, ReadingLog log, People people, CalledLabel called, TimeProvider time) : BodyPage(bodies)
{
    private const int MostInFile = 100_000;
    private const int Block = 1_000;
    private const int DaysLooked = 31;

    private readonly Dictionary<Guid, string> _names = [];

    public ListState State { get; private set; } = null!;

    public IReadOnlyList<ReadingShown> Rows { get; private set; } = [];

    public IReadOnlyList<StatementRead> Statements { get; private set; } = [];

    public IReadOnlyList<Gap> Gaps { get; private set; } = [];

    public int Total { get; private set; }

    public bool ByStatement { get; private set; }

    /// <summary>The parties whose data the reader answers for.</summary>
    public IReadOnlyList<string> Own { get; private set; } = [];

    /// <summary>Whether the reader watches over the whole body.</summary>
    public bool Watches { get; private set; }

    /// <summary>The one statement whose readings are listed; null: all.</summary>
    public string? OfOne { get; private set; }

    public string Address => $"{BodyAddress}/readings";

    public IReadOnlyList<Option> Parties => [.. Body.Parties.Select(party => new Option(party.Code, Say(party.Name).Text, Search: party.Code)).OrderBy(option => option.Text, T.Alphabet)];

    public IReadOnlyList<Option> Owners => Watches ? Parties : [.. Own.Select(party => new Option(party, PartyName(party)))];

    public IReadOnlyList<Option> Definitions => [.. definitions.All(Body.Code).Select(published => new Option(published.Definition.Code, Say(published.Definition.Name).Text))];

    // texts: disclosure.readings.way.*, disclosure.readings.part.*
    public IReadOnlyList<Option> Ways => [.. Enum.GetValues<Way>().Select(way => new Option(Chain.Words.Of(way), WayName(Chain.Words.Of(way))))];

    public static bool May(Person? reader, string body) => reader?.In(body).Any(holding => holding.Rights.Contains(Right.Oversee) || (holding.Party is not null && holding.Rights.Contains(Right.Vouch))) == true;

    public async Task<IActionResult> OnGetAsync(string code)
    {
        if (!Find(code))
            return Refuse(StatusCodes.Status404NotFound);
        if (!May(Me, code))
            return Refuse(StatusCodes.Status403Forbidden);
        Frame.Under = Address;
        Watches = Me!.In(code).Any(holding => holding.Party is null && holding.Rights.Contains(Right.Oversee));
        Own = [.. Me.In(code).Where(holding => holding.Party is not null && (holding.Rights.Contains(Right.Vouch) || holding.Rights.Contains(Right.Oversee))).Select(holding => holding.Party!).Distinct(StringComparer.Ordinal)];
        State = ListState.Of(Request, "-at");
        var asked = Asked();
        await log.Flush(Cancelled);
        if (State.AsCsv)
            return Csv(asked);
        Gaps = await readings.Gaps(Me, code, asked.From ?? time.GetUtcNow().AddDays(-DaysLooked), time.GetUtcNow(), Cancelled);
        ByStatement = State.Filter("by") == "statement";
        if (ByStatement)
            (Statements, Total) = await readings.ByStatement(Me, asked, State.Offset, ListState.Size, Cancelled);
        else
            (Rows, Total) = await readings.List(Me, asked, State.Offset, ListState.Size, Cancelled);
        await Know(Rows);
        if (asked.Statement is not null)
            OfOne = Rows.FirstOrDefault(row => row.Statement == asked.Statement) is { } row ? $"{DefinitionName(row.Definition)}, {NameOf(row.Definition, row.Label)}" : State.Filter("statement");
        return Page();
    }

    public string PartyName(string? party) => party is null ? Say(Body.ShortName).Text : Body.Party(party) is { } known ? Say(known.Name).Text : party;

    public string DefinitionName(string code) => definitions.Find(Body.Code, code) is { } published ? Say(published.Definition.Name).Text : code;

    public string WayName(string way) => T[$"disclosure.readings.way.{way}"];

    public string PartName(ReadingShown row) => row.Part == "list" ? T["disclosure.readings.part.list", ("count", row.Records)]
        : row.Version is { } version ? T["disclosure.readings.part.version-number", ("number", version)] : T[$"disclosure.readings.part.{row.Part}"];

    public string NameOf(Guid person) => _names[person];

    /// <summary>The posts with which it was read: each with its party, or the body.</summary>
    public IEnumerable<string> PostsOf(ReadingShown row) => row.Posts.Select(post => post.Split('/', 2)).Select(post =>
        T["disclosure.readings.post-of", ("post", Body.Post(post[1]) is { } known ? Say(known.Name).Text : post[1]), ("side", PartyName(post[0].Length == 0 ? null : post[0]))]);

    public string PurposeOf(ReadingShown row) => row.Purpose ?? T["disclosure.readings.duty"];

    /// <summary>How a statement is called: by its title, number or period, else by what is declared.</summary>
    public string NameOf(string definition, string? label) => label is not null && definitions.Find(Body.Code, definition) is { } published ? called(published, label, T) : label ?? DefinitionName(definition);

    private AskedReadings Asked() => new(Body.Code, Watches, Own)
    {
        Party = State.Filter("party"),
        From = Day("from") is { } from ? new DateTimeOffset(from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
        Until = Day("until") is { } until ? new DateTimeOffset(until.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
        Side = State.Filter("reader"),
        Definition = State.Filter("definition"),
        Way = State.Filter("way"),
        Who = State.Filter("q")?.Trim() is { Length: > 0 } who ? who : null,
        Statement = Guid.TryParse(State.Filter("statement"), out var statement) ? statement : null,
    };

    private DateOnly? Day(string name) => DateReader.Read(State.Filter(name)) is DateReading.Understood day ? day.Value : null;

    private async Task Know(IEnumerable<ReadingShown> rows)
    {
        foreach (var row in rows)
            if (!_names.ContainsKey(row.Person))
                _names[row.Person] = (await people.Find(row.Person, Cancelled))?.Name ?? row.LastName ?? T["disclosure.readings.left"];
    }

    private CsvDownload Csv(AskedReadings asked) => new($"{Body.Code}-readings",
        ["at", "person", "key", "posts", "from", "party", "definition", "statement", "title", "part", "version", "records", "which", "way", "purpose"], Lines(asked));

    private async IAsyncEnumerable<IReadOnlyList<object?>> Lines(AskedReadings asked, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var from = 0; from < MostInFile; from += Block)
        {
            var (rows, _) = await readings.List(Me!, asked, from, Block, cancel);
            await Know(rows);
            foreach (var row in rows)
                yield return [row.At, NameOf(row.Person), row.KeyName, string.Join("; ", row.Posts), string.Join("; ", row.Parties.Select(party => party.Length == 0 ? Body.Code : party)), row.Party, row.Definition,
                    row.Statement?.ToString(), row.Label, row.Part, row.Version, row.Records, string.Join(' ', row.Statements), row.Way, row.Purpose];
            if (rows.Count < Block)
                yield break;
        }
    }
}
