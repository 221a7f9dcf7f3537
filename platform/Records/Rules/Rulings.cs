using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;

namespace Entente.Records.Rules;

/// <summary>All that a published version decides by formulas: its rules, the guards of its steps, the days of its facts. Compiled once.</summary>
public sealed class Rulings
{
    private static readonly ConditionalWeakTable<PublishedDefinition, Rulings> Kept = [];

    private readonly object _catalogue;
    private readonly Dictionary<string, RuleBook> _guards;
    private readonly Dictionary<string, Formula> _days;

    private Rulings(PublishedDefinition published, Body body, FrozenDictionary<(string Body, string Code), PublishedDefinition> catalogue)
    {
        _catalogue = catalogue;
        Definition = published.Definition;
        Body = body;
        // The version that is judged, whichever is in force by now.
        var others = catalogue.Values.Where(other => other.Body == body.Code).ToDictionary(other => other.Definition.Code, other => other.Definition, StringComparer.Ordinal);
        others[Definition.Code] = Definition;
        Book = RuleBook.Of(Definition, body, others);
        _guards = Definition.Workflow.Steps.Where(step => step.Guard is not null)
            .ToDictionary(step => step.Code, step => RuleBook.Of(Guarded(step), body, others), StringComparer.Ordinal);
        Facts = [.. Definition.Facts.Where(fact => _guards.Values.Append(Book).Any(book => book.Facts.Contains(fact.Code, StringComparer.Ordinal)))];
        var outside = Entente.Bodies.Definitions.Scopes.Outside(Definition, body);
        _days = Facts.SelectMany(fact => new[] { (fact.Code, Text: fact.AsOf), (Code: fact.Code + " since", Text: fact.Since), (Code: fact.Code + " until", Text: fact.Until) })
            .Where(day => day.Text is not null).ToDictionary(day => day.Code, day => Formula.Of(day.Text!, outside, []), StringComparer.Ordinal);
    }

    public Definition Definition { get; }

    public Body Body { get; }

    public RuleBook Book { get; }

    /// <summary>The facts that some rule or guard looks at.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    public Scopes Scopes => Book.Scopes;

    internal static Rulings Of(PublishedDefinition published, Body body, FrozenDictionary<(string Body, string Code), PublishedDefinition> catalogue)
    {
        if (Kept.TryGetValue(published, out var known) && ReferenceEquals(known.Body, body) && ReferenceEquals(known._catalogue, catalogue))
            return known;
        var made = new Rulings(published, body, catalogue);
        Kept.AddOrUpdate(published, made);
        return made;
    }

    /// <summary>Whether the guard of a step holds. One that cannot be worked out, or comes out blank, does not.</summary>
    public bool Holds(Bodies.Definitions.Step step, Statement content, Surroundings around)
    {
        return step.Guard is null || !_guards[step.Code].Judge(content, around).Faults.Any(fault => Speaks(step, fault));
    }

    /// <summary>The same for a statement whose tables are too large to hold, once their rows are as they will be kept.</summary>
    public GuardJudging Guard(Bodies.Definitions.Step step, Statement heads, Surroundings around) => new(_guards[step.Code], heads, around, fault => Speaks(step, fault));

    private static bool Speaks(Bodies.Definitions.Step step, Fault fault) =>
        fault.Rule == Fault.OfCheck + step.Code || (fault.Rule == Faults.NotRun && fault.Facts is [var of, ..] && of == Fault.OfCheck + step.Code);

    /// <summary>The day that a register is read as of; null where that cannot be worked out.</summary>
    public DateOnly? DayOf(Fact fact, Surroundings around) => DayOf(fact.Code, around.Day, around);

    /// <summary>Which statements a fact is about; null where that cannot be worked out. What is judged is not among them.</summary>
    internal Tables.Spanned? SpanOf(Fact fact, Surroundings around)
    {
        var own = fact.OwnOnly ? around.Party?.Code ?? "" : null;
        DateOnly? since = null;
        if (fact.Since is not null && (since = DayOf(fact.Code + " since", around.Day, around)) is null)
            return null;
        if (DayOf(fact.Code + " until", around.Period?.End ?? around.Day, around) is not { } until)
            return null;
        return new Tables.Spanned(since, until, own, fact.Of == Definition.Code && around.Period is { } period ? (period.Start, period.End, around.Party?.Code) : null);
    }

    private DateOnly? DayOf(string code, DateOnly otherwise, Surroundings around)
    {
        if (!_days.TryGetValue(code, out var formula))
            return otherwise;
        if (formula.Findings.Count > 0)
            return null;
        var outcome = new Asked.Alone(formula, null, name => name == Entente.Bodies.Definitions.Scopes.Party ? around.PartyAsValue() : around.PeriodAsValue(), around.Limits).Of([], Value.Null);
        return outcome is { Problem: null, Value.Kind: Kind.Date } && outcome.Value.AsDate.TryToDateOnly(out var day) ? day : null;
    }

    // A guard is a check of the whole statement that nothing but true passes.
    private Definition Guarded(Bodies.Definitions.Step step) => Definition with { Checks = [new Check(step.Code, null, step.Guard!, null, CheckLevel.Error, step.Name, null, BlankPasses: false)] };
}

/// <summary>The guard of a step being judged, by whoever reads the tables.</summary>
public sealed class GuardJudging
{
    internal GuardJudging(RuleBook book, Statement heads, Surroundings around, Func<Fault, bool> speaks)
    {
        RowsMatter = book.Gathers;
        Judging = book.Open(heads, around, fault => Holds &= !speaks(fault));
    }

    public Judging Judging { get; }

    /// <summary>Whether rows have to go by for it; where they have not, they may be left out.</summary>
    public bool RowsMatter { get; }

    /// <summary>Known when everything is judged.</summary>
    public bool Holds { get; private set; } = true;
}
