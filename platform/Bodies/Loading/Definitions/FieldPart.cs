using System.Text.RegularExpressions;
using Entente.Bodies.Definitions;

namespace Entente.Bodies.Loading.Definitions;

/// <summary>One field of a section.</summary>
/// <param name="before">The fields of the section that stand before it.</param>
/// <param name="confidential">Whether the section is.</param>
internal sealed partial class FieldPart(Reading reading, string section, IReadOnlyList<Field> before, bool confidential)
{
    private const string Nobody = "Nobody types a computed answer.";

    private FileFindings Findings => reading.Findings;

    public Field? Read(MapReader fields, YamlEntry entry)
    {
        var (code, place) = (entry.Key.Value, $"sections.{section}.fields.{entry.Key.Value}");
        if (fields.Inner(entry, place) is not { } map)
        {
            reading.IsUnsure = true;
            return null;
        }
        var type = Type(map);
        var scope = FormulaScope.Of(section);
        var field = new Field(code, type ?? FieldType.Text, reading.Text(map, "name", $"{place}."), reading.Optional(map, "help", $"{place}."), reading.Optional(map, "hint", $"{place}."))
        {
            Computed = reading.Formula(map, "computed", scope, Wanted.Of(section, code), settles: $"{section}.{code}"),
            Visible = reading.Formula(map, "visible", scope, Wanted.Truth, settles: $"{section}.{code}"),
            ShownTo = reading.Audience(map, "shown-to"),
            Choices = reading.Choices(map),
            OpensWithin = reading.OpensWithin(map),
            Confidential = map.Flag("confidential") ?? confidential,
        };
        if (field.Computed is not null)
            RefuseTyped(map, type);
        field = field with
        {
            Required = reading.Formula(map, "required", scope, Wanted.Truth) ?? "false",
            Default = reading.Formula(map, "default", scope, Wanted.Of(section, code)),
            May = May(map),
        };
        if (type is null)
            Pass(map);
        else
            field = Settings(field, map);
        map.Close();
        return field;
    }

    private FieldType? Type(MapReader map)
    {
        var word = map.Word("type");
        if (word is not null && FieldWords.Types.TryGetValue(word.Value, out var type))
            return type;
        if (word is not null)
            Findings.AddUnknown(word.At, "unknown-type", $"There is no type \"{word.Value}\".", word.Value, FieldWords.Types.Keys);
        reading.IsUnsure = true;
        return null;
    }

    private static void RefuseTyped(MapReader map, FieldType? type)
    {
        foreach (var key in new[] { "default", "required", "may" })
            map.Refuse(key, $"\"{key}\" does not go with \"computed\".", Nobody + " Remove one of the two.");
        if (type == FieldType.File)
            map.Refuse("computed", "A file cannot be computed.", "Remove \"computed\".");
    }

    // With an unknown type it is not known what does not go with it.
    private static void Pass(MapReader map)
    {
        foreach (var setting in FieldWords.Settings.Keys)
            map.Take(setting, required: false);
    }

    private List<AnswerKind> May(MapReader map)
    {
        var kinds = new List<AnswerKind>();
        foreach (var word in map.Words("may", required: false) ?? [])
        {
            if (FieldWords.May.TryGetValue(word.Value, out var kind))
                kinds.Add(kind);
            else
                Findings.AddUnknown(word.At, "unknown-value", $"Instead of a value nobody can say \"{word.Value}\".", word.Value, FieldWords.May.Keys);
        }
        // The order in which they are written says nothing, so that it makes no version.
        kinds.Sort();
        return kinds;
    }

    private Field Settings(Field field, MapReader map)
    {
        foreach (var (setting, types) in FieldWords.Settings)
        {
            if (!types.Contains(field.Type))
                map.Refuse(setting, $"A field of type \"{FieldWords.Of(field.Type)}\" has no \"{setting}\".", $"Remove it; it goes with: {FieldWords.Fitting(setting)}.");
        }
        return field.Type switch
        {
            FieldType.Text => field with { Longest = map.Whole("longest", 1, 4000) ?? 200, Pattern = Pattern(map) },
            FieldType.LongText => field with { Longest = map.Whole("longest", 1, 100_000) ?? 10_000, Pattern = Pattern(map) },
            FieldType.Whole or FieldType.Exact or FieldType.Money => new NumberPart(reading).Read(field, map),
            FieldType.Hs => field with { Places = Figures(map) },
            FieldType.Code or FieldType.Codes => Coded(field, map),
            FieldType.Reference => field with { References = reading.Other(map.Word("to")) },
            FieldType.Place => field with { Box = new BoxPart(map).Read() },
            FieldType.File => field with { Accept = Accept(map) },
            _ => field,
        };
    }

    private string? Pattern(MapReader map)
    {
        if (map.Formula("pattern") is not { } pattern)
            return null;
        if (Patterns.Problem(pattern.Value) is { } problem)
            Findings.Add(pattern.At, "pattern", problem, "It is an expression as the function \"matches\" has it: '[A-Z]{2}[0-9]+', in single quotes.");
        return pattern.Value;
    }

    private int Figures(MapReader map)
    {
        var word = map.Word("places", required: false);
        if (word is null)
            return 6;
        if (word.Value is not ("2" or "4" or "6" or "8" or "10"))
            Findings.Add(word.At, "number", $"An HS code has no {word.Value} figures.", "Write 2, 4, 6, 8 or 10.");
        return int.TryParse(word.Value, System.Globalization.CultureInfo.InvariantCulture, out var figures) ? figures : 6;
    }

    private Field Coded(Field field, MapReader map)
    {
        field = field with { List = reading.List(map.Word("list")), Longest = field.Type == FieldType.Codes ? map.Whole("longest", 1, 1000) : null };
        return map.Word("within", required: false) is { } within ? field with { Within = Within(field, within) } : field;
    }

    private string Within(Field field, YamlText within)
    {
        var parent = before.FirstOrDefault(other => other.Code == within.Value);
        if (parent is null)
            Findings.AddUnknown(within.At, "unknown-field", $"No field \"{within.Value}\" stands before this one in the section.", within.Value, before.Where(other => other.Type == FieldType.Code).Select(other => other.Code));
        else if (parent.Type != FieldType.Code)
            Findings.Add(within.At, "within", $"\"{within.Value}\" is no field of one code.", "The parent is chosen in a field of type \"code\".");
        else if (field.List is { } list && parent.List is { } above && list != above && reading.Body.List(list) is { } known && !known.Columns.Any(column => column.List == above))
            Findings.Add(within.At, "within", $"The codes of \"{list}\" have no parent in \"{above}\".", $"Take both from one list, whose column \"parent\" is looked at, or give \"{list}\" a column \"kind: code, list: {above}\".");
        return within.Value;
    }

    private List<string> Accept(MapReader map)
    {
        var types = map.Words("accept", required: false) ?? [];
        foreach (var type in types.Where(type => !ContentType().IsMatch(type.Value)))
            Findings.Add(type.At, "content-type", $"\"{type.Value}\" is no content type.", "Write it as application/pdf, image/png or image/*.");
        return [.. types.Select(type => type.Value)];
    }

    [GeneratedRegex(@"\A[a-z]+/([a-z0-9][a-z0-9.+-]*|\*)\z", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ContentType();
}
