using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Values;
using Entente.Records.Rules;
using Outcome = Entente.Feel.Outcome;

namespace Entente.Records;

/// <summary>On which day, or over which days, a fact is looked at for a period of a party.</summary>
/// <param name="now">In the body's zone.</param>
internal sealed class DutyDays(DutyBook book, DateTimeOffset now)
{
    private static readonly Shape PeriodShape = Shape.Of("start", "end", "code");

    private readonly Dictionary<(string Fact, string Party, DateOnly Start, DateOnly End), (DateOnly From, DateOnly Until)?> _known = [];

    public Limits Limits { get; } = new(1_000_000, Now: now);

    public DateOnly Today { get; } = DateOnly.FromDateTime(now.DateTime);

    public static Value Seen(ReportingPeriod period) =>
        Value.Of(new Context(PeriodShape, [Value.Of((Date)period.Start), Value.Of((Date)period.End), Value.Of(period.Code)]));

    /// <summary>A party as it is on the last day of the period.</summary>
    public Value Seen(Party party, ReportingPeriod period) => book.Codes.Party(party.Code, period.End.AddDays(-1));

    /// <summary>Null where it cannot be worked out.</summary>
    public (DateOnly From, DateOnly Until)? Of(Fact fact, Party party, ReportingPeriod period)
    {
        var key = (fact.Code, OfParty(fact) ? party.Code : "", period.Start, period.End);
        if (!_known.TryGetValue(key, out var days))
            _known[key] = days = Asked(fact, party, period);
        return days;
    }

    /// <summary>The widest days of each fact over all of these.</summary>
    public Dictionary<string, (DateOnly From, DateOnly Until)> Spans(IReadOnlyList<ReportingPeriod> periods, IReadOnlyList<Party> parties)
    {
        var spans = new Dictionary<string, (DateOnly From, DateOnly Until)>(StringComparer.Ordinal);
        foreach (var fact in book.Facts)
            foreach (var party in OfParty(fact) ? parties : parties.Take(1))
                foreach (var period in periods)
                    if (Of(fact, party, period) is var (from, until))
                        spans[fact.Code] = spans.TryGetValue(fact.Code, out var known) ? (from < known.From ? from : known.From, until > known.Until ? until : known.Until) : (from, until);
        return spans;
    }

    private bool OfParty(Fact fact) => new[] { fact.Code, fact.Code + " since", fact.Code + " until" }.Any(code => book.DayOf(code) is { } formula && formula.Names.Contains(Scopes.Party, StringComparer.Ordinal));

    private (DateOnly, DateOnly)? Asked(Fact fact, Party party, ReportingPeriod period)
    {
        // The statement's day: the last of the period, or today while it goes on.
        var day = period.End <= Today ? period.End.AddDays(-1) : Today;
        switch (fact.Source)
        {
            case FactSource.LastPeriod:
                return (period.Start.AddDays(-1), period.Start);
            case FactSource.Statements:
                return Day(fact.Code + " since", DateOnly.MinValue, party, period) is { } since && Day(fact.Code + " until", period.End, party, period) is { } until ? (since, until) : null;
            default:
                return Day(fact.Code, day, party, period) is { } on && on < DateOnly.MaxValue ? (on, on.AddDays(1)) : null;
        }
    }

    private DateOnly? Day(string code, DateOnly otherwise, Party party, ReportingPeriod period)
    {
        if (book.DayOf(code) is not { } formula)
            return otherwise;
        if (formula.Findings.Count > 0)
            return null;
        var outcome = Run(formula, name => name == Scopes.Party ? Seen(party, period) : Seen(period));
        return outcome.Problem is null ? DueSum.Day(outcome.Value) : null;
    }

    public Outcome Run(Formula formula, Func<string, Value> value)
    {
        if (formula.Findings is [var finding, ..])
            return new Outcome(Value.Failed(finding), finding);
        var evaluation = formula.Rule.Open(Limits);
        for (var slot = 0; slot < formula.Small.Names.Count; slot++)
            evaluation[slot] = value(formula.Small.Names[slot].Name);
        return evaluation.Run();
    }
}
