using System.Globalization;
using System.IO.Compression;
using Entente.Bodies.Definitions;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>The lists that cells choose from, side by side on a hidden sheet: what is shown, and the parent's code where there is one.</summary>
internal sealed class WorkbookLists(CellText cells, Language language)
{
    public const string Sheet = "_lists";
    private const int LongestPrompt = 250;

    private readonly List<(string Key, List<Choice> Choices)> _lists = [];

    /// <summary>The rule for a range of cells of a field: a list, or a hint alone; null where there is neither.</summary>
    /// <param name="parent">The first cell of the field that this one lies within.</param>
    public string? Rule(Field field, string range, string? parent, string notInList)
    {
        var prompt = Prompt(field);
        var (type, formula) = field.Type switch
        {
            FieldType.YesNo => ("list", $"\"{CellWords.Yes(language, true)},{CellWords.Yes(language, false)}\""),
            FieldType.Code or FieldType.Party or FieldType.Reference when cells.ChoicesOf(field) is { All.Count: > 0 } choices => ("list", Range(field, choices, parent)),
            _ => ("none", ""),
        };
        if (type == "none" && prompt.Length == 0)
            return null;
        var hint = prompt.Length == 0 ? "" : $" showInputMessage=\"1\" prompt=\"{WorkbookParts.Escape(prompt)}\"";
        // A warning and no refusal: a code alone, or "n/a", is understood too.
        var error = type == "none" ? "" : $" showErrorMessage=\"1\" errorStyle=\"warning\" error=\"{WorkbookParts.Escape(notInList)}\"";
        return $"<dataValidation type=\"{type}\" allowBlank=\"1\"{hint}{error} sqref=\"{range}\">{(type == "none" ? "" : $"<formula1>{WorkbookParts.Escape(formula)}</formula1>")}</dataValidation>";
    }

    public void Write(ZipArchive zip, int number)
    {
        using var sheet = new SheetWriter(zip, number, false, 0, [.. _lists.SelectMany(_ => new[] { (40d, SheetStyle.Plain, false), (12d, SheetStyle.Plain, false) }).DefaultIfEmpty((10d, SheetStyle.Plain, false))]);
        for (var row = 0; row < _lists.Select(list => list.Choices.Count).DefaultIfEmpty(0).Max(); row++)
            sheet.Row([.. _lists.SelectMany(list => row < list.Choices.Count
                ? new[] { SheetCell.Of(Shown(list.Choices[row], list.Key), SheetStyle.Text), SheetCell.Of(list.Choices[row].Parent, SheetStyle.Text) }
                : [default, default])]);
        sheet.End(true, [], [], null, notes: false);
    }

    private string Range(Field field, Choices choices, string? parent)
    {
        var key = $"{field.Type}:{field.List ?? field.References}";
        var at = _lists.FindIndex(list => list.Key == key);
        if (at < 0)
        {
            at = _lists.Count;
            // Together by parent, so that what lies within one is one range.
            _lists.Add((key, [.. choices.All.Where(choice => choice.InForce).OrderBy(choice => choice.Parent, StringComparer.Ordinal)]));
            _written[key] = choices;
        }
        var (shown, parents) = (Letter(at * 2), Letter((at * 2) + 1));
        var last = Math.Max(_lists[at].Choices.Count, 1).ToString(CultureInfo.InvariantCulture);
        if (parent is null)
            return $"{Sheet}!${shown}$1:${shown}${last}";
        var code = $"LEFT({parent},FIND(\" – \",{parent}&\" – \")-1)";
        var all = $"{Sheet}!${parents}$1:${parents}${last}";
        return $"OFFSET({Sheet}!${shown}$1,MATCH({code},{all},0)-1,0,COUNTIF({all},{code}),1)";
    }

    private readonly Dictionary<string, Choices> _written = new(StringComparer.Ordinal);

    private string Shown(Choice choice, string list)
    {
        var text = _written[list].Write(choice.Code, language.Code, CodeStyle.Both);
        return CellGuard.BeginsLikeFormula(text) ? "'" + text : text;
    }

    private string Prompt(Field field)
    {
        var parts = new[] { field.Hint?.In(language.Code).Text, field.Help?.In(language.Code).Text }.Where(part => !string.IsNullOrWhiteSpace(part));
        var prompt = Mentions.Unfilled(string.Join("\n", parts));
        return prompt.Length > LongestPrompt ? string.Concat(prompt.AsSpan(0, LongestPrompt - 1), "…") : prompt;
    }

    private static string Letter(int column) => SheetCell.Name(column, 1)[..^1];
}
