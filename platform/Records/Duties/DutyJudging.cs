using System.Security.Cryptography;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Rules;

namespace Entente.Records;

/// <summary>Asks the rules of one definition about one party and period after the other.</summary>
internal sealed class DutyJudging(DutyBook book, DutyFacts facts, DutyDays days, ILogger log)
{
    /// <param name="entries">The requirements; null for a return.</param>
    public void Judge(Party party, ReportingPeriod period, IReadOnlyList<DutyEntry>? entries, DutyAnswer answer)
    {
        if (entries is null)
        {
            One(new Case(this, party, period, null), answer);
            return;
        }
        foreach (var entry in entries)
            if (entry.Holds(period.End.AddDays(-1)))
                One(new Case(this, party, period, entry), answer);
    }

    /// <summary>Whether an entry applies to a party in a period; null where that cannot be worked out.</summary>
    public bool? Applies(Party party, ReportingPeriod period, DutyEntry entry) => book.By is null ? true : new Case(this, party, period, entry).Truth(book.By, "who");

    private void One(Case of, DutyAnswer answer)
    {
        switch (book.By is null ? true : of.Truth(book.By, book.Obliges is null ? "owed-by" : "who"))
        {
            case null:
                answer.Undecided.Add((of.Party.Code, of.Period.Start, of.Entry?.Id));
                break;
            case true:
                answer.Owed.Add(new DutyPeriod(of.Make(), of.Entry is null ? Tightened(of) : null));
                break;
        }
    }

    // The last rule that holds says how often.
    private List<Duty>? Tightened(Case of)
    {
        for (var at = book.Tightens.Count - 1; at >= 0; at--)
        {
            var (every, rule) = book.Tightens[at];
            if (of.Truth(rule.When!, "tightens") == true)
                return [.. ReportingPeriod.Between(every, of.Period.Start, of.Period.End).Select(period => new Case(this, of.Party, period, null).Make(rule, of) with { Within = of.Period })];
        }
        return null;
    }

    /// <summary>One party in one period, with one entry.</summary>
    private sealed class Case(DutyJudging judging, Party party, ReportingPeriod period, DutyEntry? entry)
    {
        private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

        public Party Party => party;

        public ReportingPeriod Period => period;

        public DutyEntry? Entry => entry;

        private DutyBook Book => judging.Book;

        private DateOnly Day => period.End.AddDays(-1);

        public bool? Truth(Formula formula, string key)
        {
            var outcome = judging.Days.Run(formula, Named);
            if (outcome.Problem is not { } problem)
                return outcome.Value.IsTrue;
            judging.Failed(key, this, problem.Code);
            return null;
        }

        /// <param name="tightened">The rule by which it is owed more often, as it holds for the longer period.</param>
        public Duty Make(Spoken? tightened = null, Case? of = null)
        {
            var (due, sum) = Due();
            return new Duty(party.Code, period, entry?.Id, entry?.Called(Book.Obliges!, period, Day), due, Reason(tightened, of), sum, Digest) { MetBy = MetBy() };
        }

        private (DateOnly? Day, IReadOnlyList<DutyStep> Sum) Due()
        {
            if (Book.Due is not { } due)
                return (null, []);
            var outcome = judging.Days.Run(due.Whole, Named);
            if (outcome.Problem is { } problem)
            {
                judging.Failed("due", this, problem.Code);
                return (null, [new DutyStep("failed", problem.Code, null, null)]);
            }
            return DueSum.Day(outcome.Value) is { } day ? (day, due.Of(part => judging.Days.Run(part, Named).Value)) : (null, []);
        }

        private DutyReason? Reason(Spoken? tightened, Case? of)
        {
            var because = Book.Because.FirstOrDefault(one => one.When is null || Truth(one.When, "because") == true);
            return because is null && tightened is null ? null
                : new DutyReason(because?.Says, because is null ? [] : Said(because), tightened?.Says, tightened is null ? null : of!.Said(tightened));
        }

        private List<SaidValue> Said(Spoken spoken) => [.. spoken.Formulas.Select(formula => SaidOf(judging.Days.Run(formula, Named).Value))];

        private static SaidValue SaidOf(in Value value) => value.Kind switch
        {
            Kind.Number => new SaidValue("number", value.AsNumber.ToString()),
            Kind.Date => new SaidValue("date", value.AsDate.ToString()),
            Kind.Boolean => new SaidValue("yes-no", value.AsBoolean ? "true" : "false"),
            Kind.Null => new SaidValue("blank", ""),
            _ => new SaidValue("text", value.Text()),
        };

        private MetBy? MetBy()
        {
            if (entry is null || Book.Obliges is not { } obliges)
                return null;
            var named = obliges.MetBy is { } place ? DutyEntry.TextOf(entry.Field(place, Day)) : null;
            var returns = entry.Codes(obliges, Day).SelectMany(code => Book.Meets[code]).Concat(named is null ? [] : [named.Trim()]).Distinct(StringComparer.Ordinal).ToList();
            var other = obliges.AlsoMetBy is { } reference && DutyEntry.TextOf(entry.Field(reference, Day)) is { } id && Guid.TryParse(id, out var found) ? found : (Guid?)null;
            return returns.Count == 0 && other is null ? null : new MetBy(returns, other);
        }

        private byte[]? Digest()
        {
            if (Book.Facts.Count == 0)
                return null;
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var fact in Book.Facts)
                if (judging.Days.Of(fact, party, period) is var (from, until))
                    judging.Facts.Digest(hash, fact, party.Code, from, until);
            return hash.GetHashAndReset();
        }

        private Value Named(string name)
        {
            if (!_values.TryGetValue(name, out var value))
                _values[name] = value = Found(name);
            return value;
        }

        private Value Found(string name) => name switch
        {
            Scopes.Party => judging.Days.Seen(party, period),
            Scopes.Period => DutyDays.Seen(period),
            _ when Book.Facts.FirstOrDefault(fact => fact.Code == name) is { } fact => judging.Days.Of(fact, party, period) is var (from, until) ? judging.Facts.Of(fact, party.Code, from, until) : Value.Null,
            _ => entry?.Of(name, Day) ?? Value.Null,
        };
    }

    private DutyBook Book => book;

    private DutyFacts Facts => facts;

    private DutyDays Days => days;

    private void Failed(string key, Case of, string code) =>
        log.LogWarning("“{Key}” of {Body}/{Definition} could not be worked out for {Party} in {Period}: {Problem}", key, book.Body.Code, book.Definition.Code, of.Party.Code, of.Period.Code, code);
}
