using Entente.Feel.Checking;
using Entente.Feel.Dmn.Tables;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Translating;

/// <summary>
/// Makes one tree of the language out of boxed expressions, so that a decision is compiled, limited and traced as a whole.
/// What cannot be read becomes a null that says why; a decision table becomes a call of a function with the names it mentions.
/// </summary>
internal static class Translator
{
    // No name can be written like this.
    private const string Result = "=";

    public static Node Translate(Boxed boxed, Surroundings around)
    {
        var node = Plain(boxed, around);
        return boxed is BoxedFunction ? node : Typed(node, boxed.Type, boxed.At, around);
    }

    /// <summary>What a function of a type answers. Modellers also write the type of the answer where that of the function belongs.</summary>
    public static ItemType ResultOf(ItemType type) => type.Type is FunctionType function ? new ItemType(function.Result) : type;

    public static Node Typed(Node node, string? name, Location at, Surroundings around) => Typed(node, around.TypeOf(name, at));

    /// <summary>The expression with its value coerced to a type.</summary>
    public static Node Typed(Node node, ItemType type)
    {
        if (type.IsAny)
            return node;
        var coerce = Function.Of(["value"], (evaluation, value) => type.Coerce(evaluation, value[0]));
        return CallOf(coerce, node);
    }

    /// <summary>An expression in which a value has a name.</summary>
    public static Node Let(string name, Node value, Node body) => new Syntax.Path(new ContextLiteral([new Entry(name, value), new Entry(Result, body)]), Result);

    public static Node Failed(Finding problem) => new Built(Value.Failed(problem));

    private static Call CallOf(Function function, params ReadOnlySpan<Node> arguments)
    {
        var given = new Argument[arguments.Length];
        for (var each = 0; each < given.Length; each++)
            given[each] = new Argument(null, arguments[each]);
        return new Call(new Built(Value.Of(function)), new Seq<Argument>(given));
    }

    private static Node Plain(Boxed boxed, Surroundings around) => boxed switch
    {
        BoxedLiteral literal => Literal(literal, around),
        BoxedContext context => Context(context, around),
        BoxedList list => new ListLiteral([.. list.Items.Select(item => Translate(item, around))]),
        BoxedRelation relation => Relation(relation, around),
        BoxedInvocation invocation => Invocation(invocation, around),
        BoxedFunction function => FunctionOf(function, around),
        BoxedConditional conditional => Strict.Conditional(Translate(conditional.If, around), Translate(conditional.Then, around), Translate(conditional.Else, around)),
        BoxedFilter filter => Strict.Filter(Translate(filter.In, around), Translate(filter.Match, around.InFilter())),
        BoxedFor loop => new For([new Iteration(loop.Iterator, Translate(loop.In, around), null)], Translate(loop.Return, around.With(loop.Iterator, "partial"))),
        BoxedQuantified quantified => Strict.Quantified(
            quantified.Every,
            new Iteration(quantified.Iterator, Translate(quantified.In, around), null),
            Translate(quantified.Satisfies, around.With(quantified.Iterator))),
        BoxedTable table => Table(table.Table, around),
        BoxedRefusal refusal => Failed(refusal.Problem),
        _ => throw new ArgumentException($"{boxed.GetType().Name} is no boxed expression.", nameof(boxed)),
    };

    private static Node Literal(BoxedLiteral literal, Surroundings around)
    {
        if (string.IsNullOrWhiteSpace(literal.Text))
            return new NullLiteral();
        return Readable(around, inner => inner.Checked(new Cell(literal.Text, literal.At)));
    }

    // An expression with findings never runs; its value is a null that carries the first of them.
    private static Node Readable(Surroundings around, Func<Surroundings, Node?> read)
    {
        Finding? first = null;
        var node = read(around with { Report = Note });
        return node ?? Failed(first ?? new Finding("not-read", default, []));

        void Note(ModelFinding finding)
        {
            first ??= finding.Finding;
            around.Report(finding);
        }
    }

    private static Node Context(BoxedContext context, Surroundings around)
    {
        var entries = new List<Entry>();
        foreach (var entry in context.Entries)
        {
            var own = entry.Value is BoxedFunction ? around.With(entry.Variable.Name) : around;
            var value = entry.Value is null ? new NullLiteral() : Translate(entry.Value, own);
            entries.Add(new Entry(entry.Variable.Name, value is FunctionLiteral ? value : Typed(value, entry.Variable.Type, entry.Variable.At, around)));
            around = around.With(entry.Variable.Name, around.TypeOf(entry.Variable.Type, entry.Variable.At).Type);
        }
        if (entries.DistinctBy(entry => entry.Key).Count() != entries.Count)
            around.Say("repeated-name", context.At, null, null, entries.GroupBy(entry => entry.Key).First(same => same.Count() > 1).Key);
        if (context.Result is not { } result)
            return new ContextLiteral([.. entries]);
        return new Syntax.Path(new ContextLiteral([.. entries, new Entry(Result, Translate(result, around))]), Result);
    }

    private static ListLiteral Relation(BoxedRelation relation, Surroundings around) =>
        new([.. relation.Rows.Select(row => (Node)new ContextLiteral(
            [.. relation.Columns.Zip(row, (column, cell) => new Entry(column.Name, Typed(Translate(cell, around), column.Type, column.At, around)))]))]);

    private static Call Invocation(BoxedInvocation invocation, Surroundings around) =>
        new(
            Translate(invocation.Function, around),
            [.. invocation.Bindings.Select(binding => new Argument(
                binding.Variable.Name,
                binding.Value is null ? new NullLiteral() : Typed(Translate(binding.Value, around), binding.Variable.Type, binding.Variable.At, around)))]);

    private static Node FunctionOf(BoxedFunction function, Surroundings around)
    {
        if (function.Body is BoxedRefusal refusal)
            return Failed(refusal.Problem);
        var inside = function.Parameters.Aggregate(around, (all, parameter) => all.With(parameter.Name, around.TypeOf(parameter.Type, parameter.At).Type));
        var body = function.Body is null ? new NullLiteral() : Typed(Translate(function.Body, inside), ResultOf(around.TypeOf(function.Type, function.At)));
        return new FunctionLiteral([.. function.Parameters.Select(parameter => Parameter(parameter, around))], Guarded(function, body, around), false);
    }

    private static Parameter Parameter(Variable variable, Surroundings around) =>
        new(variable.Name, around.TypeOf(variable.Type, variable.At).IsAny ? null : new NamedTypeNode(variable.Type!));

    // The language checks the shape of an argument; what its type allows is looked at before the body.
    private static Node Guarded(BoxedFunction function, Node body, Surroundings around)
    {
        var strict = function.Parameters.Where(parameter => !around.TypeOf(parameter.Type, parameter.At).IsPlain).ToList();
        if (strict.Count == 0)
            return body;
        var entries = strict.Select(parameter => new Entry(parameter.Name, Typed(new Name(parameter.Name), parameter.Type, parameter.At, around)));
        return new Syntax.Path(new ContextLiteral([.. entries, new Entry(Result, body)]), Result);
    }

    private static Node Table(DecisionTable table, Surroundings around) => Readable(around, inner =>
        TableBuilder.Build(table, inner).Program is { } program ? CallOf(program, [.. program.Parameters.Select(name => new Name(name))]) : null);
}
