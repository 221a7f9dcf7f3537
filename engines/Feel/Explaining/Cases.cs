using Entente.Feel.Dmn.Tables;
using Entente.Feel.Running;
using Entente.Feel.Syntax;

namespace Entente.Feel.Explaining;

/// <summary>Puts combinations of inputs of a decision table into words.</summary>
internal sealed class Cases(Voice voice)
{
    private readonly Phrases phrases = voice.Phrases;

    /// <summary>"*gear* is “LL” and *weight_kg* is 12.5", of names and values as they are written.</summary>
    public string Of(ReadOnlySpan<string> pairs)
    {
        var cases = new List<string>();
        for (var at = 0; at + 1 < pairs.Length; at += 2)
            cases.Add(Is(voice.Name(pairs[at]), Parser.Expression(pairs[at + 1]).Tree is { } tree ? Read(tree) : null, pairs[at + 1]));
        return cases.Count == 0 ? phrases["case.any"] : phrases.Join(cases, "list.and");
    }

    /// <summary>"*gear* is “LL” and *weight_kg* is above 500, for instance 501"</summary>
    public string Where(DecisionTable table, TableGap gap)
    {
        var cases = new List<string>();
        for (var input = 0; input < gap.Where.Count; input++)
            if (gap.Where[input] != "-")
                cases.Add(Where(voice.Name(table.Inputs[input].Expression), gap.Where[input], gap.Example[input]));
        return phrases.Join(cases, "list.and");
    }

    private string Where(string name, string tests, in Value example)
    {
        if (Parser.UnaryTests(tests).Tree is not UnaryTests { Tests: var read } cell)
            return phrases.Fill("case.test", name, voice.Code(tests));
        if (!cell.Negated && read is [ExpressionTest { Expression: not RangeLiteral }])
            return Tested(name, read[0], tests);
        var said = cell.Negated
            ? phrases.Fill("case.not", name, phrases.Join([.. read.Select(test => test is ExpressionTest one && Read(one.Expression) is { } value ? voice.Value(value) : voice.Code(tests))], "list.or"))
            : phrases.Join([.. read.Select(test => Tested(name, test, tests))], "list.or");
        return phrases.Fill("case.example", said, voice.Value(example));
    }

    private string Tested(string name, Test test, string written) => test switch
    {
        ComparisonTest compared when Read(compared.Than) is { } than => phrases.Fill(Bound(compared.Operator, than), name, voice.Value(than)),
        ExpressionTest { Expression: RangeLiteral range } when Read(range.Start) is { } low && Read(range.End) is { } high => phrases.Join(
            [
                phrases.Fill(Bound(range.ClosedStart ? Operator.GreaterOrEqual : Operator.Greater, low), name, voice.Value(low)),
                phrases.Fill(Bound(range.ClosedEnd ? Operator.LessOrEqual : Operator.Less, high), name, voice.Value(high)),
            ],
            "list.and"),
        ExpressionTest { Expression: var expression } => Is(name, Read(expression), written),
        _ => phrases.Fill("case.test", name, voice.Code(written)),
    };

    private string Is(string name, Value? value, string written) => value switch
    {
        null => phrases.Fill("case.test", name, voice.Code(written)),
        { IsNull: true } => phrases.Fill("case.blank", name),
        { } known => phrases.Fill("case.is", name, voice.Value(known)),
    };

    private static string Bound(Operator sign, in Value value) => (sign, value.Kind is Kind.Date or Kind.Time or Kind.DateAndTime or Kind.Text) switch
    {
        (Operator.Less, false) => "case.less",
        (Operator.LessOrEqual, false) => "case.to",
        (Operator.Greater, false) => "case.more",
        (Operator.GreaterOrEqual, false) => "case.from",
        (Operator.Less, true) => "case.before",
        (Operator.LessOrEqual, true) => "case.not-after",
        (Operator.Greater, true) => "case.after",
        (Operator.GreaterOrEqual, true) => "case.not-before",
        (Operator.NotEqual, _) => "case.not",
        _ => "case.is",
    };

    private static Value? Read(Node node) => node switch
    {
        BooleanLiteral boolean => Value.Of(boolean.Value),
        NullLiteral => Value.Null,
        _ => Literals.Written(node),
    };
}
