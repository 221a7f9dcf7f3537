using System.Text.Json.Nodes;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Browser;

internal sealed partial class PageWriter
{
    private const string Tested = "?";

    private JsonNode? BinaryNode(Binary binary)
    {
        switch (binary.Operator)
        {
            case Operator.And or Operator.Or:
                return Op(binary.Operator == Operator.And ? "and" : "or", [.. Operands(binary).Select(Write)]);
            case Operator.Power:
                return Refuse(binary, "sign", "**");
            case Operator.Multiply or Operator.Divide when !IsNumber(binary.Left) || !IsNumber(binary.Right):
                return Refuse(binary, "sign", binary.Operator == Operator.Multiply ? "*" : "/");
            case < Operator.Add when !IsSimple(binary.Left) || !IsSimple(binary.Right):
                return Refuse(binary, "type", TypeOf(IsSimple(binary.Left) ? binary.Right : binary.Left).Key);
            default:
                return Op(Sign(binary.Operator), Write(binary.Left), Write(binary.Right));
        }
    }

    private static string Sign(Operator op) => op switch
    {
        Operator.Equal => "eq",
        Operator.NotEqual => "ne",
        Operator.Less => "lt",
        Operator.LessOrEqual => "le",
        Operator.Greater => "gt",
        Operator.GreaterOrEqual => "ge",
        Operator.Add => "add",
        Operator.Subtract => "sub",
        Operator.Multiply => "mul",
        _ => "div",
    };

    // a and b and c is one chain, however long.
    private static List<Node> Operands(Binary chain)
    {
        var operands = new List<Node>();
        Node first = chain;
        for (; first is Binary link && link.Operator == chain.Operator; first = link.Left)
            operands.Add(link.Right);
        operands.Add(first);
        operands.Reverse();
        return operands;
    }

    private bool IsNumber(Node node) => TypeOf(node) is SimpleType { Kind: Kind.Number };

    private bool IsSimple(Node node) => TypeOf(node) is SimpleType or TextType;

    private JsonArray BetweenNode(Between between) =>
        Op("between", Simple(between.Of), Simple(between.Low), Simple(between.High));

    private JsonNode? InNode(In within)
    {
        if (!IsSimple(within.Of))
            return Refuse(within, "type", TypeOf(within.Of).Key);
        var of = Write(within.Of);
        var plain = IsShort(of) && !within.Tests.Any(test => test is ExpressionTest { Expression: var expression } && Asks(expression));
        if (plain)
            return Tests(within, of);
        // What is needed more than once is evaluated once, unless it only is a name.
        held.Add(new Held(Tested));
        var tests = Tests(within, Op(Place, held.Count - 1));
        held.RemoveAt(held.Count - 1);
        return Op("let", of, tests);
    }

    private JsonNode? Tests(In within, JsonNode? here)
    {
        var tests = within.Tests.Select(test => TestNode(within.Of, here, test)).ToArray();
        return tests is [var only] ? only : Op("or", tests);
    }

    private static bool IsShort(JsonNode? written) => written is not JsonArray array || array[0]!.GetValue<string>() is "n" or "t" or "b" or "d" or Place;

    private static bool Asks(Node test) => test.Walk().Any(node => node is Name { Text: Tested });

    private JsonNode? TestNode(Node of, JsonNode? here, Test test)
    {
        here = here?.DeepClone();
        return test switch
        {
            ComparisonTest comparison => Op(Sign(comparison.Operator), here, Simple(comparison.Than)),
            ExpressionTest { Expression: ComparisonRange range } => Op(Sign(range.Operator), here, Simple(range.Than)),
            ExpressionTest { Expression: RangeLiteral range } =>
                Op("within", here, (range.ClosedStart ? 2 : 0) + (range.ClosedEnd ? 1 : 0), Write(range.Start), Write(range.End)),
            ExpressionTest { Expression: var expression } => MatchNode(of, here, expression),
            _ => true,
        };
    }

    private JsonNode? MatchNode(Node of, JsonNode? here, Node expression)
    {
        // A ? within another in is that one's.
        if (Asks(expression))
            return expression.Walk().Any(node => node is In) ? Refuse(expression, "form", "test") : Write(expression);
        return TypeOf(expression) switch
        {
            ListType => Op("in", here, Write(expression)),
            SimpleType { Kind: Kind.Boolean } when expression is not (BooleanLiteral or Name or Syntax.Path) || !IsBoolean(of) => Refuse(expression, "form", "test"),
            _ => Op("eq", here, Simple(expression)),
        };
    }

    private bool IsBoolean(Node node) => TypeOf(node) is SimpleType { Kind: Kind.Boolean };

    private JsonNode? Simple(Node node) => IsSimple(node) ? Write(node) : Refuse(node, "type", TypeOf(node).Key);
}
