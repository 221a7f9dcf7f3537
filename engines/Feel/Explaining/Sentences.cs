using Entente.Feel.Syntax;

namespace Entente.Feel.Explaining;

/// <summary>Makes sentences of the parts of a rule and what they came to.</summary>
internal sealed partial class Sentences(Trace trace, Voice voice)
{
    private readonly Phrases phrases = voice.Phrases;
    private readonly Things things = new(trace, voice);

    /// <summary>A statement about a part: "*weight_kg* is 12,400, which is more than *quota_kg* 12,000".</summary>
    public string Of(Node node) => node switch
    {
        Binary { Operator: Operator.And or Operator.Or } both => Several(both),
        Binary { Operator: >= Operator.Equal and <= Operator.GreaterOrEqual } compared => Compared(compared),
        Between between => Fill(IsTrue(between) ? "explain.between" : "explain.not-between", things.Is(between.Of), things.With(between.Low), things.With(between.High)),
        In within => Within(within),
        Quantified quantified => OfMembers(quantified),
        If branch => Fill("explain.if", Of(branch.Condition), Answer(IsTrue(branch.Condition) ? branch.Then : branch.Else)),
        Call { Function: Syntax.Name { Text: "not" }, Arguments: [var negated] } => Of(negated.Value),
        Call call => Asked(call) ?? things.Is(node),
        _ => things.Is(node),
    };

    private string Answer(Node node) => things.IsConstant(node) ? things.With(node) : Of(node);

    private string Fill(string key, params ReadOnlySpan<string> facts) => phrases.Fill(key, facts);

    private bool IsTrue(Node node) => trace.Of(node) is { IsTrue: true };

    // Only the parts that decided are said: what was true of an "or", what was false of an "and".
    private string Several(Binary both)
    {
        var all = Operands(both, both.Operator).Where(part => trace.Of(part) is not null).ToList();
        var decided = all.Where(part => trace.Of(part) is { Kind: Kind.Boolean } value && value.IsTrue == (both.Operator == Operator.Or)).ToList();
        return phrases.Join([.. (decided.Count > 0 ? decided : all).Select(Of)], "list.and");
    }

    private static IEnumerable<Node> Operands(Node node, Operator joining) =>
        node is Binary both && both.Operator == joining ? Operands(both.Left, joining).Concat(Operands(both.Right, joining)) : [node];

    private string Compared(Binary compared)
    {
        var (left, right) = things.IsConstant(compared.Left) && !things.IsConstant(compared.Right)
            ? (compared.Right, compared.Left)
            : (compared.Left, compared.Right);
        if (trace.Of(left) is not { } one || trace.Of(right) is not { } other)
            return things.Is(left);
        if (right is NullLiteral || one.IsNull)
            return things.Is(left);
        if (other.IsNull)
            return phrases.Join([things.Is(left), things.Is(right)], "list.but");
        var relation = Relation(one, other, compared.Operator is Operator.Equal or Operator.NotEqual);
        return relation == "same" && things.IsConstant(right) ? things.Is(left) : Fill("explain.compared", things.Is(left), Fill($"relation.{relation}", things.With(right)));
    }

    // What is the case, not what was asked: 12,400 <= 12,000 reads "which is more than".
    private static string Relation(in Value one, in Value other, bool onlyEqual)
    {
        if ((one.Kind == Kind.Text && onlyEqual) || Value.Order(one, other) is not { } order)
            return Value.Same(one, other) == true ? "same" : "different";
        var isBefore = one.Kind is Kind.Date or Kind.Time or Kind.DateAndTime or Kind.Text;
        return order == 0 ? "same" : (order < 0, isBefore) switch { (true, true) => "before", (true, false) => "less", (false, true) => "after", _ => "more" };
    }

    private string OfMembers(Quantified quantified)
    {
        var turns = trace.TimesOf(quantified.Condition);
        var list = things.Name(quantified.Iterations[0].In);
        if (turns == 0)
            return Fill("explain.no-members", list);
        if (IsTrue(quantified) != quantified.Every)
            return Fill("explain.member", voice.Value(Value.Of(turns)), list, Of(quantified.Condition));
        return Fill(quantified.Every ? "explain.every" : "explain.none", voice.Members(turns), list, things.Code(quantified.Condition));
    }
}
