using Entente.Records.Drafts;

namespace Entente.Tests.House.Records.Drafts;

/// <summary>One client that changes a draft: a tab, a telephone off-line.</summary>
internal sealed class Desk(string client)
{
    private int _made;

    public string Client { get; } = client;

    public long Seen { get; set; }

    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public Operation Set(Guid row, string field, string? was, string? now) => Make(OperationKind.Set, row, field, null, was, now);

    public Operation Choose(Guid row, string field, string? was, string? now) => Make(OperationKind.Choose, row, field, null, was, now);

    public Operation Add(Guid row, string place) => Make(OperationKind.AddRow, row, null, place, null, null);

    public Operation Move(Guid row, string place) => Make(OperationKind.MoveRow, row, null, place, null, null);

    public Operation Remove(Guid row) => Make(OperationKind.RemoveRow, row, null, null, null, null);

    // The same operation has the same id however often the test makes it.
    private Operation Make(OperationKind kind, Guid row, string? field, string? place, string? was, string? now)
    {
        _made++;
        var id = new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{Client} {_made}")).AsSpan(0, 16));
        return new Operation(id, 0, kind, "catches", row, field, place, was, now, Client, Seen, null, Noon.AddSeconds(_made));
    }

    /// <summary>As they arrive, one after the other, after those that came before.</summary>
    public static List<Operation> Arrived(IEnumerable<Operation> operations, long after = 0) =>
        [.. operations.Select((operation, place) => operation with { Sequence = after + place + 1 })];
}
