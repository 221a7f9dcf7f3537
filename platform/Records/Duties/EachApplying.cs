using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Rules;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Entente.Records;

/// <summary>Of the entries that would give a table its rows those that apply: for which "when" holds, and, of requirements, which the party has to answer in the period.</summary>
internal sealed class EachApplying(NpgsqlConnection connection, DefinitionCatalogue definitions, Rulings rulings, Surroundings around)
{
    public async Task<IReadOnlyList<string>> Of(ForEach each, IReadOnlyList<string> entries, CancellationToken cancel)
    {
        if (entries.Count == 0 || definitions.Find(rulings.Body.Code, each.Of) is not { } register)
            return entries;
        var obliges = register.Definition.Traits.Register?.Obliges;
        if (each.When is null && (obliges is null || around.Party is null || around.Period is null))
            return entries;
        var known = (await DutyEntry.Load(connection, register, rulings.Scopes, around.Day, around.Day.AddDays(1), null, cancel)).ToDictionary(entry => entry.Id.ToString(), StringComparer.Ordinal);
        var applying = obliges is null ? null : await Owed(register, known.Values, cancel);
        return [.. entries.Where(id => known.TryGetValue(id, out var entry) && (applying?.Contains(entry.Id) ?? true) && Holds(each, register.Definition, entry))];
    }

    private async Task<HashSet<Guid>?> Owed(PublishedDefinition register, IEnumerable<DutyEntry> entries, CancellationToken cancel)
    {
        if (around is not { Party: { } party, Period: { } said, Now: { } now } || DutyBook.Of(register, rulings.Body, definitions.Known) is not { } book)
            return null;
        var period = new ReportingPeriod(said.Code, said.Start, said.End);
        var days = new DutyDays(book, now);
        var facts = await DutyFacts.Load(connection, definitions, book, party.Code, days.Spans([period], [party]), cancel);
        var judging = new DutyJudging(book, facts, days, NullLogger.Instance);
        // What cannot be worked out is asked: an answer too many does no harm.
        return [.. entries.Where(entry => judging.Applies(party, period, entry) != false).Select(entry => entry.Id)];
    }

    private bool Holds(ForEach each, Definition register, DutyEntry entry)
    {
        if (each.When is null)
            return true;
        var formula = Formula.Of(each.When, rulings.Scopes.Each(each.Of), []);
        if (formula.Findings.Count > 0)
            return true;
        var evaluation = formula.Rule.Open(around.Limits);
        for (var slot = 0; slot < formula.Small.Names.Count; slot++)
            evaluation[slot] = formula.Small.Names[slot].Name switch
            {
                Scopes.Party => around.PartyAsValue(),
                Scopes.Period when register.Section(Scopes.Period) is null => around.PeriodAsValue(),
                var section => entry.Of(section, around.Day),
            };
        return evaluation.Run() is { Problem: not null } or { Value.IsTrue: true };
    }
}
