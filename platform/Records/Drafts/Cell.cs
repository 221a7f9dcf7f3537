namespace Entente.Records.Drafts;

/// <summary>A change that nothing has replaced yet.</summary>
/// <param name="Changes">False where its client, knowing of nobody else's change, set the cell back to what it had found there.</param>
public sealed record Head(Guid Id, long Sequence, string Client, long Seen, Guid? By, DateTimeOffset At, string? Now, bool Changes)
{
    /// <summary>Whether its author knew the other: had it before them, or made it.</summary>
    internal bool Replaces(long sequence, string client) => sequence <= Seen || (client == Client && sequence < Sequence);
}

/// <summary>Where a client's changes of a cell began, and what it had found there.</summary>
public sealed record Beginning(string Client, long Sequence, string? Found);

/// <summary>
/// What stands in one cell: what the draft began with, and the changes that nothing has replaced. Two of them with
/// different values are a conflict, and both stay until somebody chooses. Whatever the order in which changes from
/// different clients arrive, the same stand here in the end: nothing below asks for more than what an author knew.
/// </summary>
public readonly record struct Cell(string? Base, bool ToConfirm = false, IReadOnlyList<Head>? Heads = null, IReadOnlyList<Beginning>? Beginnings = null)
{
    public static Cell Blank => default;

    public IReadOnlyList<Head> Standing => Heads ?? [];

    /// <summary>Pre-filled, and nobody has looked at it yet.</summary>
    public bool AwaitsConfirmation => ToConfirm && Heads is null;

    /// <summary>The values that contend, the one that stands for the time being first; one, unless there is a conflict.</summary>
    public IReadOnlyList<Head> Rivals
    {
        get
        {
            if (Heads is null or [_])
                return Heads ?? [];
            var changes = Heads.Where(head => head.Changes).ToList();
            return changes.Count == 0 ? [First(Heads)] : [.. changes.GroupBy(head => head.Now).Select(First).Order(Earliest)];
        }
    }

    public string? Value => Rivals is [var first, ..] ? first.Now : Base;

    public bool Contested => Heads is { Count: > 1 } && Rivals.Count > 1;

    internal Cell Each(Func<string?, string?> answer) => this with
    {
        Base = answer(Base),
        Heads = Heads is null ? null : [.. Heads.Select(head => head with { Now = answer(head.Now) })],
        Beginnings = Beginnings is null ? null : [.. Beginnings.Select(beginning => beginning with { Found = answer(beginning.Found) })],
    };

    internal Cell With(Operation operation, string? now)
    {
        var beginnings = Beginnings ?? [];
        var own = beginnings.FirstOrDefault(beginning => beginning.Client == operation.Client);
        var alone = beginnings.All(beginning => beginning.Client == operation.Client || beginning.Sequence > operation.Seen);
        var found = own is null ? operation.Was : own.Found;
        var added = new Head(operation.Id, operation.Sequence, operation.Client, operation.Seen, operation.By, operation.At, now, !alone || now != found);
        return this with
        {
            Heads = [.. Standing.Where(head => !added.Replaces(head.Sequence, head.Client)), added],
            Beginnings = own is null ? [.. beginnings, new Beginning(operation.Client, operation.Sequence, operation.Was)] : beginnings,
        };
    }

    private static Head First(IEnumerable<Head> heads) => heads.Min(Earliest)!;

    // Not by the order of arrival: every device must come to the same.
    private static readonly Comparer<Head> Earliest = Comparer<Head>.Create((one, other) =>
        one.At != other.At ? one.At.CompareTo(other.At) : one.Id.CompareTo(other.Id));
}
