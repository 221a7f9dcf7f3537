using System.Globalization;

namespace Entente.Feel.Explaining;

/// <summary>Puts findings and traces into words of a language (en, fr, es, pt, ar).</summary>
/// <param name="Language">A language tag; one that is not known is answered in English.</param>
/// <param name="Label">What the reader calls a name, such as <c>party.quota_kg</c>; null keeps the name.</param>
/// <param name="Write">How the reader writes a value; null writes figures in groups of three and everything else as FEEL does.</param>
/// <example><c>new Voice("fr").Explain(trace)</c></example>
public sealed record Voice(string Language, Func<string, string?>? Label = null, Func<Value, string?>? Write = null)
{
    internal Phrases Phrases { get; } = Phrases.In(Language);

    /// <summary>A finding in words, with what was probably meant.</summary>
    public string Say(Finding finding)
    {
        var key = $"finding.{finding.Code}";
        var said = Phrases.Knows(key) ? Phrases.Fill(key, [.. finding.Facts]) : Phrases.Fill("finding", finding.Code, string.Join(", ", finding.Facts));
        return finding.Suggestion is { } better ? $"{said} {Phrases.Fill("suggestion", better)}" : said;
    }

    /// <summary>Why a rule came to what it came to, as a sentence.</summary>
    public string Explain(Trace trace)
    {
        var sentence = new Sentences(trace, this).Of(trace.Tree);
        if (trace.Outcome.Problem is { } problem)
            sentence = Phrases.Fill("explain.failed", Say(problem));
        return sentence.Length == 0 ? sentence : string.Concat(sentence[..1].ToUpper(CultureInfo.InvariantCulture), sentence.AsSpan(1), Phrases["explain.end"]);
    }

    internal string Name(string path) => $"*{Label?.Invoke(path) ?? path[(path.LastIndexOf('.') + 1)..]}*";

    internal string Value(in Value value) => Write?.Invoke(value) ?? value.Kind switch
    {
        Kind.Null => Phrases["value.blank"],
        Kind.Boolean => Phrases[value.IsTrue ? "value.true" : "value.false"],
        Kind.Number => Grouped(value.ToString()),
        Kind.Text => Phrases.Fill("value.text", value.AsText),
        Kind.List when value.AsList.Count > 5 => Members(value.AsList.Count),
        _ => value.Text(),
    };

    internal string Members(int count) => Phrases.Count("rows", count, Grouped(count.ToString(CultureInfo.InvariantCulture)));

    private string Grouped(string number)
    {
        var point = number.IndexOf('.', StringComparison.Ordinal);
        var (whole, rest) = point < 0 ? (number, "") : (number[..point], Phrases["number.point"] + number[(point + 1)..]);
        if (whole.Contains('E', StringComparison.Ordinal))
            return number;
        for (var at = whole.Length - 3; at > (whole[0] == '-' ? 1 : 0); at -= 3)
            whole = whole.Insert(at, Phrases["number.group"]);
        return whole + rest;
    }
}
