namespace Entente.Feel.Syntax;

internal sealed partial class Printing
{
    public static string SignOf(Operator @operator) => @operator switch
    {
        Operator.Or => "or",
        Operator.And => "and",
        Operator.Equal => "=",
        Operator.NotEqual => "!=",
        Operator.Less => "<",
        Operator.LessOrEqual => "<=",
        Operator.Greater => ">",
        Operator.GreaterOrEqual => ">=",
        Operator.Add => "+",
        Operator.Subtract => "-",
        Operator.Multiply => "*",
        Operator.Divide => "/",
        Operator.Power => "**",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
    };

    private static bool Orders(Node node) => node is Binary { Operator: >= Operator.Less and <= Operator.GreaterOrEqual };

    private void BinaryOf(Binary binary)
    {
        var level = Level.Of(binary.Operator);
        // "a < b < c" is refused where it is read.
        Write(binary.Left, Orders(binary) && Orders(binary.Left) ? Level.Sum : level);
        text.Append(' ').Append(SignOf(binary.Operator)).Append(' ');
        Write(binary.Right, level + 1);
    }

    private void NegationOf(Negation negation)
    {
        text.Append('-');
        var start = text.Length;
        Write(negation.Of, Level.Negation);
        // A sign that touches a number belongs to the number.
        if (Letters.IsDigit(text[start]))
        {
            text.Insert(start, ' ');
            MoveGuards(start);
        }
    }

    private void MoveGuards(int from)
    {
        for (var i = guards.Count - 1; i >= 0 && guards[i].End > from; i--)
            guards[i] = new Guard(guards[i].NameStart + 1, guards[i].NameEnd + 1, guards[i].Start + 1, guards[i].End + 1);
    }

    private void BetweenOf(Between between)
    {
        Write(between.Of, Level.Comparison);
        text.Append(" between ");
        Write(between.Low, Level.Sum);
        text.Append(" and ");
        Write(between.High, Level.Sum);
    }

    private void InOf(In @in)
    {
        Write(@in.Of, Level.Comparison);
        text.Append(" in ");
        var start = text.Length;
        if (@in.Tests is [ComparisonTest] or [ExpressionTest])
            TestOf(@in.Tests[0], Level.Sum);
        else
            Enclosed('(', @in.Tests, TestOf, ')');
        if (@in.Tests is [ExpressionTest] && BeginsWithComparison(start))
        {
            // "x in (< 5)" is the test "< 5" and not the value "(< 5)".
            text.Insert(start, '(').Append(')');
            MoveGuards(start);
        }
    }

    private bool BeginsWithComparison(int start) => text[start] == '(' && text[start + 1] is '<' or '>' or '=' or '!';

    private void TestsOf(UnaryTests tests)
    {
        // "not(x)" alone would negate.
        var wrapped = tests.Negated || tests.Tests is [ExpressionTest { Expression: Call { Function: Name { Text: "not" } } }];
        text.Append(tests.Negated ? "not" : "");
        if (wrapped)
            Enclosed('(', tests.Tests, TestOf, ')');
        else
            Parts(tests.Tests, TestOf);
    }

    private void TestOf(Test test) => TestOf(test, Level.None);

    private void TestOf(Test test, int least)
    {
        switch (test)
        {
            case AnyTest:
                text.Append('-');
                break;
            case ComparisonTest comparison:
                text.Append(SignOf(comparison.Operator)).Append(' ');
                Write(comparison.Than, Level.Sum);
                break;
            case ExpressionTest expression:
                Write(expression.Expression, least);
                break;
            default:
                throw new ArgumentException($"A tree cannot hold {test.GetType().Name}.", nameof(test));
        }
    }
}
