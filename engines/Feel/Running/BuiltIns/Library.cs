using System.Collections.Frozen;
using Entente.Feel.Checking;

namespace Entente.Feel.Running;

/// <summary>What the built-in functions do. How they are called stands in <see cref="Signatures"/>, once for the checker and for here.</summary>
internal static class Library
{
    // Where the conformance kit takes null for an argument that is left out.
    private static readonly FrozenSet<string> nullForAbsent =
        FrozenSet.Create(StringComparer.Ordinal, "string join", "matches", "replace", "number", "time");

    private static readonly FrozenDictionary<string, BuiltIn> byName = Gather();

    public static BuiltIn? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The names for which there is an implementation.</summary>
    public static IEnumerable<string> Names => byName.Keys;

    private static FrozenDictionary<string, BuiltIn> Gather()
    {
        IEnumerable<(string Name, Native Run)> all =
        [
            .. Conversions.All, .. Texts.All, .. Lists.All, .. Statistics.All, .. Numbers.All,
            .. Calendars.All, .. Intervals.All, .. Contexts.All,
        ];
        return all.ToFrozenDictionary(f => f.Name, Bound, StringComparer.Ordinal);
    }

    private static BuiltIn Bound((string Name, Native Run) function) =>
        new(Signatures.Find(function.Name)!, function.Run, nullForAbsent.Contains(function.Name));
}
