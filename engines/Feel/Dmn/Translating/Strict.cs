using Entente.Feel.Running;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Translating;

/// <summary>
/// Boxed expressions whose condition must be a boolean: unlike their likes written in a text, they are null when it is something else.
/// Where the condition can only be a boolean or null they are translated as written.
/// </summary>
internal static class Strict
{
    private const string Condition = "=if";
    private const string List = "=in";

    public static Node Conditional(Node condition, Node then, Node otherwise)
    {
        if (IsBoolean(condition))
            return new If(condition, then, otherwise);
        var decided = new Name(Condition);
        return Translator.Let(Condition, condition, new If(Call(Other, decided), Call(Refuse, decided), new If(decided, then, otherwise)));
    }

    public static Node Filter(Node list, Node match)
    {
        if (IsBoolean(match))
            return new Syntax.Filter(list, match);
        var items = new Name(List);
        var others = new Syntax.Filter(items, Call(Other, match));
        return Translator.Let(List, list, new If(Call(Any, others), Call(Refuse, others), new Syntax.Filter(items, match)));
    }

    public static Node Quantified(bool every, Iteration iteration, Node condition) =>
        IsBoolean(condition)
            ? new Syntax.Quantified(every, [iteration], condition)
            : Call(every ? Every : Some, new For([iteration], condition));

    private static bool IsBoolean(Node node) =>
        node is BooleanLiteral or Between or In or InstanceOf or Syntax.Quantified
            or Binary { Operator: not (Operator.Add or Operator.Subtract or Operator.Multiply or Operator.Divide or Operator.Power) };

    private static Call Call(Function function, Node argument) => new(new Built(Value.Of(function)), [new Argument(null, argument)]);

    private static Function Other { get; } = Function.Of(["value"], static (_, value) => Value.Of(value[0].Kind is not (Kind.Boolean or Kind.Null)));

    private static Function Any { get; } = Function.Of(["list"], static (_, list) => Value.Of(list[0].Kind == Kind.List && list[0].AsList.Count > 0));

    private static Function Refuse { get; } = Function.Of(["value"], static (_, value) => Refused(value[0]));

    private static Function Some { get; } = Function.Of(["list"], static (_, list) => Joined(list[0], true));

    private static Function Every { get; } = Function.Of(["list"], static (_, list) => Joined(list[0], false));

    private static Value Refused(in Value value) => Value.Failed(new Finding("not-boolean", default, [Words.Of(value.Kind)]));

    private static Value Joined(in Value list, bool decisive)
    {
        if (list.Kind != Kind.List)
            return list.IsNull ? list : Refused(list);
        var result = Value.Of(!decisive);
        foreach (ref readonly var item in list.AsList.AsSpan())
        {
            if (item.Kind is not (Kind.Boolean or Kind.Null))
                return Refused(item);
            if (item.IsNull ? result.Kind == Kind.Boolean && result.AsBoolean != decisive : item.AsBoolean == decisive)
                result = item;
        }
        return result;
    }
}
