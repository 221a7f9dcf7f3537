using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Interchange;

/// <summary>
/// Which column of a table from outside holds which field: by the field's code, or by its name in any of the body's languages,
/// whatever the case and the spaces; a mark of what is required and a unit in brackets do not matter.
/// </summary>
internal sealed class Columns
{
    /// <summary>The column with the ids of rows, where a file carries them.</summary>
    public const string RowId = "row_id";

    private readonly int[] _columnOf;

    private Columns(int fields) => Array.Fill(_columnOf = new int[fields], -1);

    public int? RowIds { get; private set; }

    public int Matched { get; private set; }

    public int Width { get; private set; }

    public List<Fault> Faults { get; } = [];

    /// <summary>The column of a field by its place in the section; -1 where there is none.</summary>
    public int this[int field] => _columnOf[field];

    public static Columns Match(Section section, IReadOnlyList<string> header)
    {
        var columns = new Columns(section.Fields.Count) { Width = header.Count };
        var names = Names(section);
        for (var column = 0; column < header.Count; column++)
        {
            if (string.IsNullOrWhiteSpace(header[column]))
                continue;
            if (names.TryGetValue(Fold(header[column]), out var fields))
                columns.Take(section, fields, column, header[column]);
            else if (header[column].Trim() is RowId)
                columns.RowIds = column;
            else
                columns.Unknown(section, names, header[column]);
        }
        columns.Missing(section);
        return columns;
    }

    private void Take(Section section, List<int> fields, int column, string heading)
    {
        // Two fields may bear one name; their code settles it, or that the other one has its column already.
        var free = fields.Where(field => _columnOf[field] < 0).ToList();
        if (free.Count == 0)
            Add("column-twice", CheckLevel.Error, section, section.Fields[fields[0]].Code, heading);
        else if (fields.Count > 1)
            Add("column-several-meanings", CheckLevel.Error, section, null, [heading, .. fields.Select(field => section.Fields[field].Code)]);
        else
        {
            _columnOf[free[0]] = column;
            Matched++;
        }
    }

    private void Unknown(Section section, Dictionary<string, List<int>> names, string heading)
    {
        var meant = Fold(heading);
        var near = names.Where(name => Slips.Between(meant, name.Key, 2) <= Math.Min(2, name.Key.Length / 3)).OrderBy(name => Slips.Between(meant, name.Key, 2))
            .SelectMany(name => name.Value).Select(field => section.Fields[field].Code).Distinct().Take(3).ToList();
        // What looks like a slip of the hand would lose a whole column.
        Add(near.Count > 0 ? "column-misspelt" : "column-unknown", near.Count > 0 ? CheckLevel.Error : CheckLevel.Warning, section, null, [CellText.Short(heading.Trim()), .. near]);
    }

    private void Missing(Section section)
    {
        for (var field = 0; field < section.Fields.Count && Matched > 0; field++)
            if (_columnOf[field] < 0 && section.Fields[field] is { Computed: null } missing)
                Add("column-missing", missing.Required == "true" ? CheckLevel.Error : CheckLevel.Note, section, missing.Code, missing.Code);
    }

    private void Add(string rule, CheckLevel level, Section section, string? field, params IReadOnlyList<string> facts) =>
        Faults.Add(new Fault("csv." + rule, level, section.Code, null, null, field, facts));

    private static Dictionary<string, List<int>> Names(Section section)
    {
        var names = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var field = 0; field < section.Fields.Count; field++)
            names[Fold(section.Fields[field].Code)] = [field];
        for (var field = 0; field < section.Fields.Count; field++)
        {
            foreach (var name in section.Fields[field].Name.All.Select(name => Fold(name.Text)).Distinct())
            {
                if (!names.TryGetValue(name, out var fields))
                    names.Add(name, [field]);
                else if (Fold(section.Fields[fields[0]].Code) != name && !fields.Contains(field))
                    fields.Add(field);
            }
        }
        return names;
    }

    private static string Fold(string heading)
    {
        var plain = heading.Trim().TrimEnd('*', ' ', ':');
        if (plain.Length > 3 && plain[^1] is ')' or ']' && plain.LastIndexOfAny(['(', '[']) is > 0 and var unit && plain.Length - unit < 16)
            plain = plain[..unit];
        return Choices.Fold(plain.Replace('_', ' ').Replace('-', ' ').TrimEnd('*', ' '));
    }
}
