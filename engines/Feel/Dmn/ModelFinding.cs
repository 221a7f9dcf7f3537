namespace Entente.Feel.Dmn;

/// <summary>Where something stands in a file. In a table of rows and columns these are the row and the column.</summary>
/// <param name="Line">From 1; 0 when unknown.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
public readonly record struct Location(int Line, int Column);

/// <summary>Something wrong with a model or a decision table. Within an expression, <see cref="Finding.At"/> says where in its text.</summary>
/// <param name="Finding">What is wrong, as code and facts.</param>
/// <param name="At">Where in the file, or the row and column of the sheet.</param>
/// <param name="Element">The decision, type or table it concerns.</param>
/// <param name="Rule">The row of a decision table, from 1; null when it is not about one row.</param>
/// <param name="Column">The column of a decision table, by what its head says.</param>
/// <param name="Source">The file.</param>
public sealed record ModelFinding(Finding Finding, Location At, string? Element = null, int? Rule = null, string? Column = null, string? Source = null);
