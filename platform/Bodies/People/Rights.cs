using System.Collections.Frozen;

namespace Entente.Bodies;

/// <summary>Sets of rights as the database writes them.</summary>
public static class Rights
{
    public static IReadOnlySet<Right> None { get; } = FrozenSet<Right>.Empty;

    private static readonly FrozenDictionary<string, Right> ByName = Enum.GetValues<Right>().ToFrozenDictionary(RightNames.Of, StringComparer.Ordinal);


    /// <summary>A right that this version does not know gives nothing.</summary>
    public static IReadOnlySet<Right> Read(IEnumerable<string> names) =>
        names.Where(ByName.ContainsKey).Select(name => ByName[name]).ToFrozenSet();
}
