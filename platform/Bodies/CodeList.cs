namespace Entente.Bodies;

/// <summary>
/// A list of codes that the body keeps: gears, species, areas. One code may have several rows whose periods do not
/// overlap, when its meaning changed.
/// </summary>
public sealed class CodeList(string code, LocalText name, IReadOnlyList<ListColumn> columns, IReadOnlyList<ListCode> codes)
{
    private readonly ILookup<string, ListCode> _byCode = codes.ToLookup(row => row.Code, StringComparer.Ordinal);

    public string Code { get; } = code;

    public LocalText Name { get; } = name;

    public IReadOnlyList<ListColumn> Columns { get; } = columns;

    public IReadOnlyList<ListCode> Codes { get; } = codes;

    public ListCode? Find(string code, DateOnly day) => _byCode[code].FirstOrDefault(row => row.Period.Contains(day));

    public IEnumerable<ListCode> On(DateOnly day) => Codes.Where(row => row.Period.Contains(day));
}

/// <summary>A column that the body adds to a list, beside code, label, period and parent; a column of codes says from which list.</summary>
public sealed record ListColumn(string Code, LocalText Name, ColumnKind Kind, string? List);

public enum ColumnKind { Text, Number, Date, YesNo, Code }

/// <summary>A row of a list. Values is what stands in the body's own columns, in canonical form, without the blanks.</summary>
public sealed record ListCode(string Code, LocalText Label, Period Period, string? Parent, IReadOnlyDictionary<string, string> Values);
