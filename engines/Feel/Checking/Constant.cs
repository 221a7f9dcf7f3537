using Entente.Feel.Syntax;

namespace Entente.Feel.Checking;

/// <summary>What can be said of an expression without any data.</summary>
internal static class Constant
{
    /// <summary>Always true or always false; null when it depends.</summary>
    public static bool? Truth(Node node) => node switch
    {
        BooleanLiteral literal => literal.Value,
        Binary { Operator: Operator.And } and => Both(Truth(and.Left), Truth(and.Right)),
        Binary { Operator: Operator.Or } or => !Both(!Truth(or.Left), !Truth(or.Right)),
        Binary binary => Compared(binary.Operator, Order(binary.Left, binary.Right)),
        Call { Function: Name { Text: "not" }, Arguments: [var argument] } => !Truth(argument.Value),
        _ => null,
    };

    /// <summary>How two literals of one kind stand to each other.</summary>
    public static int? Order(Node a, Node b) => (Unsigned(a), Unsigned(b)) switch
    {
        ((NumberLiteral x, var less), (NumberLiteral y, var more)) => (less ? x.Value.Negate() : x.Value).CompareTo(more ? y.Value.Negate() : y.Value),
        ((TextLiteral x, _), (TextLiteral y, _)) => string.CompareOrdinal(x.Text, y.Text),
        ((BooleanLiteral x, _), (BooleanLiteral y, _)) => x.Value == y.Value ? 0 : null,
        _ => null,
    };

    /// <summary>For a literal number whether it can be a place in a list: whole and not zero. Null for anything else.</summary>
    public static bool? Whole(Node node) => Unsigned(node) is (NumberLiteral literal, _) ? literal.Value.IsInteger && literal.Value.Sign != 0 : null;

    public static bool IsZero(Node node) => node is NumberLiteral { Value.Sign: 0 };

    private static (Node Node, bool Negated) Unsigned(Node node) => node is Negation { Of: NumberLiteral number } ? (number, true) : (node, false);

    private static bool? Both(bool? a, bool? b) => a == false || b == false ? false : a & b;

    private static bool? Compared(Operator sign, int? order) => sign switch
    {
        Operator.Equal => order == 0 ? true : order is null ? null : false,
        Operator.NotEqual => order is null ? null : order != 0,
        Operator.Less => order < 0 && order is not null ? true : order is null ? null : false,
        Operator.LessOrEqual => order is null ? null : order <= 0,
        Operator.Greater => order is null ? null : order > 0,
        Operator.GreaterOrEqual => order is null ? null : order >= 0,
        _ => null,
    };
}
