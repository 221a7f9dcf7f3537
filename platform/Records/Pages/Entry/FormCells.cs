using System.Globalization;
using Entente.Bodies.Definitions;

namespace Entente.Records.Pages.Entry;

/// <summary>What a form of a section sent: its answers, the rows it shows, those that are to go, and which of two answers is right.</summary>
public sealed record FormCells(IReadOnlyList<FormRow> Rows, IReadOnlyList<Guid> Removed, IReadOnlyDictionary<string, Guid> Chosen, long Seen, string Client)
{
    private const int LongestClient = 60;

    public static FormCells From(IFormCollection form, Section section)
    {
        var rows = section.IsTable ? Table(form, section) : [Row(form, section, CellName.Fields, Guid.Empty, null)];
        var removed = form[CellName.Remove].Select(id => Guid.TryParse(id, out var row) ? row : Guid.Empty).Where(row => row != Guid.Empty);
        var chosen = form.Keys.Where(key => key.StartsWith(CellName.Choose, StringComparison.Ordinal) && Guid.TryParse(form[key], out _))
            .ToDictionary(key => key[CellName.Choose.Length..], key => Guid.Parse(form[key].ToString()), StringComparer.Ordinal);
        var client = form[CellName.Client].ToString();
        return new FormCells(rows, [.. removed], chosen, long.TryParse(form[CellName.Seen], CultureInfo.InvariantCulture, out var seen) ? seen : 0,
            client.Length is > 0 and <= LongestClient ? client : Guid.NewGuid().ToString());
    }

    /// <summary>By the names of their inputs.</summary>
    public IReadOnlyDictionary<string, Typed> ByName() => Rows.SelectMany(row => row.Cells.Select(cell => (Name: CellName.Of(row.Number, cell.Key), cell.Value)))
        .ToDictionary(cell => cell.Name, cell => cell.Value, StringComparer.Ordinal);

    private static List<FormRow> Table(IFormCollection form, Section section)
    {
        var rows = new List<FormRow>();
        foreach (var (name, id) in form)
            if (name is ['r', .. var figures] && long.TryParse(figures, CultureInfo.InvariantCulture, out var number) && Guid.TryParse(id, out var row) && row != Guid.Empty)
                rows.Add(Row(form, section, name, row, number));
        return [.. rows.OrderBy(row => row.Number)];
    }

    private static FormRow Row(IFormCollection form, Section section, string name, Guid id, long? number)
    {
        var cells = new Dictionary<string, Typed>(StringComparer.Ordinal);
        foreach (var field in section.Fields)
            if (field.Type == FieldType.File)
            {
                // Files come by themselves; a form can only let go of one.
                if (form.ContainsKey($"{CellName.Of(name, field.Code)}.{CellName.Drop}"))
                    cells.Add(field.Code, Typed.Of(""));
            }
            else if (field.Computed is null && Typed.From(form, CellName.Of(name, field.Code)) is { } typed)
                cells.Add(field.Code, typed);
        return new FormRow(id, number, cells);
    }
}

/// <param name="Number">Its place in the table as the page showed it; null in a section of fields.</param>
public sealed record FormRow(Guid Id, long? Number, IReadOnlyDictionary<string, Typed> Cells);
