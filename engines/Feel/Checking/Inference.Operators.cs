using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Checking;

internal sealed partial class Inference
{
    private FeelType BinaryOf(Binary binary)
    {
        switch (binary.Operator)
        {
            case Operator.And or Operator.Or:
                var word = binary.Operator == Operator.And ? "and" : "or";
                Condition(binary.Left, word);
                Condition(binary.Right, word);
                return FeelType.Boolean;
            case Operator.Equal or Operator.NotEqual:
                var (left, right) = BothOf(binary.Left, binary.Right);
                Comparable(binary.At, (binary.Left, left), (binary.Right, right));
                return FeelType.Boolean;
            case Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual:
                (left, right) = BothOf(binary.Left, binary.Right);
                InOrder(binary.At, (binary.Left, left), (binary.Right, right));
                return FeelType.Boolean;
            default:
                return Arithmetic(binary);
        }
    }

    // gear = PS: whoever forgot the quotes is told so, if the other side has such a code.
    private (FeelType Left, FeelType Right) BothOf(Node left, Node right)
    {
        var before = findings.Count;
        var both = (Left: Of(left), Right: Of(right));
        for (var i = before; i < findings.Count; i++)
            if (findings[i] is { Code: "unknown-name" } finding && (IsCode(left, both.Right) || IsCode(right, both.Left)))
                findings[i] = finding with { Suggestion = "\"" + finding.Facts[0] + "\"" };
        return both;
    }

    private static bool IsCode(Node node, FeelType other) =>
        node is Name name && other is TextType { Codes: { } codes } && codes.Contains(name.Text, StringComparer.Ordinal);

    private bool Comparable(Span at, (Node Node, FeelType Type) a, (Node Node, FeelType Type) b)
    {
        if (Types.Alike(a.Type, b.Type))
            return Codes(at, a, b);
        Report("compared-types", at, [a.Type.Key, b.Type.Key]);
        return false;
    }

    private void InOrder(Span at, (Node Node, FeelType Type) a, (Node Node, FeelType Type) b)
    {
        if (!Comparable(at, a, b))
            return;
        if (!Types.HasOrder(a.Type) || !Types.HasOrder(b.Type))
            Report("no-order", at, [(Types.HasOrder(a.Type) ? b : a).Type.Key]);
        else if (a.Node is NullLiteral || b.Node is NullLiteral)
            Report("always-null", at, ["null"]);
    }

    /// <summary>Reports codes that cannot occur on the other side; false when no two can be the same.</summary>
    private bool Codes(Span at, (Node Node, FeelType Type) a, (Node Node, FeelType Type) b)
    {
        if (CodesOf(a.Type) is { } x && CodesOf(b.Type) is { } y && !x.Intersect(y, StringComparer.Ordinal).Any())
        {
            Report("compared-codes", at, [Listed(x), Listed(y)]);
            return false;
        }
        return InCodes(a.Node, CodesOf(b.Type)) & InCodes(b.Node, CodesOf(a.Type));
    }

    private static Seq<string>? CodesOf(FeelType type) => type switch
    {
        TextType text => text.Codes,
        ListType list => CodesOf(list.Member),
        _ => null,
    };

    private bool InCodes(Node node, Seq<string>? codes)
    {
        switch (node)
        {
            case TextLiteral literal when codes is not null && !codes.Contains(literal.Text, StringComparer.Ordinal):
                var near = Nearest.To(literal.Text, codes);
                Report("unknown-code", literal.At, [literal.Text, Listed(codes)], near is null ? null : "\"" + near + "\"");
                return false;
            case ListLiteral list:
                return list.Items.Aggregate(true, (good, item) => good & InCodes(item, codes));
            case If choice:
                return InCodes(choice.Then, codes) & InCodes(choice.Else, codes);
            default:
                return true;
        }
    }

    private static string Listed(Seq<string> codes) => string.Join(", ", codes.Take(12)) + (codes.Count > 12 ? ", …" : "");

    private FeelType Arithmetic(Binary binary)
    {
        var (left, right) = (Of(binary.Left), Of(binary.Right));
        if (binary.Left is NullLiteral || binary.Right is NullLiteral)
            Report("always-null", binary.At, ["null"]);
        else if (binary.Operator == Operator.Divide && Constant.IsZero(binary.Right))
            Report("divided-by-zero", binary.At, []);
        var result = Checking.Arithmetic.Result(binary.Operator, left, right);
        if (result is null)
            Report("arithmetic-types", binary.At, [Checking.Arithmetic.Sign(binary.Operator), left.Key, right.Key]);
        return result ?? Any;
    }

    private FeelType NegationOf(Negation negation)
    {
        var of = Of(negation.Of);
        if (of is AnyType or SimpleType { Kind: Kind.Null or Kind.Number or Kind.DaysDuration or Kind.YearsDuration })
            return of;
        Report("negated-type", negation.At, [of.Key]);
        return Any;
    }

    private FeelType IfOf(If choice)
    {
        Condition(choice.Condition, "if");
        if (Constant.Truth(choice.Condition) is { } known)
            Report("unreachable-branch", (known ? choice.Else : choice.Then).At, [known ? "else" : "then"]);
        return Types.Join(Of(choice.Then), Of(choice.Else));
    }

    private void Condition(Node condition, string where)
    {
        var type = Of(condition);
        if (type is not (AnyType or SimpleType { Kind: Kind.Boolean or Kind.Null }))
            Report("condition-type", condition.At, [where, type.Key]);
    }
}
