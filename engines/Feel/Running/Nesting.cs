using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

/// <summary>
/// Lists and contexts within one another are walked recursively when they are compared or printed, so a rule may not nest
/// them deeper than is safe.
/// </summary>
internal static class Nesting
{
    public static Value List(Evaluation e, Value[] values, int count, Span at) =>
        Value.Of(FeelList.Wrap(values, count));

    public static Value Context(Evaluation e, Shape shape, Value[] values, Span at) =>
        Context(e, new Context(shape, values), at);

    public static Value Context(Evaluation e, Context context, Span at) => Value.Of(context);
}
