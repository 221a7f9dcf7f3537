namespace Entente.Records.Pages.Entry;

/// <summary>One page of a table as it stands in a form: columns, and rows of texts.</summary>
/// <param name="Caption">What the table is, for whoever hears it.</param>
public sealed record Sheet(string Section, string Caption, IReadOnlyList<SheetColumn> Columns, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>Most answers on one page: what a poor line carries in a few seconds.</summary>
    public const int MostCells = 1_200;

    private const int LeastRows = 20;
    private const int MostRows = 200;

    /// <summary>Whether rows come and go; in a table with a row for each code of a list they do not.</summary>
    public bool Grows { get; init; }

    /// <summary>Where the last row of the whole table stands; empty where there is none.</summary>
    public string Last { get; init; } = "";

    /// <summary>Whether the table goes on on another page.</summary>
    public bool More { get; init; }

    /// <summary>How many rows of so many columns one page holds.</summary>
    public static int RowsOnPage(int columns) => Math.Clamp(MostCells / Math.Max(columns, 1), LeastRows, MostRows);
}

/// <summary>A column: what is asked in each row.</summary>
public sealed record SheetColumn(string Field, string Name, string? Hint, SheetKind Kind)
{
    /// <summary>What may be chosen, where it is few enough to stand in the page.</summary>
    public IReadOnlyList<Shared.Components.Option> Choices { get; init; } = [];

    /// <summary>Nothing but the choices: each cell is a list that opens.</summary>
    public bool Closed { get; init; }

    public int? Longest { get; init; }
}

/// <summary>How a cell is typed; a fixed one is worked out, or given with the row.</summary>
public enum SheetKind { Text, Number, Fixed }

/// <summary>A row, with what stands in its cells as people type it, in the order of the columns.</summary>
/// <param name="Number">Its place in the whole table, from 1; that of a row nobody has begun lies after the last.</param>
/// <param name="Problems">By column; null where nothing is wrong in the row.</param>
public sealed record SheetRow(Guid Id, long Number, string[] Texts, IReadOnlyDictionary<int, string>? Problems = null)
{
    public bool Begun { get; init; } = true;

    /// <summary>For a row of a given code that nobody has begun: the code.</summary>
    public string? Code { get; init; }

    /// <summary>The columns that wait for somebody to confirm what was filled in for them.</summary>
    public IReadOnlySet<int>? ToConfirm { get; init; }
}
