using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Bench.Processes;
using Entente.Feel.Dmn.Tables;

namespace Entente.Bench.Feel;

/// <summary>What every rule of the bench may look at: a row, a table of 50 rows, a quota, a tariff of 100 bands.</summary>
public sealed record Facts(Catch Row, Catch[] Catches, decimal Quota, Band[] Bands);

/// <summary>A line of a table of fees: from a weight up to another, for one gear.</summary>
public sealed record Band(decimal From, decimal To, string Gear, decimal Fee)
{
    private static readonly string[] Gears = ["PS", "LL", "BB", "TROL", "GN"];

    /// <summary>Twenty bands of weight for each of five gears.</summary>
    public static Band[] Hundred() =>
    [
        .. from gear in Gears
           from band in Enumerable.Range(0, 20)
           select new Band(band * 1500m, (band + 1) * 1500m, gear, band * 2.5m + gear.Length),
    ];
}

/// <summary>What a rule came to, without a box around it.</summary>
public readonly record struct Answer(bool? Truth, decimal? Number)
{
    public static implicit operator Answer(bool? truth) => new(truth, null);

    public static implicit operator Answer(decimal? number) => new(null, number);
}

/// <summary>One rule three times: in the language, by hand, and as the npm package is given it.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Rule">In the language.</param>
/// <param name="ByHand">The plain loop over decimals that looks for blanks.</param>
/// <param name="IsNumeric">Whether it reckons with numbers, and so is promised to be near the loop by hand. Looking for blanks, texts and dates costs a program next to nothing.</param>
/// <param name="Table">In place of the rule: the decision table that feelin, which has none, is given as the rule.</param>
public sealed partial record Case(string Name, string Rule, Func<Facts, Answer> ByHand, bool IsNumeric, DecisionTable? Table = null)
{
    /// <summary>Ten rules as the bodies write them.</summary>
    public static IReadOnlyList<Case> All { get; } =
    [
        new("three clauses on a row", "weight_kg > 0 and weight_kg <= 25000 and (fish = null or weight_kg / fish <= 800)", facts => ThreeClauses(facts.Row), true),
        new("total of a filtered table of 50", "sum(catches[gear = \"PS\"].weight_kg) <= quota", facts => Total(facts), true),
        new("every row of 50", "every c in catches satisfies c.weight_kg >= 0 and c.net_kg <= c.gross_kg", facts => Every(facts), true),
        new("count of blanks in 50", "count(catches[weight_kg = null]) <= 3", facts => Blanks(facts), false),
        new("duty", "value * rate / 100 + net_kg * 0.35", facts => facts.Row is { Value: { } v, Rate: { } r, NetKg: { } n } ? v * r / 100 + n * 0.35m : default(decimal?), true),
        new("net and gross", "net_kg <= gross_kg and gross_kg - net_kg <= gross_kg * 0.15",
            facts => facts.Row is { NetKg: { } n, GrossKg: { } g } ? n <= g && g - n <= g * 0.15m : default(bool?), true),
        new("dates", "landed_on <= caught_on + duration(\"P60D\")", facts => facts.Row is { CaughtOn: { } c, LandedOn: { } l } ? l <= c.AddDays(60) : default(bool?), false),
        new("a pattern", "matches(hs_code, \"^(0[1-9]|[1-8][0-9]|9[0-7])[0-9]{4}$\")", facts => (bool?)Code().IsMatch(facts.Row.HsCode), false),
        new("text and codes", "starts with(vessel, \"AT\") and string length(vessel) = 9 and gear in (\"PS\", \"LL\", \"BB\")",
            facts => facts.Row.Vessel.StartsWith("AT", StringComparison.Ordinal) && facts.Row.Vessel.Length == 9 && facts.Row.Gear is "PS" or "LL" or "BB", false),
        new("decision table of 100 rows", "bands[from <= weight_kg and weight_kg < to and band = gear][1].fee", facts => Fee(facts), false, Fees()),
    ];

    private static DecisionTable Fees()
    {
        var rows = Band.Hundred().Select((band, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1},\"[{band.From}..{band.To})\",\"\"\"{band.Gear}\"\"\",{band.Fee}"));
        var (table, findings) = TableSheet.Read($"U,weight_kg,gear,-> fee\n{string.Join('\n', rows)}\n");
        return table ?? throw new CannotMeasure(string.Join(", ", findings));
    }

    private static Answer Fee(Facts facts)
    {
        if (facts.Row.WeightKg is not { } weight)
            return default;
        foreach (var band in facts.Bands)
            if (band.From <= weight && weight < band.To && band.Gear == facts.Row.Gear)
                return band.Fee;
        return default;
    }

    private static Answer ThreeClauses(Catch row)
    {
        if (row.WeightKg is not { } weight)
            return default;
        return weight > 0 && weight <= 25000 && (row.Fish is not { } fish || weight / fish <= 800);
    }

    private static Answer Total(Facts facts)
    {
        var total = 0m;
        foreach (var row in facts.Catches)
        {
            if (row.Gear != "PS")
                continue;
            if (row.WeightKg is not { } weight)
                return default;
            total += weight;
        }
        return total <= facts.Quota;
    }

    private static Answer Every(Facts facts)
    {
        var blank = false;
        foreach (var row in facts.Catches)
        {
            if (row.WeightKg < 0 || row.NetKg > row.GrossKg)
                return false;
            blank |= row.WeightKg is null || row.NetKg is null || row.GrossKg is null;
        }
        return blank ? default(bool?) : true;
    }

    private static Answer Blanks(Facts facts)
    {
        var blanks = 0;
        foreach (var row in facts.Catches)
            if (row.WeightKg is null)
                blanks++;
        return blanks <= 3;
    }

    [GeneratedRegex("^(0[1-9]|[1-8][0-9]|9[0-7])[0-9]{4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}
