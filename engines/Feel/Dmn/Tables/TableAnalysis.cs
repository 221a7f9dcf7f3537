using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>
/// What is true of a table whatever it is given: combinations that no row answers, rows that answer the same combination, rows that never do.
/// Exact for cells that compare with constants; other cells are named in the findings and nothing is claimed of them.
/// A blank input is only looked at where some cell mentions <c>null</c>.
/// </summary>
/// <param name="Gaps">Combinations without a row.</param>
/// <param name="Overlaps">Pairs of rows that apply to the same combination.</param>
/// <param name="Idle">Rows, from 1, that can never apply, or that others before them always keep from applying.</param>
/// <param name="Findings">Those of the above that matter under the table's hit policy, and what could not be looked at.</param>
public sealed record TableAnalysis(Seq<TableGap> Gaps, Seq<TableOverlap> Overlaps, Seq<int> Idle, IReadOnlyList<ModelFinding> Findings);

/// <summary>A combination that no row answers.</summary>
/// <param name="Where">For each input the values concerned, as unary tests; <c>-</c> for all.</param>
/// <param name="Example">One value for each input.</param>
public sealed record TableGap(Seq<string> Where, Seq<Value> Example);

/// <summary>Two rows that apply to the same combination.</summary>
/// <param name="First">A row, from 1.</param>
/// <param name="Second">A later row.</param>
/// <param name="Example">One value for each input.</param>
/// <param name="Differ">Whether their answers differ; null when that depends on what is evaluated.</param>
public sealed record TableOverlap(int First, int Second, Seq<Value> Example, bool? Differ);
