using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Feel.Running;

internal sealed partial class Compiler
{
    private Code FilterCode(Filter filter)
    {
        var list = Code(filter.List);
        var (rows, condition) = RowsOf(filter, list, []);
        if (condition.Constant is { Kind: Kind.Number } place)
        {
            var (step, number) = (list.Step, place.AsNumber);
            return Running.Code.Of(filter, (Step)(e => Rows.Pick(step(e), number)));
        }
        if (IsCondition(filter))
            return Running.Code.Of(filter, (Step)rows.Select);
        var (either, isPlace) = (condition.Step, typeOf?.Invoke(filter.Condition) is SimpleType { Kind: Kind.Number });
        return Running.Code.Of(filter, (Step)(e => rows.SelectOrPick(e, either, isPlace)));
    }

    private (Rows Rows, Code Condition) RowsOf(Filter filter, Code list, Member[] path)
    {
        var mark = layout.Mark();
        var item = layout.Bind("item");
        switch (typeOf?.Invoke(filter.List) ?? FeelType.Any)
        {
            case ListType { Member: var member }:
                BindMembers(item, member);
                break;
            case var single:
                BindMembers(item, single);
                break;
        }
        var (condition, weight) = Weighed(() => Code(filter.Condition));
        layout.Release(mark);
        return (new Rows(list.Step, item, condition.Condition, weight, path, filter.At), condition);
    }

    private void BindMembers(int item, FeelType type)
    {
        if (type is ContextType or AnyType)
            layout.BindMembersOf(item, type as ContextType);
    }

    /// <summary>sum(list[condition].member) and its like, for which no list is made.</summary>
    private Code? FoldCode(Call call, Site site)
    {
        if (traced || call.Arguments is not [{ } argument] || !Folded.Contains(site.Name))
            return null;
        var (of, path) = Along(argument.Value);
        if (of is Filter filter && IsCondition(filter))
        {
            nodes += path.Length + 1;
            return Folding(call, site, RowsOf(filter, Code(filter.List), path).Rows);
        }
        if (path.Length == 0)
            return null;
        nodes += path.Length;
        return Folding(call, site, new Rows(Code(of).Step, -1, null, 1, path, argument.Value.At));
    }

    private static readonly HashSet<string> Folded = new(["sum", "count", "min", "max", "mean", "product", "all", "any"], StringComparer.Ordinal);

    private static Code Folding(Call call, Site site, Rows rows) => Running.Code.Of(call, site.Name switch
    {
        "count" => (Step)(e => Fold(e, rows, default(CountFold))),
        "sum" => e => Fold(e, rows, new SumFold(site)),
        "mean" => e => Fold(e, rows, new MeanFold(site)),
        "product" => e => Fold(e, rows, new ProductFold(site)),
        "min" => e => Fold(e, rows, new ExtremeFold(site, -1)),
        "max" => e => Fold(e, rows, new ExtremeFold(site, 1)),
        "all" => e => Fold(e, rows, new JunctionFold(site, false)),
        _ => e => Fold(e, rows, new JunctionFold(site, true)),
    });

    private static Value Fold<T>(Evaluation e, Rows rows, T fold)
        where T : struct, IFold => rows.Fold(e, ref fold);

    private static (Node Of, Member[] Path) Along(Node node)
    {
        var path = new List<Member>();
        for (; node is Path step; node = step.Of)
            path.Insert(0, new Member(step.Member, step.At));
        return (node, [.. path]);
    }

    // Otherwise it may turn out to be a place in the list.
    private bool IsCondition(Filter filter) =>
        Decides(filter.Condition) || typeOf?.Invoke(filter.Condition) is SimpleType { Kind: Kind.Boolean };

    /// <summary>Whether the node can only be true, false or null, by its form.</summary>
    private static bool Decides(Node node) => node switch
    {
        Binary binary => binary.Operator <= Operator.GreaterOrEqual,
        BooleanLiteral or Between or In or InstanceOf or Quantified => true,
        Call { Function: Name { Text: "not" } } => true,
        If branch => Decides(branch.Then) && Decides(branch.Else),
        _ => false,
    };
}
