using System.Collections.Frozen;
using Entente.Bodies.Definitions;
using Entente.Records.Confidential;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Interchange;

/// <summary>
/// The words that stand in a cell for yes and no, and for nil, not applicable and withheld. All are read whatever the language
/// of the page; kept here, like the names of months, because a cell written yesterday must still be read tomorrow.
/// </summary>
internal static class CellWords
{
    private static readonly Dictionary<string, (string Yes, string No, string Nil, string NotApplicable, string Withheld)> Written = new(StringComparer.Ordinal)
    {
        ["en"] = ("yes", "no", "nil", "n/a", "withheld"),
        ["fr"] = ("oui", "non", "néant", "sans objet", "non communiqué"),
        ["es"] = ("sí", "no", "nulo", "no aplicable", "no divulgado"),
        ["pt"] = ("sim", "não", "nulo", "não aplicável", "não divulgado"),
        ["ar"] = ("نعم", "لا", "لا شيء", "لا ينطبق", "محجوب"),
    };

    private static readonly FrozenDictionary<string, bool> YesNo = Truths().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> YesNoOfSpan = YesNo.GetAlternateLookup<ReadOnlySpan<char>>();

    // The longest first, so that "no divulgado" is not taken for something shorter.
    private static readonly (string Word, AnswerKind Kind)[] Instead = [.. Kinds().OrderByDescending(word => word.Word.Length)];

    private static readonly Dictionary<string, string> Erased = new(StringComparer.Ordinal)
    {
        ["en"] = "erased on", ["fr"] = "effacé le", ["es"] = "borrado el", ["pt"] = "apagado em", ["ar"] = "مُحي في",
    };

    public static string Yes(Language language, bool yes) => yes ? Of(language).Yes : Of(language).No;

    public static string Word(AnswerKind kind, Language language) => kind switch
    {
        AnswerKind.Nil => Of(language).Nil,
        AnswerKind.NotApplicable => Of(language).NotApplicable,
        AnswerKind.Withheld => Of(language).Withheld,
        _ => "",
    };

    public static bool TryYesNo(ReadOnlySpan<char> text, out bool yes) => YesNoOfSpan.TryGetValue(text, out yes);

    /// <summary>"n/a: no port", "withheld (art. 13)", "nil": the kind and the reason; null for everything else.</summary>
    public static Answer? Read(string text)
    {
        foreach (var (word, kind) in Instead)
            if (Follows(text, word) is { } rest && Reason(rest) is { } reason)
                return kind == AnswerKind.Nil && reason.Length > 0 ? null : new Answer(kind, default, reason.Length == 0 ? null : reason);
        return null;
    }

    /// <summary>"nil" or "n/a: reason", in the language.</summary>
    public static string Write(in Answer answer, Language language)
    {
        var word = Word(answer.Kind, language);
        if (answer.Reason?.StartsWith(Boxed.Erased, StringComparison.Ordinal) == true)
            return $"{word}: {Erased.GetValueOrDefault(language.Code, Erased["en"])} {answer.Reason[Boxed.Erased.Length..]}";
        return string.IsNullOrWhiteSpace(answer.Reason) || answer.Kind == AnswerKind.Nil ? word : $"{word}: {answer.Reason.Trim()}";
    }

    private static (string Yes, string No, string Nil, string NotApplicable, string Withheld) Of(Language language) =>
        Written.TryGetValue(language.Code, out var words) ? words : Written["en"];

    private static string? Follows(string text, string word)
    {
        var head = Math.Min(text.Length, word.Length + 2);
        for (var length = Math.Min(head, word.Length); length >= Math.Max(1, word.Length - 2); length--)
            if (Folded(text[..length]) == word)
                return text[length..];
        return null;
    }

    private static string Folded(string text) => MonthNames.Fold(text.Replace('\u00A0', ' '));

    private static string? Reason(string rest)
    {
        var plain = rest.TrimStart();
        return plain switch
        {
            "" => "",
            ['(', .. var inner, ')'] => inner.Trim(),
            [':' or '–' or '—' or ';', .. var reason] => reason.Trim(),
            ['-', .. var reason] when rest.Length > plain.Length => reason.Trim(),
            _ => null,
        };
    }

    private static Dictionary<string, bool> Truths()
    {
        var truths = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in "yes|y|true|1|oui|o|vrai|sí|si|s|verdadero|sim|verdadeiro|نعم|صحيح|x|✓|✔".Split('|'))
            truths.Add(word, true);
        foreach (var word in "no|n|false|0|non|faux|falso|não|nao|لا|كلا|خطأ|✗|✘".Split('|'))
            truths.Add(word, false);
        return truths;
    }

    private static IEnumerable<(string Word, AnswerKind Kind)> Kinds()
    {
        foreach (var words in Written.Values.Distinct())
        {
            yield return (Folded(words.Nil), AnswerKind.Nil);
            yield return (Folded(words.NotApplicable), AnswerKind.NotApplicable);
            yield return (Folded(words.Withheld), AnswerKind.Withheld);
        }
        foreach (var word in "nil return|ninguno|ninguna|nenhum|nenhuma|nihil|لاشيء".Split('|'))
            yield return (Folded(word), AnswerKind.Nil);
        foreach (var word in "not applicable|n.a.|non applicable|s.o.|no aplica|no procede|nao se aplica|غير منطبق".Split('|'))
            yield return (Folded(word), AnswerKind.NotApplicable);
        foreach (var word in "confidential|non divulgue|reservado|confidencial|confidentiel|سري".Split('|'))
            yield return (Folded(word), AnswerKind.Withheld);
    }
}
