using System.Globalization;
using System.Text;

namespace Entente.Bench.Records.Bulk;

/// <summary>
/// 240 rules over a table of twenty columns and the rows that break each of them in exactly one row of a hundred: 200 look at their row
/// alone; of the others ten add up the rows of their lot, ten look for rows like theirs, ten look into another table, ten into a list.
/// </summary>
internal static class ManyRules
{
    public const string Code = "many-rules";
    public const string Table = "samples";
    public const string Stations = "stations";
    public const int Rules = 240;
    public const int Columns = 10;

    private static readonly int[] Together = [2, 4, 5, 8, 10];

    public static string Definition()
    {
        var text = new StringBuilder($$"""
            name: Many rules
            declared-by: parties
            shown-to: own
            every: week
            facts:
              zones_known: {list: zones}
            sections:
              {{Stations}}:
                name: Stations
                rows: {least: 0, most: 200}
                fields:
                  station: {type: text, longest: 10, required: true, name: Station}
                  mark: {type: whole, required: true, name: Mark}
              {{Table}}:
                name: Samples
                rows: {least: 1, most: 200000}
                fields:
                  lot: {type: text, longest: 20, required: true, name: Lot}
                  at: {type: text, longest: 10, required: true, name: Station}
                  zone: {type: code, list: zones, required: true, name: Zone}
                  taken: {type: date, required: true, name: Taken on}
                  in_lot_a: {type: whole, required: true, name: First part of the lot}
                  in_lot_b: {type: whole, required: true, name: Second part of the lot}
                  tag_a: {type: text, longest: 20, required: true, name: First tag}
                  tag_b: {type: text, longest: 20, required: true, name: Second tag}
                  method: {type: text, longest: 40, name: Method}
                  valid: {type: yes-no, name: Valid}

            """);
        for (var column = 0; column < Columns; column++)
            text.Append(CultureInfo.InvariantCulture, $"      v{column}: {{type: decimal, places: 2, required: true, name: Value {column}}}\n");
        text.Append("checks:\n");
        foreach (var (number, (that, at)) in Formulas().Index())
            text.Append(CultureInfo.InvariantCulture, $"  rule-{number:000}: {{in: {Table}, that: '{that}', level: warning, says: Rule {number} is broken., at: {at}}}\n");
        return text.ToString();
    }

    public static void Write(string file, int rows, DateOnly week)
    {
        using var text = new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 16);
        text.Write($"lot,at,zone,taken,in_lot_a,in_lot_b,tag_a,tag_b,method,valid,{string.Join(',', Enumerable.Range(0, Columns).Select(column => $"v{column}"))}\n");
        for (var number = 0; number < rows; number++)
        {
            var lot = number / 100;
            text.Write(string.Create(CultureInfo.InvariantCulture, $"L{lot},S{number % 100:00},Z{number % 100:00},{week.AddDays(number % 7):yyyy-MM-dd},{InLot(lot, 1)},{InLot(lot, 51)},{Tag(number, 'A', 0)},{Tag(number, 'B', 50)},Method {number % 12},{(number % 2 == 0 ? "true" : "false")}"));
            for (var column = 0; column < Columns; column++)
                text.Write(string.Create(CultureInfo.InvariantCulture, $",{((number * 7) + (column * 13)) % 100}.25"));
            text.Write('\n');
        }
    }

    private static IEnumerable<(string That, string At)> Formulas()
    {
        for (var column = 0; column < Columns; column++)
            foreach (var form in Forms($"v{column}"))
                yield return (form, $"v{column}");
        for (var part = 0; part < 5; part++)
        {
            yield return ($"sum({Table}[lot = row.lot].in_lot_a) != {100 * (part + 2)}", "in_lot_a");
            yield return ($"sum({Table}[lot = row.lot].in_lot_b) != {100 * (part + 2)}", "in_lot_b");
            yield return ($"count({Table}[tag_a = row.tag_a]) != {Together[part]}", "tag_a");
            yield return ($"count({Table}[tag_b = row.tag_b]) != {Together[part]}", "tag_b");
        }
        for (var part = 0; part < 10; part++)
        {
            yield return ($"sum({Stations}[station = row.at].mark) != {9 * part}", "at");
            yield return ($"sum(zones_known[code = row.zone].rank) != {(9 * part) + 4}", "zone");
        }
    }

    // Of the hundred values that a column takes, each breaks one of these, and no other.
    private static IEnumerable<string> Forms(string v)
    {
        yield return $"{v} <= 99";
        yield return $"{v} >= 1";
        for (var at = 5; at <= 85; at += 10)
        {
            yield return (at / 10 % 3) switch { 0 => $"not({v} between {at} and {at}.5)", 1 => $"{v} != {at}.25", _ => $"floor({v}) != {at}" };
            yield return (at / 10 % 3) switch { 0 => $"({v} < {at + 3} or {v} > {at + 3}.9)", 1 => $"{v} * 2 != {(at + 3) * 2}.5", _ => $"if valid = true then {v} != {at + 3}.25 else abs({v} - {at + 3}) > 0.3" };
        }
    }

    // The hundred rows of a lot hold as much as the rule names, in one lot of a hundred for each of five rules.
    private static int InLot(int lot, int first) => (lot % 100) - first is >= 0 and < 5 and var part ? part + 2 : 1;

    // Of a hundred thousand rows, a thousand each are alike by two, four, five, eight and ten; all others stand alone.
    private static string Tag(int number, char kind, int from)
    {
        var (block, place) = (number / 1000, number % 1000 / 10);
        for (var part = 0; part < Together.Length; part++)
            if (number % 10 == 3 && place - from - (10 * part) is >= 0 and < 10)
                return string.Create(CultureInfo.InvariantCulture, $"{kind}{part}-{((block * 10) + (place % 10)) / Together[part]}");
        return string.Create(CultureInfo.InvariantCulture, $"{kind}{number}");
    }
}
