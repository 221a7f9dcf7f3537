
namespace Entente.Feel.Dmn.Tables;

/// <summary>A decision table as the analysis sees it.</summary>
/// <param name="Table">As written.</param>
/// <param name="Cells">By row and input; null where a cell does more than compare with constants.</param>
/// <param name="Allowed">What can occur, by input; null when nothing was said, or not by constants.</param>
/// <param name="Kinds">The kinds of the inputs; null when not known.</param>
/// <param name="Answers">By row and output; null where an answer is not a constant.</param>
internal sealed record TableGrid(DecisionTable Table, ConstantCell?[][] Cells, ConstantCell?[] Allowed, Kind?[] Kinds, Value?[][] Answers)
{
    public int Rows => Cells.Length;

    public int Columns => Table.Inputs.Count;

    public bool HasDefault => Table.Outputs.Any(output => output.Default is not null);
}
