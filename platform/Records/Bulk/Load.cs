using Entente.Bodies;

namespace Entente.Records.Bulk;

/// <summary>A file with the rows of one table, on its way into a version.</summary>
/// <param name="ValidFrom">For an entry of a register: from when it is true.</param>
/// <param name="DefinitionVersion">Under which it was sent; null: before this was kept.</param>
public sealed record Load(
    Guid Id, Guid Statement, string Body, string Code, string Section, string? Party, string Step, int Expected, string? Excuse, string Type, long Size, Guid AskedBy, Guid? AskedKey, DateTimeOffset AskedAt,
    DateOnly? ValidFrom, DateOnly? ValidUntil, int? DefinitionVersion)
{
    public Period? Valid => ValidFrom is null && ValidUntil is null ? null : new Period(ValidFrom, ValidUntil);
}
/// <summary>What became of a load so far.</summary>
/// <param name="Ahead">How many are served before it, while it waits.</param>
public sealed record LoadShown(Guid Id, string Section, string State, DateTimeOffset AskedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, long Size, long Taken, long Rows, long Faults, int? Version, int Ahead)
{
    public bool Open => State is "waiting" or "running";

    /// <summary>How fast it goes, over the time it has run.</summary>
    public double? RowsPerSecond(DateTimeOffset now) =>
        StartedAt is { } started && ((EndedAt ?? now) - started).TotalSeconds is > 0 and var seconds ? Rows / seconds : null;

    /// <summary>How long it will still take at the speed it had so far; null where that cannot be said.</summary>
    public TimeSpan? Left(DateTimeOffset now) =>
        State == "running" && StartedAt is { } started && Taken > 0 ? (now - started) * ((double)Math.Max(0, Size - Taken) / Taken) : null;
}
