namespace Entente.Shared.Components;

/// <summary>What a figure stands for; the pattern says it beside the colour, for whoever tells colours apart badly.</summary>
public enum Tone { Good, Nil, Late, Bad, Quiet, Plain }

/// <summary>One row of figures, as many as there are categories; null where nothing is known, which is never drawn as zero.</summary>
public sealed record Series(string Name, Tone Tone, IReadOnlyList<decimal?> Values);

/// <summary>A line across the figures that is not to be passed, such as a quota, or at which something begins.</summary>
public sealed record Threshold(string Name, decimal Value);

/// <summary>
/// Figures by category (years, weeks, parties), to be drawn and to be read as a table. Both come from here, so that
/// whoever does not see the drawing misses nothing.
/// </summary>
/// <param name="Title">What the figures are, as the caption says it.</param>
/// <param name="Unit">Of all of them; null: a count.</param>
/// <param name="Category">What the categories are: Year, Week.</param>
public sealed record Chart(string Title, string? Unit, string Category, IReadOnlyList<string> Categories, IReadOnlyList<Series> Series)
{
    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>Where a category leads to the rows behind its figures; null: nowhere.</summary>
    public Func<int, string>? Rows { get; init; }

    public bool IsEmpty => Categories.Count == 0 || Series.All(series => series.Values.All(value => value is null or 0));
}

public enum ChartKind
{
    /// <summary>A bar for each category, its series one upon the other.</summary>
    Stacked,
    /// <summary>A bar for each category and series, side by side.</summary>
    Bars,
    /// <summary>A line for each series.</summary>
    Lines,
}
