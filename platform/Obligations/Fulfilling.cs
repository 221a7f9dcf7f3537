using Entente.Bodies.Definitions;
using Entente.Records;

namespace Entente.Obligations;

/// <summary>
/// What meets each thing that is wanted: a statement of the very period; for a requirement the party's answer in the return that asks for
/// it, the statements of a return that its entry names, or another requirement that is met. Pure.
/// </summary>
/// <param name="answered">How requirements are answered; null: not by parties themselves.</param>
/// <param name="others">What is kept of the returns that entries name, by their codes.</param>
public sealed class Fulfilling(IReadOnlyList<Duty> duties, IReadOnlyList<DeclaredStatement> statements, AnsweredIn? answered, IReadOnlyList<DeclaredAnswer> answers, IReadOnlyDictionary<string, IReadOnlyList<OfReturn>> others)
{
    private readonly Dictionary<(string, DateOnly, DateOnly), DeclaredStatement> _statements = statements.ToDictionary(statement => (statement.Party, statement.Start, statement.End));
    private readonly ILookup<(string, Guid), DeclaredAnswer> _answers = answers.ToLookup(answer => (answer.In.Party, answer.Requirement));
    private readonly ILookup<(string Return, string Party), OfReturn> _others = others.SelectMany(pair => pair.Value.Select(one => (pair.Key, one))).ToLookup(pair => (pair.Key, pair.one.Party), pair => pair.one);
    private readonly Dictionary<(string, Guid, DateOnly), Duty> _requirements = duties.Where(duty => duty.Requirement is not null)
        .ToDictionary(duty => (duty.Party, duty.Requirement!.Value, duty.Period.Start));

    public Fulfilment? Of(Duty duty) => duty.Requirement is { } requirement
        ? Of(requirement, duty.Party, duty.Period, duty.MetBy, [])
        : _statements.TryGetValue((duty.Party, duty.Period.Start, duty.Period.End), out var statement) ? Met(statement) : null;

    private Fulfilment? Of(Guid requirement, string party, ReportingPeriod period, MetBy? by, HashSet<Guid> seen)
    {
        if (!seen.Add(requirement))
            return null;
        // The last word of a party that answered in two reports counts.
        var said = _answers[(party, requirement)].Where(answer => answer.In.Start <= period.Start && answer.In.End >= period.End).OrderBy(answer => answer.In.At).LastOrDefault();
        if (said is not null && said.Code == answered?.Sent)
            return Met(said.In) with { Nil = false };
        foreach (var code in by?.Returns ?? [])
            if (Of(_others[(code, party)], period) is { } met)
                return met;
        if (by?.Other is { } other && Of(other, party, period, _requirements.GetValueOrDefault((party, other, period.Start))?.MetBy, seen) is { Excuses: false } through)
            return through;
        return said is not null && said.Code == answered?.NotApplicable && !string.IsNullOrWhiteSpace(said.Reason)
            ? new Fulfilment(Excuses: true, said.In.Id, said.In.Version, said.In.At, Nil: false, said.Reason.Length > 2000 ? said.Reason[..2000] : said.Reason)
            : null;
    }

    // All that is owed under the return in the period must have come; where nothing is, what came counts.
    private static Fulfilment? Of(IEnumerable<OfReturn> all, ReportingPeriod period)
    {
        var within = all.Where(one => one.Start >= period.Start && one.End <= period.End || one.Start <= period.Start && one.End >= period.End).ToList();
        var met = within.Where(one => one.Statement is not null).ToList();
        if (met.Count == 0 || within.Exists(one => one.IsOwed && one.Statement is null))
            return null;
        var last = met.MaxBy(one => one.At)!;
        return new Fulfilment(Excuses: false, last.Statement, last.Version, last.At, met.TrueForAll(one => one.Nil), null);
    }

    private static Fulfilment Met(DeclaredStatement statement) => new(Excuses: false, statement.Id, statement.Version, statement.At, statement.Nil, null);
}

/// <summary>One period of a return that may meet a requirement: what stands for it, and whether it is still owed.</summary>
public sealed record OfReturn(string Party, DateOnly Start, DateOnly End, bool IsOwed, Guid? Statement, int? Version, DateTimeOffset At, bool Nil);
