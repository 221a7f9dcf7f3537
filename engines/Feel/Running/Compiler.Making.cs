using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

internal sealed partial class Compiler
{
    // A name is looked for in one function after the other.
    private const int MostFunctions = 100;

    private int functions;

    // The slot of the name under which the next function literal may call itself.
    private int? ownName;

    private Code ListCode(ListLiteral list)
    {
        var items = Codes(list.Items);
        if (!traced && items.All(item => item.Constant is not null))
            return Always(list, Value.Of(FeelList.Of([.. items.Select(item => item.Constant!.Value)])));
        var (steps, at) = (Array.ConvertAll(items, item => item.Step), list.At);
        return Running.Code.Of(list, (Step)(e =>
        {
            if (!Sizes.MayMakeList(e, steps.Length, at))
                return e.Halted;
            var values = new Value[steps.Length];
            for (var i = 0; i < steps.Length; i++)
                values[i] = steps[i](e);
            return Value.Of(FeelList.Wrap(values, values.Length));
        }));
    }

    private Code ContextCode(ContextLiteral context)
    {
        var (mark, at) = (layout.Mark(), context.At);
        var steps = new Step[context.Entries.Count];
        var slots = new int[steps.Length];
        for (var i = 0; i < steps.Length; i++)
            (slots[i], steps[i]) = EntryCode(context.Entries[i]);
        layout.Release(mark);
        var keys = context.Entries.Select(entry => entry.Key).ToArray();
        if (keys.GroupBy(key => key, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } repeated)
            return Always(context, Failed("duplicate-key", context, repeated.Key));
        var shape = Shape.Of(keys);
        return Running.Code.Of(context, (Step)(e =>
        {
            for (var i = 0; i < steps.Length; i++)
                e.Frame[slots[i]] = steps[i](e);
            var values = new Value[steps.Length];
            for (var i = 0; i < steps.Length; i++)
                values[i] = e.Frame[slots[i]];
            return e.Spend(steps.Length) ? Value.Of(new Context(shape, values)) : e.Halted;
        }));
    }

    // An entry sees those before it. A function may also call itself by the name of its entry, if nothing else is called so.
    private (int Slot, Step Step) EntryCode(Entry entry)
    {
        if (entry.Value is FunctionLiteral && layout.Find(entry.Key) is { Contexts.Count: 0, Slot: null } && Library.Find(entry.Key) is null)
        {
            var own = layout.Bind(entry.Key);
            ownName = own;
            return (own, Code(entry.Value).Step);
        }
        var step = Code(entry.Value).Step;
        return (layout.Bind(entry.Key), step);
    }

    private Code RangeCode(RangeLiteral range)
    {
        var (start, end) = (Code(range.Start), Code(range.End));
        if (!traced && start.Constant is { } first && end.Constant is { } last)
            return Always(range, Ranges.Make(range, first, last));
        var (from, to) = (start.Step, end.Step);
        return Running.Code.Of(range, (Step)(e =>
        {
            var a = from(e);
            var b = to(e);
            return Ranges.Make(range, a, b);
        }));
    }

    private Code ComparisonRangeCode(ComparisonRange range)
    {
        var than = Code(range.Than);
        if (!traced && than.Constant is { } constant)
            return Always(range, Ranges.Make(range.Operator, constant));
        var step = than.Step;
        return Running.Code.Of(range, (Step)(e => Ranges.Make(range.Operator, step(e))));
    }

    private Code FunctionCode(FunctionLiteral function, int? self)
    {
        self ??= ownName;
        ownName = null;
        if (function.External)
            return Always(function, Failed("external-function", function));
        if (functions >= MostFunctions)
            return Always(function, Failed("too-deep", function, Words.Of(MostFunctions)));
        var inner = new Layout(layout);
        var (outer, types) = (layout, function.Parameters.Select(p => p.Type is { } type ? TypeReader.Read(type, scope) : null).ToArray());
        layout = inner;
        functions++;
        foreach (var parameter in function.Parameters)
            inner.Bind(parameter.Name);
        var (body, weight) = Weighed(() => Code(function.Body).Step);
        layout = outer;
        functions--;
        var lambda = new Lambda([.. function.Parameters.Select(p => p.Name)], types, inner, body, weight, self, function.At);
        return lambda.CapturesNothing
            ? Always(function, Value.Of(lambda.Make([])))
            : Running.Code.Of(function, (Step)(e => e.Spend(1) ? Value.Of(lambda.Make(e.Frame)) : e.Halted));
    }

    private Code InstanceCode(InstanceOf instance)
    {
        var of = Code(instance.Of).Step;
        var unknown = new List<NamedTypeNode>();
        var type = TypeReader.Read(instance.Type, scope, unknown);
        if (unknown is [var name, ..])
            return Always(instance, Value.Failed(new Finding("unknown-type", name.At, [name.Name])));
        return Running.Code.Of(instance, (Condition)(e => Comparing.Of(type.Describes(of(e)))));
    }

    private Code[] Codes(Seq<Node> all) => [.. all.Select(Code)];
}
