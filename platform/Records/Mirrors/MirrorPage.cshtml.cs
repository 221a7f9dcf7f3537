using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Pages;
using Entente.Shared.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Mirrors;

/// <summary>How many lines came out one way, and what they add up to.</summary>
public sealed record OutcomeSum(MatchOutcome Outcome, int Lines, decimal Here, decimal There);

/// <summary>What one side declared of a period against what the other side declared of the same, line by line.</summary>
public sealed class MirrorPage(BodyCatalogue bodies, DefinitionCatalogue definitions, MirrorReading reading, TimeProvider time) : MirrorPages(bodies, definitions, reading, time)
{
    private const int PeriodsOffered = 40;
    private const int MostFilters = 3;
    private const string Unmatched = "unmatched";

    private MirrorFound _found = null!;

    public IReadOnlyList<MatchLine> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public IReadOnlyList<OutcomeSum> Sums { get; private set; } = [];

    public IReadOnlyList<Option> PeriodOptions => field ??= [.. Periods.Latest(Trait.Every, Today, PeriodsOffered).Select(period => new Option(Periods.Code(Trait.Every, period), Periods.Say(Trait.Every, period, T)))];

    public IReadOnlyList<Option> PartyOptions => field ??= [.. Body.Parties.Select(party => new Option(party.Code, Say(party.Name).Text, Search: party.Code)).OrderBy(option => option.Text, T.Alphabet)];

    public IEnumerable<Option> Outcomes => Enum.GetValues<MatchOutcome>().Select(outcome => new Option(Word(outcome), Say(outcome))).Prepend(new Option(Unmatched, T["mirrors.unmatched"]));

    /// <summary>What the lines can be narrowed by: the first few fields with a list of the body.</summary>
    public IReadOnlyList<(Field Field, IReadOnlyList<Option> Options)> Filters => field ??=
        [.. Agree.Where(one => one is { Type: FieldType.Code, List: not null }).Select(one => (one, Options(one))).Where(filter => filter.Item2.Count > 0).Take(MostFilters)];

    public async Task<IActionResult> OnGetAsync(string body, string definition)
    {
        if (!FindMirror(body, definition, "-difference", "here", "there"))
            return Refuse(StatusCodes.Status404NotFound);
        _found = await Reading.Match(Me!, Of, Cancelled);
        var narrowed = _found.Lines.Where(Fits).ToList();
        Sums = [.. Enum.GetValues<MatchOutcome>().Select(outcome => Sum(outcome, narrowed.Where(line => line.Outcome == outcome).ToList()))];
        var wanted = Ordered(narrowed.Where(Wanted)).ToList();
        if (State.AsCsv)
            return AsFile(wanted);
        (Total, Lines) = (wanted.Count, [.. wanted.Skip(State.Offset).Take(ListState.Size)]);
        return Page();
    }

    public int All => Sums.Sum(sum => sum.Lines);

    public int Apart => Sums.Where(sum => sum.Outcome != MatchOutcome.Matched).Sum(sum => sum.Lines);

    /// <summary>Whether the reader reads no statement of the side that says nothing, so that its silence says nothing either.</summary>
    public bool Unheard(MatchLine line) => line.Outcome switch
    {
        MatchOutcome.OnlyHere => !_found.HeardThere.Contains(line.Pair.There),
        MatchOutcome.OnlyThere => !_found.HeardHere.Contains(line.Pair.Here),
        _ => false,
    };

    public string WithOutcome(MatchOutcome outcome) =>
        QueryHelpers.AddQueryString(PageAddress, Request.Query.Where(one => one.Key is not ("outcome" or "page" or "format") && one.Value.ToString().Length > 0).Select(one => KeyValuePair.Create(one.Key, (string?)one.Value.ToString())).Append(new("outcome", Word(outcome))));

    private static OutcomeSum Sum(MatchOutcome outcome, List<MatchLine> lines) => new(outcome, lines.Count, lines.Sum(line => line.Here ?? 0), lines.Sum(line => line.There ?? 0));

    private bool Fits(MatchLine line) =>
        (State.Filter("party") is not { } party || line.Pair.Here == party || line.Pair.There == party)
        && Filters.All(filter => State.Filter($"f.{filter.Field.Code}") is not { } code || line.Pair.Agreeing[Place(filter.Field)] == code);

    private bool Wanted(MatchLine line) => State.Filter("outcome") switch
    {
        null => true,
        Unmatched => !line.IsMatched,
        var word => Word(line.Outcome) == word,
    };

    private int Place(Field field) => Agree.Index().First(one => ReferenceEquals(one.Item, field)).Index;

    private IEnumerable<MatchLine> Ordered(IEnumerable<MatchLine> lines)
    {
        var named = lines.OrderBy(line => State.Sort == "there" ? Called(line.Pair.There) : Called(line.Pair.Here), T.Alphabet)
            .ThenBy(line => State.Sort == "there" ? Called(line.Pair.Here) : Called(line.Pair.There), T.Alphabet).ThenBy(line => line.Pair.Agree, StringComparer.Ordinal);
        if (State.Sort != "difference")
            return State.Descending ? named.Reverse() : named;
        return State.Descending ? named.OrderByDescending(line => Math.Abs(line.Difference)) : named.OrderBy(line => Math.Abs(line.Difference));
    }

    private IReadOnlyList<Option> Options(Field field) =>
        Body.List(field.List!) is { } own ? [.. own.On(Of.End.AddDays(-1)).Select(code => new Option(code.Code, Say(code.Label).Text, Search: code.Code)).OrderBy(option => option.Text, T.Alphabet)] : [];

    private CsvDownload AsFile(IEnumerable<MatchLine> lines) => new($"{Body.Code}-{Definition.Code}-mirror-{PeriodCode}",
        ["period", "here", "there", .. Mirror.Agree, "figure_here", "figure_there", "difference", "outcome", "rows_here", "rows_there"],
        lines.Select(line => (IReadOnlyList<object?>)[PeriodCode, line.Pair.Here, line.Pair.There, .. line.Pair.Agreeing.Take(Mirror.Agree.Count), line.Here, line.There, line.Difference, Word(line.Outcome), line.RowsHere, line.RowsThere]));
}
