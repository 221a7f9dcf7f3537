using System.Globalization;

namespace Entente.Feel.Explaining;

/// <summary>Puts findings and traces into words of a language (en, fr, es, pt, ar).</summary>
/// <param name="Language">A language tag; one that is not known is answered in English.</param>
/// <param name="Label">What the reader calls a name, such as <c>party.quota_kg</c>; null keeps the name.</param>
/// <param name="Write">How the reader writes a value; null writes figures in groups of three and everything else as FEEL does.</param>
/// <example><c>new Voice("fr").Explain(trace)</c></example>
public sealed partial record Voice(string Language, Func<string, string?>? Label = null, Func<Value, string?>? Write = null)
{
    internal Phrases Phrases { get; } = Phrases.In(Language);

    /// <summary>A finding in words, with what was probably meant.</summary>
    public string Say(Finding finding)
    {
        var key = $"finding.{finding.Code}";
        var said = Phrases.Knows(key) ? Phrases.Report(key, [.. Facts(finding)]) : Phrases.Report("finding", finding.Code, string.Join(", ", finding.Facts));
        return Better(finding) is { } better ? $"{said} {better}" : said;
    }

    // Where something is only to be put in, the words already say what.
    private string? Better(Finding finding) => finding switch
    {
        { Suggestion: null } => null,
        { Suggestion: "" } => Phrases["suggestion.nothing"],
        { Code: "wrong-sign" or "small-letters" or "unclosed-text" or "unclosed-comment" } or { At.Length: 0, Code: not "unknown-name" } => null,
        _ => Phrases.Report("suggestion", finding.Suggestion.Trim()),
    };

    /// <summary>Why a rule came to what it came to, as a sentence.</summary>
    public string Explain(Trace trace)
    {
        var sentence = new Sentences(trace, this).Of(trace.Tree);
        if (trace.Outcome.Problem is { } problem)
            sentence = Phrases.Fill("explain.failed", Say(problem));
        return sentence.Length == 0 ? sentence : Capital(Clause(sentence)) + Phrases["explain.end"];
    }

    /// <summary>A sentence to be put inside another one.</summary>
    internal string Clause(string sentence) => sentence.EndsWith(Phrases["explain.end"], StringComparison.Ordinal) ? sentence[..^Phrases["explain.end"].Length] : sentence;

    internal string Name(string path) => $"*{Phrases.Isolated(Label?.Invoke(path) ?? path[(path.LastIndexOf('.') + 1)..])}*";

    internal string Value(in Value value) => Write?.Invoke(value) is { } written ? Phrases.Isolated(written) : value.Kind switch
    {
        Kind.Null => Phrases["value.blank"],
        Kind.Boolean => Phrases[value.IsTrue ? "value.true" : "value.false"],
        Kind.Number => Phrases.Isolated(Phrases.Grouped(value.ToString())),
        Kind.Text => Phrases.Fill("value.text", Phrases.Isolated(value.AsText)),
        Kind.List => value.AsList.Count is > 0 and <= 5 ? Phrases.Join([.. value.AsList.Select(member => Value(member))], "list.and") : Members(value.AsList.Count),
        _ => new Clock(Phrases).Say(value) ?? Phrases.Isolated(value.Text()),
    };

    internal string Members(int count) => Phrases.Count("rows", count, Phrases.Grouped(count.ToString(CultureInfo.InvariantCulture)));
}
