using System.Globalization;
using Entente.Feel.Checking;
using Entente.Feel.Dmn.Tables;
using Entente.Feel.Syntax;

namespace Entente.Feel.Explaining;

/// <summary>Says which rows of a decision table apply and why, by asking each row that may apply the way a rule is asked.</summary>
internal sealed class RowSentences(PreparedTable prepared, Voice voice)
{
    // Of a table that collects many answers, so many are shown.
    private const int MostRows = 5;

    private readonly Phrases phrases = voice.Phrases;
    private readonly TableGrid grid = prepared.Grid ?? throw new InvalidOperationException("The table has findings.");

    private DecisionTable Table => grid.Table;

    public string Of(Value[] inputs, Limits? limits)
    {
        var outcome = prepared.Rule!.Evaluate(inputs, limits);
        var rows = Rows(inputs, limits).Take(Table.Policy is HitPolicy.Unique or HitPolicy.First ? 1 : MostRows).ToList();
        var said = rows.Count == 0 ? phrases.Fill("table.none", Name()) : rows.Aggregate((all, row) => phrases.Fill("table.and", all, row));
        if (outcome.Value.IsNull && outcome.Problem is { } problem)
            return phrases.Fill("table.and", said, voice.Say(problem));
        return outcome.Value.IsNull ? said : phrases.Fill("table.answer", said, voice.Value(outcome.Value));
    }

    private string Name() => Table.Name is { } name ? voice.Name(name) : phrases["table.this"];

    private IEnumerable<string> Rows(Value[] inputs, Limits? limits)
    {
        var looked = Table.Inputs.Select(input => Parser.Expression(input.Expression, prepared.Scope.Spelled).Tree!).ToArray();
        var values = Array.ConvertAll(looked, node => Rule.Dynamic(node, prepared.Scope).Evaluate(inputs, limits).Value);
        for (var row = 0; row < grid.Rows; row++)
            if (MayApply(row, values) && Why(row, looked, inputs, limits) is { } said)
                yield return said;
    }

    // Cells of constants say so without being evaluated.
    private bool MayApply(int row, Value[] values)
    {
        for (var input = 0; input < values.Length; input++)
            if (grid.Cells[row][input] is { } cell && cell.Accepts(values[input]) != true)
                return false;
        return true;
    }

    private string? Why(int row, Node[] looked, Value[] inputs, Limits? limits)
    {
        var number = (row + 1).ToString(CultureInfo.InvariantCulture);
        var condition = looked.Select((node, input) => Condition(node, Table.Rules[row].Inputs[input].Text)).OfType<Node>().Joined(Operator.And);
        if (condition is null)
            return phrases.Fill("table.always", number, Name());
        var trace = Trace.Of(condition, prepared.Scope, inputs, limits);
        return trace.Outcome.Value.IsTrue ? phrases.Fill("table.row", number, Name(), new Sentences(trace, voice).Of(condition)) : null;
    }

    // What a cell asks, as a rule would: gear = "PS" for "PS", weight_kg > 10 for > 10.
    private Node? Condition(Node looked, string cell)
    {
        if (Parser.UnaryTests(cell, prepared.Scope.Spelled).Tree is not UnaryTests read || read.Tests.Any(test => test is AnyTest))
            return null;
        var condition = read.Tests is [var only] ? Condition(looked, only) : new In(looked, read.Tests);
        return read.Negated ? new Call(new Name("not"), [new Argument(null, condition)]) : condition;
    }

    private static Node Condition(Node looked, Test test) => test switch
    {
        ComparisonTest compared => new Binary(compared.Operator, looked, compared.Than),
        ExpressionTest { Expression: var asked } when asked.Walk().Any(IsTested) => Placed(asked, looked),
        ExpressionTest { Expression: NumberLiteral or TextLiteral or AtLiteral or BooleanLiteral or NullLiteral } same => new Binary(Operator.Equal, looked, same.Expression),
        _ => new In(looked, [test]),
    };

    private static bool IsTested(Node node) => node is Name { Text: "?" };

    private static Node Placed(Node node, Node looked) => IsTested(node) ? looked : node.WithChildren(child => Placed(child, looked));
}
