using Entente.Feel.Checking;

namespace Entente.Feel.Browser;

/// <summary>
/// A rule that also runs on a page, in <c>Browser/feel.js</c>, while a form is filled in. It gives there the answer that it gives
/// here, or says that it does not know; then the server is asked. What belongs to the subset stands in <c>docs/browser.md</c>.
/// </summary>
/// <param name="Json">The tree as <c>run</c> of the script wants it; without any sign that would have to be escaped in HTML.</param>
/// <example><c>PageRule.Of(Rule.Check("weight_kg &lt;= quota_kg", scope)).Rule?.Json</c></example>
public sealed record PageRule(string Json)
{
    // The script refuses any other, such as one of a page that is older than the script.
    internal const int Version = 1;

    /// <summary>The rule for a page, or why it cannot run there.</summary>
    public static Paged Of(Checked read)
    {
        if (read.Findings.Count > 0)
            return new Paged(null, read.Findings);
        var writer = new PageWriter(read);
        var tree = writer.Root();
        return writer.Findings is { Count: > 0 } findings
            ? new Paged(null, findings)
            : new Paged(new PageRule(PageWriter.Op(Version, tree).ToJsonString()), []);
    }
}

/// <summary>What became of a rule that should run on a page.</summary>
/// <param name="Rule">Null when there are findings.</param>
/// <param name="Findings">What keeps it from running there; the server runs it all the same.</param>
public sealed record Paged(PageRule? Rule, IReadOnlyList<Finding> Findings);
