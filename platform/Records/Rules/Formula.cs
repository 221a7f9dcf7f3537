using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Syntax;

namespace Entente.Records.Rules;

/// <summary>
/// One formula of a definition, read, checked and compiled. One that has findings is kept: whatever it decides is then not decided,
/// which never counts as passed.
/// </summary>
internal sealed class Formula
{
    private readonly Rule? _rule;

    private Formula(Checked read, FormulaWords words)
    {
        (Read, Findings, Words) = (read, read.Findings, words);
        Names = [.. Said.Where(name => read.Scope.TryFind(name, out _))];
        // Only the names it uses: a section of a thousand fields must not cost every formula a thousand slots.
        Small = Scope.Of([.. read.Scope.Names.Where(name => Names.Contains(name.Name, StringComparer.Ordinal))]);
        if (Findings.Count == 0 && !Gathers)
            _rule = Checker.Check(read.Tree, Small).Compile();
    }

    /// <summary>As it was checked, in the scope of its section or row.</summary>
    public Checked Read { get; }

    public IReadOnlyList<Finding> Findings { get; private set; }

    public FormulaWords Words { get; }

    /// <inheritdoc cref="FormulaWords.Said"/>
    public IReadOnlyList<string> Said => Words.Said;

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
        var words = FormulaWords.Of(read);
        return new Formula(read, words) { Facts = [.. facts.Where(fact => words.Said.Contains(fact, StringComparer.Ordinal))] };
    }
}
