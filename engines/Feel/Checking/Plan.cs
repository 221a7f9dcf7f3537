using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>
/// How a rule is evaluated over tables that are read as streams. Every use of a table became a call of a function of the plan,
/// which answers from what was gathered while the table went by: <c>count(register[id = row.id]) &gt; 0</c> became <c>$0(row.id) &gt; 0</c>.
/// </summary>
/// <param name="Kind">What it looks at.</param>
/// <param name="PerRow">Whether it has an outcome for every row of the scope's table, or one for the whole.</param>
/// <param name="Turn">Of a rule with an outcome per row, the pass over the rows in which it is evaluated; otherwise the end.</param>
/// <param name="Rest">The rule with the calls in it.</param>
/// <param name="Scope">The scope of the rule, and after its names those of the plan.</param>
/// <param name="Gathered">What is gathered; each may call those before it.</param>
public sealed record Plan(PlanKind Kind, bool PerRow, int Turn, Node Rest, Scope Scope, Seq<Gathered> Gathered)
{
    /// <summary>The last turn: everything has gone by.</summary>
    public const int End = 5;
}

/// <summary>What a rule looks at.</summary>
public enum PlanKind
{
    /// <summary>One row, or values that do not change with the rows.</summary>
    Row,

    /// <summary>Totals, counts, least and greatest values of a table.</summary>
    Fold,

    /// <summary>The rows of a table that equal something, found through an index of their keys.</summary>
    Join,
}

/// <summary>What is gathered while the rows of a table go by, and answered to a call.</summary>
/// <param name="Name">The name by which it is called: <c>$0</c>.</param>
/// <param name="Table">The table.</param>
/// <param name="Item">The name that holds a row of it in the expressions below.</param>
/// <param name="Fold">What is made of the rows.</param>
/// <param name="Keys">What is equal to the arguments of the call, in their order; without keys all rows count.</param>
/// <param name="Filter">Which rows count; null for all.</param>
/// <param name="Value">What is looked at in a row; null for a count.</param>
/// <param name="Turn">
/// When: 0, 2 and 4 are passes over other tables, 1 and 3 the passes over the rows that are checked.
/// </param>
/// <param name="At">Where it stands in the rule.</param>
public sealed record Gathered(string Name, Table Table, string Item, Fold Fold, Seq<Node> Keys, Node? Filter, Node? Value, int Turn, Span At)
{
    internal IEnumerable<Node> Nodes => Keys.Concat(new[] { Filter, Value }.OfType<Node>());

    /// <summary>The same without names, which differ from rule to rule.</summary>
    internal Gathered Anonymous() => this with
    {
        Name = "",
        Item = "",
        Keys = [.. Keys.Select(k => k.Renamed(Item, "$item"))],
        Filter = Filter?.Renamed(Item, "$item"),
        Value = Value?.Renamed(Item, "$item"),
    };
}

/// <summary>What is made of rows that go by.</summary>
public enum Fold
{
    /// <summary>How many.</summary>
    Count,

    /// <summary>How many different values.</summary>
    Distinct,

    /// <summary>The total.</summary>
    Sum,

    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The product.</summary>
    Product,

    /// <summary>The least.</summary>
    Min,

    /// <summary>The greatest.</summary>
    Max,

    /// <summary>What the function <c>any</c> makes of them.</summary>
    Any,

    /// <summary>What the function <c>all</c> makes of them.</summary>
    All,

    /// <summary>Whether it holds for one, as <c>some</c> asks.</summary>
    Some,

    /// <summary>Whether it holds for every one, as <c>every</c> asks.</summary>
    Every,

    /// <summary>The value of the first.</summary>
    First,

    /// <summary>The rows themselves, of the same key: what is asked of them is asked when they were found.</summary>
    Rows,
}
