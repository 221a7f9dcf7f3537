using System.Globalization;

namespace Entente.Shared.Localisation;

/// <summary>The order in which a language lists names, and what counts as the same letter when a name is looked for: "cote" finds "Côte".</summary>
public sealed class Alphabet : IComparer<string>
{
    private const CompareOptions Loose = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;
    private readonly CompareInfo _rules;

    private Alphabet(Language language) => _rules = CultureInfo.GetCultureInfo(language.Code).CompareInfo;

    public static Alphabet Of(Language language) => new(language);

    public int Compare(string? x, string? y) => _rules.Compare(x, y);

    public bool Contains(string text, string part) => _rules.IndexOf(text, part, Loose) >= 0;
}
