using Entente.Feel.Syntax;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Checking;

internal sealed partial class Inference
{
    private FeelType AtLiteral(AtLiteral literal)
    {
        if (Temporal.Read(literal.Text) is { } value)
            return value;
        Report("wrong-literal", literal.At, [literal.Text, "temporal"]);
        return Any;
    }

    private FeelType ResultOf(Call call, Signature signature, Fitting fitting) => signature.Name switch
    {
        "duration" when call.Arguments is [{ Value: TextLiteral text }] => Temporal.Duration(text.Text) ?? Any,
        "range" when call.Arguments is [{ Value: TextLiteral text }] => RangeOf(text.Text) ?? Any,
        _ => fitting.Result,
    };

    /// <summary>What is wrong although the types suit: text that is no date, codes that do not occur, null where it gives only null.</summary>
    private void Literals(Call call, Signature signature, Fitting fitting)
    {
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var value = call.Arguments[i].Value;
            var parameter = fitting.Way.Overload.Parameters[fitting.Way.Places[i]];
            if (value is NullLiteral && parameter.Presence == Presence.Needed && parameter.Types.All(t => t is SimpleType or TextType or RangeType))
                Report("always-null", call.At, [signature.Name]);
            else if (parameter.Types.Any(t => t is VariableType { Bound: Bound.Alike }))
                InCodes(value, ListedWith(call, fitting, i));
        }
        if (call.Arguments is [{ Value: TextLiteral text }] && !Reads(signature.Name, text.Text))
            Report("wrong-literal", text.At, [text.Text, signature.Name]);
    }

    // list contains(gears, "PX"): the codes of the list that the element is compared with.
    private Seq<string>? ListedWith(Call call, Fitting fitting, int element)
    {
        for (var i = 0; i < call.Arguments.Count; i++)
            if (i != element && fitting.Way.Overload.Parameters[fitting.Way.Places[i]].Types.Any(t => t is ListType { Member: VariableType }))
                return CodesOf(TypeOf(call.Arguments[i].Value) ?? Any);
        return null;
    }

    private static RangeType? RangeOf(string text) =>
        Parser.Expression(text) is { Findings.Count: 0, Tree: RangeLiteral range } && new Inference(Scope.Empty) is var inside
        && inside.Of(range) is RangeType type && inside.findings.Count == 0 ? type : null;

    private static bool Reads(string function, string text) => function switch
    {
        "date" => Temporal.Date(text),
        "time" => Temporal.Time(text),
        "date and time" => Temporal.DateAndTime(text),
        "duration" => Temporal.Duration(text) is not null,
        "number" => Values.Number.TryParse(text, out _),
        "range" => RangeOf(text) is not null,
        _ => true,
    };
}
