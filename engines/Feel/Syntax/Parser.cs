namespace Entente.Feel.Syntax;

/// <summary>What was read: a tree, and everything that is wrong with the text.</summary>
/// <param name="Tree">Null when a part of it is missing; there are findings then. A tree may stand beside findings whose cure is certain, such as <c>==</c> for <c>=</c>.</param>
/// <param name="Findings">In the order of the text; empty when it is well written.</param>
public sealed record Parsed(Node? Tree, IReadOnlyList<Finding> Findings);

/// <summary>
/// Reads texts into trees. It never throws, takes time in proportion to the text, and says everything that is wrong at once.
/// </summary>
/// <example><c>Parser.Expression("sum(catches[gear = \"PS\"].weight_kg) &lt;= party.quota_kg").Tree</c></example>
public static class Parser
{
    /// <summary>The longest text that is read.</summary>
    public const int MostCharacters = 100_000;

    /// <summary>How deep brackets and expressions may stand in one another.</summary>
    public const int MostNesting = 200;

    /// <summary>How many parts may stand above one another in a tree; a long <c>a or b or c …</c> makes a high tree.</summary>
    public const int MostHeight = 1000;

    /// <summary>Reads an expression.</summary>
    /// <param name="text">For instance <c>weight_kg &gt; 0 and gear = "PS"</c>.</param>
    /// <param name="names">Names in scope of more than one word.</param>
    public static Parsed Expression(string text, Names? names = null) => Measure(text, names, tests: false).Parsed;

    /// <summary>Reads a cell of a decision table.</summary>
    /// <param name="text">For instance <c>&gt; 5, [1..2]</c>, <c>not("PS")</c> or <c>-</c>.</param>
    /// <param name="names">Names in scope of more than one word.</param>
    public static Parsed UnaryTests(string text, Names? names = null) => Measure(text, names, tests: true).Parsed;

    /// <summary>Reads and counts how often a token was looked at, by which tests prove that time stays in proportion.</summary>
    internal static (Parsed Parsed, int Steps) Measure(string text, Names? names, bool tests)
    {
        var findings = new Findings();
        if (text.Length > MostCharacters)
        {
            findings.Add(Codes.TooLong, new Span(MostCharacters, text.Length - MostCharacters), [$"{text.Length}", $"{MostCharacters}"]);
            return (new Parsed(null, findings.ToList()), 0);
        }
        var tokens = Lexer.Read(text, findings);
        var (tree, read, steps) = tests ? Tests(text, tokens, names ?? Names.None) : Whole(new Reading(text, tokens, names ?? Names.None), reading => reading.All());
        findings.Add(read);
        if (tree?.PlaceAbove(MostHeight) is { } high)
        {
            findings.Add(Codes.TooDeep, high, [$"{MostHeight}"]);
            tree = null;
        }
        return (new Parsed(findings.Has(Codes.UnclosedText) ? null : tree, findings.ToList()), steps);
    }

    private static (Node? Tree, Findings Findings, int Steps) Whole(Reading reading, Func<Reading, Node?> read) => (read(reading), reading.Findings, reading.Steps);

    /// <summary><c>not(…)</c> around everything negates the tests; otherwise <c>not</c> is the function. One of the two readings is right, and each goes through the text once.</summary>
    private static (Node? Tree, Findings Findings, int Steps) Tests(string text, Token[] tokens, Names names)
    {
        var plain = Whole(new Reading(text, tokens, names), reading => reading.Tests());
        if (tokens[0] is not { Kind: TokenKind.Word } first || !text.AsSpan(0, first.End)[first.Start..].SequenceEqual("not") || tokens[1].Kind != TokenKind.OpenRound)
            return plain;
        var negated = Whole(new Reading(text, tokens, names), reading => reading.NegatedTests());
        var chosen = negated.Findings.Count <= plain.Findings.Count ? negated : plain;
        return chosen with { Steps = plain.Steps + negated.Steps };
    }
}
