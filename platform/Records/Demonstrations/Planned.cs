using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Pages;

namespace Entente.Records.Demonstrations;

/// <summary>One statement that is to be made.</summary>
/// <param name="Number">Its place in its batch, from 1.</param>
/// <param name="InParty">Its place among those of its party, from 1.</param>
/// <param name="Holder">The party it is about, which is also who declares it unless the body does.</param>
/// <param name="Word">The code that it is made for, where each year has one for each code.</param>
internal sealed record Planned(int Number, int InParty, string? Holder, string? Word, Period? Period, DateTimeOffset At, Period? Valid)
{
    public int Year => Period?.From?.Year ?? Valid?.From?.Year ?? At.Year;
}

/// <summary>Which statements a batch has, without what they say.</summary>
internal sealed class Planning(Recipe recipe, Body body, Definition definition, Batch batch, bool small, DateTimeOffset now)
{
    private readonly int _first = now.Year - (small ? recipe.SliceYears : recipe.Years) + 1;
    private readonly HashSet<string>? _only = batch.Parties?.ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<Planned> All()
    {
        var all = batch.EachYear is { } codes ? Yearly(codes) : definition.Traits.Return is { } trait ? Periodic(trait.Every) : Counted();
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. all.Where(one => one.At <= now).TakeLast(small ? batch.Slice : int.MaxValue).Select((one, place) =>
        {
            var mine = numbers[one.Holder ?? ""] = numbers.GetValueOrDefault(one.Holder ?? "") + 1;
            return one with { Number = place + 1, InParty = mine };
        })];
    }

    private IEnumerable<Planned> Yearly(IReadOnlyList<(string Code, IReadOnlyList<string> Parties)> codes) =>
        from year in Enumerable.Range(_first, now.Year - _first + 1)
        from code in codes
        from party in code.Parties
        where MayHave(party, new DateOnly(year, 1, 1))
        let begins = new DateOnly(year, 1, 1)
        select new Planned(0, 0, party, code.Code, null, Noon(begins), new Period(begins, begins.AddYears(1)));

    private IEnumerable<Planned> Periodic(Rhythm every)
    {
        var periods = Periods.Latest(every, DateOnly.FromDateTime(now.UtcDateTime), 60 * recipe.Years).Reverse()
            .Where(period => period.From!.Value.Year >= _first && (batch.Months?.Contains(period.From.Value.Month) ?? true)).ToList();
        foreach (var period in periods)
        {
            foreach (var party in Declaring(period.From!.Value))
            {
                var random = Seeds.Of(recipe.Seed, batch.Name, party, period.From.Value.DayNumber);
                if (random.NextDouble() < batch.Missing)
                    continue;
                var (from, to) = random.NextDouble() < batch.LateShare ? batch.LateAfter : batch.After;
                yield return new Planned(0, 0, party, null, period, Noon(period.Until!.Value).AddDays(random.Next(from, to + 1) - 1), null);
            }
        }
    }

    private List<Planned> Counted()
    {
        var random = Seeds.Of(recipe.Seed, batch.Name, "", 0);
        var parties = Declaring(DateOnly.FromDateTime(now.UtcDateTime)).ToList();
        var weights = parties.ConvertAll(party => batch.Spread.GetValueOrDefault(party, 1));
        var (whole, days) = (weights.Sum(), (int)(now - Start).TotalDays);
        var count = small ? Math.Min(batch.Slice, batch.Count!.Value) : batch.Count!.Value;
        return Enumerable.Range(0, parties.Count == 0 ? 0 : count).Select(_ =>
        {
            var left = random.NextDouble() * whole;
            var place = weights.FindIndex(weight => (left -= weight) < 0);
            // Half of what a register holds was there from the beginning.
            var day = definition.Kind == DefinitionKind.Register && random.Next(2) == 0 ? 0 : random.Next(days);
            var at = Start.AddDays(day);
            return new Planned(0, 0, parties[place < 0 ? 0 : place], null, null, at, definition.Kind == DefinitionKind.Register ? new Period(DateOnly.FromDateTime(at.UtcDateTime), null) : null);
        }).Where(one => MayHave(one.Holder!, DateOnly.FromDateTime(one.At.UtcDateTime))).OrderBy(one => one.At).ToList();
    }

    private DateTimeOffset Start => Noon(new DateOnly(_first, 1, 1));

    private static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    private IEnumerable<string> Declaring(DateOnly day) => definition.DeclaredBy == Definition.ByBody
        ? [.. body.Parties.Select(party => party.Code).Where(code => MayHave(code, day))]
        : [.. body.In(definition.DeclaredBy, day).Select(party => party.Code).Where(code => MayHave(code, day))];

    // Members of a union declare through it.
    private bool MayHave(string party, DateOnly day) =>
        (_only?.Contains(party) ?? true) && (!small || recipe.SliceParties.Contains(party, StringComparer.Ordinal)) && body.Party(party)?.On(day) is { } member
        && !member.Groups.Any(code => body.Group(code) is { Union: { } union } && union != party);
}

/// <summary>Chance that is the same everywhere.</summary>
internal static class Seeds
{
    public static Random Of(int seed, string batch, string party, long number)
    {
        var hash = (uint)seed;
        foreach (var letter in batch + "|" + party)
            hash = (hash ^ letter) * 16777619;
        return new Random(unchecked((int)((hash ^ (uint)number) * 2654435761 ^ (uint)(number >> 32))));
    }
}
