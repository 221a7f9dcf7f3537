using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;

namespace Entente.Records.Rules;

/// <summary>
/// One formula of a definition, read, checked and compiled. One that has findings is kept: whatever it decides is then not decided,
/// which never counts as passed.
/// </summary>
internal sealed class Formula
{
    private readonly Rule? _rule;

    private Formula(Checked read, IReadOnlyList<Finding> findings)
    {
        (Read, Findings) = (read, findings);
        Said = [.. read.Tree.Walk().Select(Word).OfType<string>().Distinct(StringComparer.Ordinal)];
        SaidOfRow = OfRow(read.Tree) ?? Said;
        Names = [.. Said.Where(name => read.Scope.TryFind(name, out _))];
        Free = FreeOf(read, read.Tree, []);
        // Only the names it uses: a section of a thousand fields must not cost every formula a thousand slots.
        Small = Scope.Of([.. read.Scope.Names.Where(name => Names.Contains(name.Name, StringComparer.Ordinal))]);
        if (findings.Count == 0 && !Gathers)
            _rule = Checker.Check(read.Tree, Small).Compile();
    }

    /// <summary>As it was checked, in the scope of its section or row.</summary>
    public Checked Read { get; }

    public IReadOnlyList<Finding> Findings { get; private set; }

    /// <summary>Every word that may name something: names, members, and texts, by which a member can be asked for too.</summary>
    public IReadOnlyList<string> Said { get; }

    /// <summary>What may be asked of the current row by its name: of <c>row.point</c> the point; every word where the row is used as a whole.</summary>
    public IReadOnlyList<string> SaidOfRow { get; }

    /// <summary>The names that are no members of rows they stand beside: in <c>catches[weight > 5]</c> only catches.</summary>
    public IReadOnlySet<string> Free { get; }

    /// <summary>The names of the scope that it uses.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The scope of <see cref="Rule"/>: only the names it uses.</summary>
    public Scope Small { get; }

    /// <summary>Whether rows of tables have to go by before it can be answered.</summary>
    public bool Gathers => Read.Plan is { Gathered.Count: > 0 };

    /// <summary>True or false where it says so in so many words.</summary>
    public bool? Constant => (Read.Tree as BooleanLiteral)?.Value;

    public Rule Rule => _rule ?? throw new InvalidOperationException("The formula has findings, or rows have to go by first.");

    /// <summary>Facts that it looks at.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    public static Formula Of(string text, Scope scope, IEnumerable<string> facts) => Of(Rule.Check(text, scope), facts);

    /// <summary>What must hold, where a condition is met.</summary>
    public static Formula Of(string that, string? when, Scope scope, IEnumerable<string> facts)
    {
        var must = Rule.Check(that, scope);
        if (when is null)
            return Of(must, facts);
        var only = Rule.Check(when, scope);
        return only.Findings.Count > 0 ? Of(only, facts)
            : must.Findings.Count > 0 ? Of(must, facts)
            : Of(Checker.Check(new If(only.Tree, must.Tree, new BooleanLiteral(true)), scope), facts);
    }

    /// <summary>It takes part in a circle, so that it cannot be answered.</summary>
    public void Refuse(Finding finding) => Findings = [.. Findings, finding];

    private static Formula Of(Checked read, IEnumerable<string> facts)
    {
        var said = read.Tree.Walk().Select(Word).ToHashSet(StringComparer.Ordinal);
        return new Formula(read, read.Findings) { Facts = [.. facts.Where(said.Contains)] };
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
