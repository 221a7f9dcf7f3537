namespace Entente.Bodies;

/// <summary>
/// A State, an entity or a union that is or was something to the body. Its country is ISO 3166-1 alpha-3, or null
/// for what is not one; its memberships are in the order of time and never overlap.
/// </summary>
public sealed record Party(string Code, string? Country, LocalText Name, IReadOnlyList<Membership> Memberships)
{
    public Membership? On(DateOnly day) => Memberships.FirstOrDefault(membership => membership.Period.Contains(day));
}

/// <summary>What a party is to the body, and in which groups, for a time.</summary>
public sealed record Membership(string Standing, Period Period, IReadOnlyList<string> Groups)
{
    /// <summary>What stands in the body's own columns, in canonical form, without the blanks; null where it has none.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }
}
