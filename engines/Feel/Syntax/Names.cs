using System.Text;

namespace Entente.Feel.Syntax;

/// <summary>
/// The names in scope that are more than one word, as models have them: <c>Monthly Salary</c>, <c>a-b</c>, <c>Profit and loss</c>.
/// Single words may be given too and change nothing. Names of built-in functions and those that the text itself declares are known to the parser.
/// </summary>
/// <example><c>Parser.Expression("Monthly Salary * 12", Names.Of("Monthly Salary"))</c></example>
public sealed class Names
{
    private readonly string[] variables;
    private readonly string[] members;
    private readonly string[] types;

    private Names(string[] variables, string[] members, string[] types)
    {
        (this.variables, this.members, this.types) = (variables, members, types);
        Variables = Tree(BuiltInNames.Functions, variables);
        Members = Tree(BuiltInNames.Members, members);
        Types = Tree(BuiltInNames.Types, types);
        All = Tree([.. BuiltInNames.Functions, .. BuiltInNames.Members, .. BuiltInNames.Types], [.. variables, .. members, .. types]);
    }

    /// <summary>Only what the language itself names.</summary>
    public static Names None { get; } = new([], [], []);

    // Trees are only read once they stand here, so threads may share them.
    internal NameTree Variables { get; }

    internal NameTree Members { get; }

    internal NameTree Types { get; }

    /// <summary>What can be a name anywhere.</summary>
    internal NameTree All { get; }

    /// <summary>These names are in scope.</summary>
    public static Names Of(params ReadOnlySpan<string> names) => new(names.ToArray(), [], []);

    /// <summary>Contexts in scope have members of these names; they are known after a dot and inside a filter.</summary>
    public Names WithMembers(params ReadOnlySpan<string> names) => new(variables, [.. members, .. names], types);

    /// <summary>These names may stand after <c>instance of</c> and on parameters.</summary>
    public Names WithTypes(params ReadOnlySpan<string> names) => new(variables, members, [.. types, .. names]);

    /// <summary>A name with single spaces, as it stands in trees.</summary>
    public static string Normal(string name)
    {
        var normal = new StringBuilder(name.Length);
        var space = false;
        foreach (var c in name)
        {
            if (!Letters.IsSpace(c))
                normal.Append(space && normal.Length > 0 ? " " : "").Append(c);
            space = Letters.IsSpace(c);
        }
        return normal.Length == name.Length ? name : normal.ToString();
    }

    private static NameTree Tree(ReadOnlySpan<string> builtIn, ReadOnlySpan<string> given)
    {
        var tree = new NameTree();
        foreach (var name in builtIn)
            tree.Add(name);
        foreach (var name in given)
            tree.Add(name);
        return tree;
    }
}
