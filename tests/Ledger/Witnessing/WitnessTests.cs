using System.Text;
using Entente.Ledger;

namespace Entente.Tests.Ledger.Witnessing;

public sealed class WitnessTests
{
    private static readonly SigningKey Key = Scene.Witnesses[0];

    [Fact]
    public void What_continues_the_log_is_signed_and_kept()
    {
        var scene = Scene.Of(3);
        WitnessState? state = null;
        foreach (var more in (int[])[0, 1, 5, 300])
        {
            for (var number = 0; number < more; number++)
                scene.Add(new StatementEntry(Tree.Leaf([(byte)number])));
            var request = Ask(scene, state);
            var answer = Witness.Decide(state, AddCheckpoint.Parse(request.ToBytes()), [Scene.Log.Verifier], Key, Scene.Now);
            answer.Status.ShouldBe(200, answer.Body);
            var signature = SignedNote.ParseSignatures(Encoding.UTF8.GetBytes(answer.Body)).ShouldHaveSingleItem();
            Key.Verifier.Verifies(request.Note.Text, signature, out var at).ShouldBeTrue();
            at.ShouldBe(Scene.Now);
            state = answer.State.ShouldNotBeNull();
            (state.Size, state.Root).ShouldBe((scene.Checkpoint.Size, scene.Checkpoint.Root));
            state.Note.Signatures.Count.ShouldBe(2);
        }
    }

    [Fact]
    public void A_log_that_was_rolled_back_is_told_what_was_seen()
    {
        var (scene, state) = Seen(10);
        var shorter = Scene.Of(7);
        Refused(state, Ask(shorter, null), 409).Body.ShouldBe("10\n");
        Refused(state, Ask(shorter, null) with { Old = 7 }, 409).ContentType.ShouldBe("text/x.tlog.size");
        Refused(state, new AddCheckpoint(10, [], shorter.Checkpoint.Sign(Scene.Log)), 400);
        scene.Checkpoint.Size.ShouldBe(10);
    }

    [Fact]
    public void A_fork_is_refused()
    {
        var (_, state) = Seen(10);
        var other = new Scene();
        for (var number = 0; number < 20; number++)
            other.Add(new StatementEntry(Tree.Leaf([99, (byte)number])));
        Refused(state, new AddCheckpoint(10, Proofs.Consistency(10, 20, other.Reader.NodeAt), other.Checkpoint.Sign(Scene.Log)), 422);
        var same = new Scene();
        for (var number = 0; number < 10; number++)
            same.Add(new StatementEntry(Tree.Leaf([98, (byte)number])));
        Refused(state, new AddCheckpoint(10, [], same.Checkpoint.Sign(Scene.Log)), 422);
    }

    [Fact]
    public void A_log_that_is_not_known_or_did_not_sign_is_refused()
    {
        var scene = Scene.Of(3);
        Decide(null, Ask(scene, null), []).Status.ShouldBe(404);
        var stranger = Scene.Key(Scene.Origin, KeyKind.Log, 77);
        Refused(null, new AddCheckpoint(0, [], scene.Checkpoint.Sign(stranger)), 403);
        var broken = scene.Checkpoint.Sign(Scene.Log);
        broken = broken with { Signatures = [broken.Signatures[0] with { Bytes = new byte[64] }] };
        Refused(null, new AddCheckpoint(0, [], broken), 403);
        Refused(null, new AddCheckpoint(0, [], scene.Checkpoint.Sign(stranger, Scene.Log) with { }), 200, allowed: true);
    }

    [Fact]
    public void The_empty_log_has_the_empty_root_and_needs_no_proof()
    {
        var empty = new Scene();
        var state = Decide(null, Ask(empty, null), [Scene.Log.Verifier]).State;
        state.ShouldNotBeNull().Size.ShouldBe(0);
        Refused(null, new AddCheckpoint(0, [], (empty.Checkpoint with { Root = Tree.Leaf([1]) }).Sign(Scene.Log)), 422);
        Refused(null, new AddCheckpoint(0, [Tree.Empty], Scene.Of(3).Checkpoint.Sign(Scene.Log)), 422);
        Decide(state, Ask(Scene.Of(3), state), [Scene.Log.Verifier]).Status.ShouldBe(200);
    }

    [Fact]
    public void The_state_only_ever_grows()
    {
        var (scene, state) = Seen(10);
        foreach (var old in (long[])[0, 5, 9, 10, 11, 12])
            foreach (var size in (int[])[5, 9, 10, 11])
            {
                var log = Scene.Of(size);
                var proof = old >= 1 && old <= size ? Proofs.Consistency(old, size, log.Reader.NodeAt) : [];
                var answer = Decide(state, new AddCheckpoint(old, proof, log.Checkpoint.Sign(Scene.Log)), [Scene.Log.Verifier]);
                (answer.State is not null).ShouldBe(old == 10 && size >= 10);
                (answer.State?.Size ?? 10).ShouldBeGreaterThanOrEqualTo(10);
            }
        scene.Checkpoint.Size.ShouldBe(10);
    }

    [Theory]
    [InlineData("")]
    [InlineData("old 1\n")]
    [InlineData("old 01\n\no\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— a AAAAAAA=\n")]
    [InlineData("new 1\n\no\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— a AAAAAAA=\n")]
    [InlineData("old 1\nAAAA\n\no\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— a AAAAAAA=\n")]
    public void Another_form_is_no_request(string body)
    {
        var problem = Should.Throw<LedgerFormatException>(() => AddCheckpoint.Parse(Encoding.UTF8.GetBytes(body)));
        WitnessAnswer.Malformed(problem).Status.ShouldBe(400);
    }

    private static (Scene Scene, WitnessState State) Seen(int size)
    {
        var scene = Scene.Of(size);
        return (scene, Decide(null, Ask(scene, null), [Scene.Log.Verifier]).State!);
    }

    private static AddCheckpoint Ask(Scene scene, WitnessState? known) =>
        new(known?.Size ?? 0, known is { Size: > 0 } ? Proofs.Consistency(known.Size, scene.Checkpoint.Size, scene.Reader.NodeAt) : [], scene.Checkpoint.Sign(Scene.Log));

    private static WitnessAnswer Decide(WitnessState? state, AddCheckpoint request, VerifierKey[] logs) => Witness.Decide(state, request, logs, Key, Scene.Now);

    private static WitnessAnswer Refused(WitnessState? state, AddCheckpoint request, int status, bool allowed = false)
    {
        var answer = Decide(state, request, [Scene.Log.Verifier]);
        answer.Status.ShouldBe(status, answer.Body);
        (answer.State is not null).ShouldBe(allowed);
        return answer;
    }
}
