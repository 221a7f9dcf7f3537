using System.Security.Cryptography;
using System.Text;
using Entente.Ledger;

namespace Entente.Tests.Ledger;

/// <summary>A log with its key, witnesses, and statements that stand in it.</summary>
internal sealed class Scene
{
    public const string Origin = "entente.example/log";

    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static SigningKey Log { get; } = Key(Origin, KeyKind.Log, 1);

    public static SigningKey[] Witnesses { get; } = [.. Enumerable.Range(2, 3).Select(number => Key($"w{number}.example", KeyKind.Witness, number))];

    public static Policy Trusted { get; } = Policy.Parse(Encoding.UTF8.GetBytes($"""
        # the log and two of three
        log {Log.Verifier}
        witness one {Witnesses[0].Verifier}
        witness two {Witnesses[1].Verifier} https://w3.example
        witness three {Witnesses[2].Verifier}
        group members 2 one two three
        quorum members

        """));

    private readonly GrowingTree _tree = new();

    public Dictionary<Tile, byte[]> Tiles { get; } = [];

    public List<byte[]> Entries { get; } = [];

    public Checkpoint Checkpoint => new(Origin, _tree.Size, _tree.Root());

    public TileReader Reader => new(_tree.Size, tile => Tiles[tile]);

    public static SigningKey Key(string name, KeyKind kind, int number) => new(name, kind, SHA256.HashData([(byte)number]));

    /// <summary>A scene with this many other entries before anything else.</summary>
    public static Scene Of(int others)
    {
        var scene = new Scene();
        for (var number = 0; number < others; number++)
            scene.Add(new StatementEntry(Tree.Leaf(BitConverter.GetBytes(number))));
        return scene;
    }

    public long Add(LogEntry entry)
    {
        Entries.Add(entry.ToBytes());
        var place = _tree.Append(entry.Leaf);
        foreach (var (tile, bytes) in _tree.TakeTiles())
            Tiles[tile] = bytes;
        return place;
    }

    public SignedNote Signed(int witnesses = 2)
    {
        var note = Checkpoint.Sign(Log);
        foreach (var witness in Witnesses.Take(witnesses))
            note = note.With(witness.Sign(note.Text, Now));
        return note;
    }

    /// <summary>A statement of two sections, declared and logged; its holder may not read a third.</summary>
    public (Receipt Receipt, byte[] Statement, KeptStatement Kept) Declare(int number = 1, Func<Hash, Assertion>? sign = null)
    {
        var id = new Guid(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);
        var head = new StatementHead(id, "iccat", "bluefin-catch", "ab12", "JPN", 1);
        KeptSegment[] segments = [Segment(id, "report", "weight", "1.5"), Segment(id, "vessel", "name", "Ōshima"), Segment(id, "secret", "price", "7")];
        var commitment = Commitments.OfStatement(head, segments.Select(segment => segment.Commitment));
        var assertion = sign?.Invoke(commitment);
        var place = Add(new StatementEntry(commitment, assertion?.Digest));
        var proof = new LogProof(place, Proofs.Inclusion(place, _tree.Size, Reader.NodeAt), Signed());
        var receipt = new Receipt(head, [.. segments.Select(segment => new ReceiptSegment(segment.Commitment, segment.Section == "secret" ? null : new SegmentSalt(segment.Section, 0, segment.Salt)))], assertion, proof);
        return (receipt, StatementFile.Write(segments.Where(segment => segment.Section != "secret").Select(segment => segment.Bytes)), new KeptStatement(head, commitment, place, assertion?.Digest, segments));
    }

    private static KeptSegment Segment(Guid statement, string section, string field, string value)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"audience":["party:JPN","serving"],"block":0,"definition":"ab12","fields":{"{{field}}":"{{value}}"},"section":"{{section}}","statement":"{{statement}}"}""");
        var salt = SHA256.HashData(Encoding.UTF8.GetBytes(section));
        return new KeptSegment(section, 0, salt, Commitments.OfSegment(salt, bytes), bytes);
    }
}
