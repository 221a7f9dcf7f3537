using System.Collections.Frozen;
using Entente.Bodies.Iso;

namespace Entente.Bodies;

/// <summary>A language of ISO 639-1.</summary>
public sealed record IsoLanguage(string Code, LocalText Name);

public static class IsoLanguages
{
    public static IReadOnlyList<IsoLanguage> All { get; } =
        [.. IsoFile.Rows("languages").Select(row => new IsoLanguage(row.Text(0), row.Names(1)))];

    private static readonly FrozenDictionary<string, IsoLanguage> ByCode = All.ToFrozenDictionary(language => language.Code, StringComparer.Ordinal);

    public static IsoLanguage? Find(string code) => ByCode.GetValueOrDefault(code);
}
