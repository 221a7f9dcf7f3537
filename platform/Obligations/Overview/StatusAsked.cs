namespace Entente.Obligations;

/// <summary>Of what the status is asked: periods that begin between two days, whoever and whatever is chosen, as known now or then.</summary>
/// <param name="Parties">Null: all.</param>
/// <param name="Definition">Null: all.</param>
/// <param name="KnownAt">Null: as known now.</param>
public sealed record StatusAsked(string Body, DateOnly From, DateOnly Until, IReadOnlyList<string>? Parties = null, string? Definition = null, Guid? Requirement = null, DateTimeOffset? KnownAt = null)
{
    /// <summary>Whose sight is taken instead of the reader's: "public" or "all:AUDIENCE", for a paper that is made for them. Never from an address.</summary>
    internal string? As { get; init; }

    public static StatusAsked Year(string body, int year) => new(body, new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
}

/// <summary>One party and one duty within what was asked. <paramref name="Sample"/> is one of the obligations that are counted.</summary>
public readonly record struct StatusCell(string Party, DutyKey Duty, StatusCounts Counts, Guid Sample);
