using System.Net;
using Entente.Client.Witness;
using Entente.Ledger;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>The program that another party runs: what it saw survives it, and it never signs another past.</summary>
public sealed class WitnessTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entente-witness").FullName;
    private readonly SigningKey _log = new("log.example/log", KeyKind.Log, new byte[32]);
    private readonly GrowingTree _tree = new();
    private readonly Dictionary<(int, long), byte[]> _tiles = [];

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return default;
    }

    [Fact]
    public async Task It_signs_what_continues_and_refuses_what_does_not_also_after_it_was_started_again()
    {
        Grow(3);
        await using (var witness = Open())
        {
            var answer = witness.Answer(Request(0));
            answer.Status.ShouldBe(200);
            witness.Key.Verifies(Note().Text, SignedNote.ParseSignatures(System.Text.Encoding.UTF8.GetBytes(answer.Body))[0]).ShouldBeTrue();
        }
        await using var again = Open();
        var fork = new GrowingTree();
        for (var number = 0; number < 5; number++)
            fork.Append(Tree.Leaf([9, (byte)number]));
        again.Answer(new AddCheckpoint(3, [], new Checkpoint("log.example/log", 5, fork.Root()).Sign(_log)).ToBytes()).Status.ShouldBe(422);
        again.Answer(new AddCheckpoint(0, [], new Checkpoint("log.example/log", 5, fork.Root()).Sign(_log)).ToBytes()).ShouldSatisfyAllConditions(answer => answer.Status.ShouldBe(409), answer => answer.Body.ShouldBe("3\n"));
        Grow(4);
        again.Answer(Request(3)).Status.ShouldBe(200);
        again.Told().ShouldContain("log log.example/log: 7 ");
    }

    [Fact]
    public async Task It_keeps_its_key_for_itself_and_its_folder_for_one_process()
    {
        await using var witness = Open();
        File.GetUnixFileMode(Path.Combine(_folder, "key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Should.Throw<IOException>(Open);
    }

    [Fact]
    public async Task It_answers_over_HTTP_and_to_nonsense_with_400()
    {
        Grow(2);
        await using var witness = Open();
        await using var server = WitnessCommand.Serve(witness, IPAddress.Loopback, 0);
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(server.Urls.First()) };
        (await http.PostAsync("/add-checkpoint", new ByteArrayContent(Request(0)))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var conflict = await http.PostAsync("/add-checkpoint", new ByteArrayContent(Request(0)));
        (conflict.StatusCode, conflict.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.Conflict, "text/x.tlog.size"));
        (await http.PostAsync("/add-checkpoint", new ByteArrayContent("nonsense"u8.ToArray()))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await http.PostAsync("/add-checkpoint", new ByteArrayContent(new byte[AddCheckpoint.MostBytes + 1]))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await http.GetStringAsync("/")).ShouldContain(witness.Key.ToString());
    }

    private WitnessFolder Open() => WitnessFolder.Open(_folder, "w.example/witness", [_log.Verifier], TimeProvider.System);

    private void Grow(int leaves)
    {
        for (var number = 0; number < leaves; number++)
            _tree.Append(Tree.Leaf([(byte)_tree.Size]));
        foreach (var (tile, bytes) in _tree.TakeTiles())
            _tiles[(tile.Level, tile.Index)] = bytes;
    }

    private SignedNote Note() => new Checkpoint("log.example/log", _tree.Size, _tree.Root()).Sign(_log);

    private byte[] Request(long old) => new AddCheckpoint(old, Proofs.Consistency(old, _tree.Size, new TileReader(_tree.Size, tile => _tiles[(tile.Level, tile.Index)]).NodeAt), Note()).ToBytes();
}
