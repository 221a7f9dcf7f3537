using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>
/// A decision table as written: from DMN, from a CSV file (<see cref="TableSheet"/>), or filled by whoever reads another notation.
/// Every cell is FEEL with its place; nothing is checked before <see cref="PreparedTable.Prepare"/>.
/// </summary>
/// <example>
/// <code>
/// new DecisionTable(HitPolicy.Unique, Aggregation.None,
///     [new("gear"), new("weight_kg")], [new("fee")],
///     [new([new("\"PS\""), new("&gt; 10")], [new("5")])])
/// </code>
/// </example>
/// <param name="Policy">What happens when several rows apply.</param>
/// <param name="Aggregation">What is done with the outputs collected.</param>
/// <param name="Inputs">The columns looked at.</param>
/// <param name="Outputs">The columns answered; one may be without a name.</param>
/// <param name="Rules">The rows, in order.</param>
/// <param name="Name">What the table is called in findings.</param>
/// <param name="At">Where the table stands.</param>
public sealed record DecisionTable(
    HitPolicy Policy,
    Aggregation Aggregation,
    Seq<TableInput> Inputs,
    Seq<TableOutput> Outputs,
    Seq<TableRule> Rules,
    string? Name = null,
    Location At = default);

/// <summary>A column that is looked at.</summary>
/// <param name="Expression">What is looked at, mostly a name.</param>
/// <param name="Type">The type it has to have, as written.</param>
/// <param name="Allowed">Unary tests that say which values can occur.</param>
/// <param name="At">Where the head of the column stands.</param>
public sealed record TableInput(string Expression, string? Type = null, Cell? Allowed = null, Location At = default);

/// <summary>A column that is answered.</summary>
/// <param name="Name">The member of the result; null when there is only one column and the result is its value.</param>
/// <param name="Type">The type it has to have, as written.</param>
/// <param name="Allowed">The values it can have; their order is the priority.</param>
/// <param name="Default">The answer when no row applies.</param>
/// <param name="At">Where the head of the column stands.</param>
public sealed record TableOutput(string? Name = null, string? Type = null, Cell? Allowed = null, Cell? Default = null, Location At = default);

/// <summary>A row.</summary>
/// <param name="Inputs">One cell of unary tests for each input.</param>
/// <param name="Outputs">One expression for each output.</param>
/// <param name="Annotations">What was noted beside the row.</param>
/// <param name="At">Where the row stands.</param>
public sealed record TableRule(Seq<Cell> Inputs, Seq<Cell> Outputs, Seq<string>? Annotations = null, Location At = default);

/// <summary>What happens when several rows of a decision table apply.</summary>
public enum HitPolicy
{
    /// <summary>U: at most one row may apply.</summary>
    Unique,

    /// <summary>A: several rows may apply if they say the same.</summary>
    Any,

    /// <summary>P: the answer that stands first in the allowed values of the outputs.</summary>
    Priority,

    /// <summary>F: the first row that applies.</summary>
    First,

    /// <summary>R: a list of the answers of all rows that apply, in the order of the rows.</summary>
    RuleOrder,

    /// <summary>O: a list of the answers of all rows that apply, in the order of the allowed values of the outputs.</summary>
    OutputOrder,

    /// <summary>C: a list of the answers in any order, or what <see cref="Aggregation"/> makes of them.</summary>
    Collect,
}

/// <summary>What a collecting decision table does with the answers.</summary>
public enum Aggregation
{
    /// <summary>C: lists them.</summary>
    None,

    /// <summary>C+: adds them up.</summary>
    Sum,

    /// <summary>C&lt;: the least.</summary>
    Min,

    /// <summary>C&gt;: the greatest.</summary>
    Max,

    /// <summary>C#: how many.</summary>
    Count,
}
