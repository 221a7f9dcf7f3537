using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Who owes something, why, and what is told about it: the same for a return and for a register of requirements.</summary>
/// <param name="map">Where it is written: the definition itself, or "obliges".</param>
/// <param name="place">What stands before its texts: nothing, or "obliges.".</param>
internal sealed class OwingPart(MapReader map, Reading reading, string place)
{
    private FileFindings Findings => reading.Findings;

    public string? StatusShownTo()
    {
        if (map.Word("status-shown-to", required: false) is not { } word)
            return null;
        if (word.Value == Sharing.Sealed)
            Findings.Add(word.At, "sealed-kind", "Whether something was declared cannot be sealed.", "Write \"own\" for the party and the body's serving people.");
        else
            reading.Audience(word);
        return word.Value == Sharing.Own ? null : word.Value;
    }

    public IReadOnlyList<int>? Remind() => RemindPart.Read(map, Findings);

    public IReadOnlyList<Because>? Because() => Each("because", "{when: …, says: …}", (inner, at) =>
        new Because(reading.Formula(inner, "when", FormulaScope.Owed, Wanted.Truth), Says(inner, at)));

    public IReadOnlyList<Tightening>? Tightens(Rhythm usual) => Each("tightens", "{every: day, when: …, says: …}", (inner, at) =>
    {
        var every = inner.Choice("every", TraitsPart.Rhythms, usual, required: true);
        if (inner.Take("every", required: false) is YamlText word && !Divides(every, usual))
            Findings.Add(word.At, "tightens", $"\"{word.Value}\" does not divide the usual rhythm.", "Name a shorter one whose periods lie within its periods: days within a week, months within a quarter or a year.");
        return new Tightening(every, reading.Formula(inner, "when", FormulaScope.Owed, Wanted.Truth, required: true) ?? "false", Says(inner, at));
    });

    private List<T>? Each<T>(string key, string sample, Func<MapReader, string, T> read)
    {
        if (map.Take(key, required: false) is not { } node)
            return null;
        if (node is not YamlList list)
        {
            if (node is not YamlBroken)
                Findings.Add(node.At, "wrong-type", $"\"{key}\" must be a list.", $"Write one line for each, with a hyphen: \"- {sample}\".");
            return null;
        }
        var all = new List<T>();
        for (var at = 0; at < list.Items.Count; at++)
        {
            if (list.Items[at] is YamlMap item)
            {
                var inner = new MapReader(item, $"{place}{key}", Findings);
                all.Add(read(inner, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{place}{key}.{at + 1}.")));
                inner.Close();
            }
            else if (list.Items[at] is not YamlBroken)
            {
                Findings.Add(list.Items[at].At, "wrong-type", $"\"{key}\" must list keys and values.", $"Write \"- {sample}\".");
            }
        }
        return all.Count == 0 ? null : all;
    }

    // What stands in braces is worked out when it is said.
    private LocalText Says(MapReader inner, string at)
    {
        var says = reading.Text(inner, "says", at);
        if (inner.Take("says", required: false) is { } node)
            foreach (var formula in Mentions.In(says))
                reading.Formulas.Add(new Formula("says", new YamlText(node.At, formula, Plain: false), FormulaScope.Owed, Wanted.Anything, null));
        return says;
    }

    private static bool Divides(Rhythm small, Rhythm large) => (small, large) switch
    {
        (Rhythm.Day, Rhythm.Week or Rhythm.Month or Rhythm.Quarter or Rhythm.HalfYear or Rhythm.Year) => true,
        (Rhythm.Month, Rhythm.Quarter or Rhythm.HalfYear or Rhythm.Year) => true,
        (Rhythm.Quarter, Rhythm.HalfYear or Rhythm.Year) => true,
        (Rhythm.HalfYear, Rhythm.Year) => true,
        _ => false,
    };
}
