namespace Entente.Feel.Dmn.Translating;

/// <summary>The names of members that boxed expressions make: entries, columns, outputs. Those of several words have to be known to the parser.</summary>
internal static class Named
{
    public static IEnumerable<string> Members(Definitions model) =>
        model.Decisions.SelectMany(decision => Members(decision.Logic)).Concat(model.Knowledge.SelectMany(knowledge => Members(knowledge.Logic)))
            .Concat(model.Services.SelectMany(service => service.Outputs).Join(model.Decisions, output => output.Id, decision => decision.Id, (_, decision) => decision.Variable.Name))
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Members(Boxed? boxed)
    {
        var own = boxed switch
        {
            BoxedContext context => context.Entries.Select(entry => entry.Variable.Name),
            BoxedRelation relation => relation.Columns.Select(column => column.Name),
            BoxedTable table => table.Table.Outputs.Select(output => output.Name).OfType<string>(),
            _ => [],
        };
        return own.Concat(Parts(boxed).SelectMany(Members));
    }

    private static IEnumerable<Boxed?> Parts(Boxed? boxed) => boxed switch
    {
        BoxedContext context => context.Entries.Select(entry => entry.Value).Append(context.Result),
        BoxedList list => list.Items,
        BoxedRelation relation => relation.Rows.SelectMany(row => row),
        BoxedInvocation invocation => invocation.Bindings.Select(binding => binding.Value).Append(invocation.Function),
        BoxedFunction function => [function.Body],
        BoxedConditional conditional => [conditional.If, conditional.Then, conditional.Else],
        BoxedFilter filter => [filter.In, filter.Match],
        BoxedFor loop => [loop.In, loop.Return],
        BoxedQuantified quantified => [quantified.In, quantified.Satisfies],
        _ => [],
    };
}
