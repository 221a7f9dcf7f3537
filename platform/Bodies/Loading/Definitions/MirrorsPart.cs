using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>Which other return says the same from the other side, and how the two are held against each other.</summary>
internal sealed class MirrorsPart(MapReader root, Reading reading, Known known)
{
    // What has several values, or none that two parties would ever write alike, tells no rows apart.
    private static readonly FieldType[] Unlike = [FieldType.LongText, FieldType.File, FieldType.Place, FieldType.Codes, FieldType.Period, FieldType.Money, FieldType.Reference];

    private FileFindings Findings => reading.Findings;

    public Mirror? Read(Rhythm every)
    {
        if (!root.Has("mirrors") || root.Map("mirrors", "mirrors") is not { } map)
            return null;
        var (name, side, theirs) = (reading.Text(map, "name", "mirrors."), reading.Text(map, "side", "mirrors."), reading.Text(map, "their-side", "mirrors."));
        var (other, section, partner, figure, agree) = (map.Word("return"), map.Word("section"), map.Word("partner"), map.Word("figure"), map.Words("agree") ?? []);
        var (theirSection, theirPartner) = (map.Word("their-section", required: false) ?? section, map.Word("their-partner", required: false) ?? partner);
        var within = Within(map);
        map.Close();
        reading.Other(other, DefinitionKind.Return);
        if (other is null || section is null || partner is null || figure is null || theirSection is null || theirPartner is null)
            return null;
        if (known.Section(section.Value) is not { IsTable: true })
        {
            Findings.AddUnknown(section.At, "unknown-section", $"There is no table \"{section.Value}\".", section.Value, known.Tables);
            return null;
        }
        if (every == Rhythm.Once)
            Findings.Add(map.At, "mirror", "A return that is made once has no periods.", "Only what is declared for periods can be held against each other.");
        Mine(section.Value, partner, IsPartner, "Name a field of type \"party\", or \"code\" with the list \"countries\".");
        Mine(section.Value, figure, IsFigure, "Name a field of type \"whole\" or \"decimal\".");
        foreach (var word in agree)
            Mine(section.Value, word, field => !Unlike.Contains(field.Type), "Name fields with one short value: a code, a text, a number, a date.");
        reading.Across.Add(new Across(others => Theirs(others, every, other, section.Value, theirSection, theirPartner, [.. agree, figure])));
        return new Mirror(name, side, theirs, other.Value, section.Value, theirSection.Value, partner.Value, theirPartner.Value, [.. agree.Select(word => word.Value)], figure.Value) { WithinPercent = within.Percent, WithinAmount = within.Amount };
    }

    private static (decimal Percent, decimal Amount) Within(MapReader map)
    {
        if (!map.Has("within") || map.Map("within", "mirrors.within") is not { } inner)
            return default;
        var within = (Least(inner, "percent", 100), Least(inner, "amount", decimal.MaxValue));
        inner.Close();
        return within;
    }

    private static decimal Least(MapReader map, string key, decimal most)
    {
        if (map.Number(key) is not { } number)
            return 0;
        if (number >= 0 && number <= most)
            return number;
        map.Findings.Add(map.At, "number", $"\"{key}\" cannot be {number.ToString(System.Globalization.CultureInfo.InvariantCulture)} in mirrors.within.", "Write a number that is not below 0, and a percentage of at most 100.");
        return 0;
    }

    private void Mine(string section, YamlText word, Func<Field, bool> fits, string mend)
    {
        if (known.Field(section, word.Value) is not { } field)
            Findings.AddUnknown(word.At, "unknown-field", $"\"{section}\" has no field \"{word.Value}\".", word.Value, known.FieldsOf(section));
        else if (!fits(field))
            Findings.Add(word.At, "wrong-field", $"\"{word.Value}\" is a field of type \"{FieldWords.Of(field.Type)}\", which does not serve here.", mend);
        else
            Open(word, field, "");
    }

    // A row of which a reader sees a part would be held against another as if the rest were nothing.
    private void Open(YamlText word, Field field, string of)
    {
        if (field.HasOwnReaders)
            Findings.Add(word.At, "wrong-field", $"\"{word.Value}\"{of} has other readers than its row.", "Whoever reads the row has to see what is compared: remove \"shown-to\", \"may-choose\" and \"opens-within\" there.");
        if (field.Confidential)
            Findings.Add(word.At, "confidential", $"\"{word.Value}\"{of} is confidential.", "What is compared stands in plain words: name another field, or remove \"confidential\".");
    }

    private void Theirs(IReadOnlyDictionary<string, Definition> others, Rhythm every, YamlText other, string mine, YamlText section, YamlText partner, IReadOnlyList<YamlText> alike)
    {
        if (!others.TryGetValue(other.Value, out var theirs) || theirs.Traits.Return is not { } trait)
            return;
        if (other.Value == reading.Code)
            Findings.Add(other.At, "mirror", "A return is not the mirror of itself.", "Name the return in which the other side declares.");
        if (trait.Every != every)
            Findings.Add(other.At, "mirror", $"\"{other.Value}\" has another rhythm.", "Only returns of the same rhythm can be held against each other.");
        if (theirs.Section(section.Value) is not { IsTable: true } table)
        {
            Findings.AddUnknown(section.At, "unknown-section", $"\"{other.Value}\" has no table \"{section.Value}\".", section.Value, theirs.Sections.Where(one => one.IsTable).Select(one => one.Code));
            return;
        }
        Found(table, partner, other.Value, IsPartner);
        foreach (var word in alike)
            Found(table, word, other.Value, field => known.Field(mine, word.Value) is not { } own || Same(own, field));
    }

    private void Found(Section table, YamlText word, string other, Func<Field, bool> fits)
    {
        if (table.Field(word.Value) is not { } field)
            Findings.AddUnknown(word.At, "unknown-field", $"\"{table.Code}\" of \"{other}\" has no field \"{word.Value}\".", word.Value, table.Fields.Select(one => one.Code));
        else if (!fits(field))
            Findings.Add(word.At, "wrong-field", $"\"{word.Value}\" of \"{other}\" does not hold the same: another type, list or unit.", "What is compared has the same type, list and unit in both.");
        else
            Open(word, field, $" of \"{other}\"");
    }

    private static bool Same(Field one, Field other) => one.Type == other.Type && one.List == other.List && one.Unit == other.Unit;

    private static bool IsPartner(Field field) => field.Type == FieldType.Party || field is { Type: FieldType.Code, List: "countries" };

    private static bool IsFigure(Field field) => field.Type is FieldType.Whole or FieldType.Exact;
}
