using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Bodies.Definitions;

/// <summary>The words of a formula by which it may look at something.</summary>
/// <param name="Said">Every word that may name something: names, members, and texts, by which a member can be asked for too.</param>
/// <param name="SaidOfRow">What may be asked of the current row by its name: of <c>row.point</c> the point; every word where the row is used as a whole.</param>
/// <param name="Free">The names that are no members of rows they stand beside: in <c>catches[weight > 5]</c> only catches.</param>
public sealed record FormulaWords(IReadOnlyList<string> Said, IReadOnlyList<string> SaidOfRow, IReadOnlySet<string> Free)
{
    public static FormulaWords Of(Checked read)
    {
        string[] said = [.. read.Tree.Walk().Select(Word).OfType<string>().Distinct(StringComparer.Ordinal)];
        return new FormulaWords(said, OfRow(read.Tree) ?? [.. said], FreeOf(read, read.Tree, []));
    }

    private static HashSet<string> FreeOf(Checked read, Node node, HashSet<string> hidden)
    {
        if (node is Name name)
            return hidden.Contains(name.Text) ? [] : new(StringComparer.Ordinal) { name.Text };
        var found = new HashSet<string>(StringComparer.Ordinal);
        if (node is Filter { List: var list, Condition: var condition } && read.TypeOf(list) is ListType { Member: ContextType row })
        {
            found.UnionWith(FreeOf(read, list, hidden));
            found.UnionWith(FreeOf(read, condition, [.. hidden, .. row.Members.Select(member => member.Name)]));
            return found;
        }
        foreach (var child in node.Children())
            found.UnionWith(FreeOf(read, child, hidden));
        return found;
    }

    private static List<string>? OfRow(Node tree)
    {
        var members = tree.Walk().OfType<Path>().Where(path => path.Of is Name { Text: Scopes.Row }).Select(path => path.Member).ToList();
        return tree.Walk().OfType<Name>().Count(name => name.Text == Scopes.Row) == members.Count ? members : null;
    }

    private static string? Word(Node node) => node switch
    {
        Name name => name.Text,
        Path path => path.Member,
        TextLiteral text => text.Text,
        _ => null,
    };
}
