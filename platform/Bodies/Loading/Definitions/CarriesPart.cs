using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>How answers under the version before become answers under this one.</summary>
internal sealed class CarriesPart(MapReader root, Reading reading, Known known)
{
    public IReadOnlyList<Carry> Read()
    {
        var carries = new List<Carry>();
        foreach (var entry in root.Keyed("carry-over", required: false))
        {
            var to = entry.Key.Value;
            if (!known.Has(to))
                reading.Findings.AddUnknown(entry.Key.At, "unknown-place", $"There is no place \"{to}\".", to, known.Places);
            if (root.Inner(entry, $"carry-over.{to}") is { } map && Carry(map, to) is { } carry)
                carries.Add(carry);
        }
        return carries;
    }

    private Carry? Carry(MapReader map, string to)
    {
        var parts = to.Split('.');
        var field = parts is [var section, var code] && known.Field(section, code) is not null;
        var formula = field ? reading.Formula(map, "as", new FormulaScope(FormulaNames.Old), Wanted.Of(parts[0], parts[1])) : null;
        if (!field)
            map.Refuse("as", "\"as\" works out the answer of one field.", $"Write it for each field: \"{parts[0]}.FIELD\".");
        var from = map.Word("from");
        map.Close();
        if (from is null)
            return null;
        // The version before is not in the folder: only the form can be checked here.
        if (from.Value.Split('.') is not { Length: 1 or 2 } old || !old.All(Codes.IsName) || old.Length != parts.Length)
            reading.Findings.Add(from.At, "place", $"\"{from.Value}\" is not a place of the version before that can become \"{to}\".", parts.Length == 1 ? "Write the section's former code." : "Write section.field, as it was called before.");
        return new Carry(to, from.Value, formula);
    }
}
