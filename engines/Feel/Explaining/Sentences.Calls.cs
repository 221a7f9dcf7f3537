using Entente.Feel.Syntax;

namespace Entente.Feel.Explaining;

internal sealed partial class Sentences
{
    // Said of the text that is looked at, of what it is asked for, and whether that holds.
    private string? Asked(Call call)
    {
        if (call is not { Function: Syntax.Name { Text: var function }, Arguments: [var subject, var other, ..] } || trace.Of(call) is not { Kind: Kind.Boolean, IsTrue: var holds })
            return null;
        return (function, holds) switch
        {
            ("starts with", _) => Fill(holds ? "explain.starts" : "explain.not-starts", things.Is(subject.Value), things.With(other.Value)),
            ("ends with", _) => Fill(holds ? "explain.ends" : "explain.not-ends", things.Is(subject.Value), things.With(other.Value)),
            ("contains", _) => Fill(holds ? "explain.contains" : "explain.not-contains", things.Is(subject.Value), things.With(other.Value)),
            ("matches", _) => Fill(holds ? "explain.matches" : "explain.not-matches", things.Is(subject.Value), Pattern(other.Value)),
            ("list contains", _) when things.IsConstant(subject.Value) && !things.IsConstant(other.Value) =>
                Fill(holds ? "explain.in" : "explain.not-in", things.Is(other.Value), things.With(subject.Value)),
            ("list contains", _) => Fill(holds ? "explain.has" : "explain.not-has", things.With(subject.Value), things.With(other.Value)),
            _ => null,
        };
    }

    private string Pattern(Node pattern) => pattern is TextLiteral text ? voice.Code(text.Text) : things.With(pattern);

    private string Within(In within)
    {
        if (within.Tests is not [ExpressionTest { Expression: RangeLiteral { Start: not NullLiteral, End: not NullLiteral } range }])
            return Fill(IsTrue(within) ? "explain.in" : "explain.not-in", things.Is(within.Of), phrases.Join([.. within.Tests.Select(things.Tested)], "list.or"));
        return Fill(IsTrue(within) ? "explain.between" : "explain.not-between", things.Is(within.Of), Bound(range.Start, range.ClosedStart), Bound(range.End, range.ClosedEnd));
    }

    private string Bound(Node end, bool isClosed) => isClosed ? things.With(end) : Fill("bound.open", things.With(end));
}
