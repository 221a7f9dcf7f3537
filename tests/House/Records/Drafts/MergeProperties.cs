using Entente.Records.Drafts;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.House.Records.Drafts;

/// <summary>Random work of several clients, who meet at the server from time to time.</summary>
public sealed class MergeProperties
{
    private static readonly Guid[] Rows = [.. Enumerable.Range(1, 3).Select(number => new Guid(number, 0, 0, new byte[8]))];
    private static readonly string[] Values = ["\"1\"", "\"2\"", "\"3\""];

    /// <param name="Does">What is done: 0 to 5 set, 6 remove, 7 add, 8 move, 9 choose.</param>
    public sealed record Act(int Client, int Does, int Row, int Field, int Value);

    private static readonly Gen<Act> act =
        from client in Gen.Choose(0, 2) from does in Gen.Choose(0, 9) from row in Gen.Choose(0, 2) from field in Gen.Choose(0, 1) from value in Gen.Choose(0, 2)
        select new Act(client, does, row, field, value);

    /// <summary>Rounds of work; at the end of each everybody has seen everything.</summary>
    private static readonly Arbitrary<Act[][]> rounds = Arb.From(Gen.ArrayOf(act).Resize(12).ArrayOf().Resize(4));

    private static readonly Draft Opened = new(0, new Dictionary<string, DraftSection>
    {
        ["catches"] = new(["a", "b"], Rows[..2].Select((row, place) => new DraftRow(row, new Cell(Places.At(place)), default, [new Cell(Values[0]), default]))),
    });

    [Fact]
    public void In_whatever_order_the_work_of_clients_arrives_the_same_stands_there() =>
        Prop.ForAll(rounds, Arb.From(Gen.Choose(0, int.MaxValue - 1)), (work, seed) =>
            Shown(Draft.Merge(Opened, Log(work, new Random(1)))) == Shown(Draft.Merge(Opened, Log(work, new Random(seed))))).Check(Enough);

    [Fact]
    public void Merging_in_parts_is_merging_at_once() =>
        Prop.ForAll(rounds, Arb.From(Gen.Choose(0, 40)), (work, at) =>
        {
            var log = Log(work, new Random(1));
            var half = Draft.Merge(Opened, log.Take(at));
            return Shown(Draft.Merge(Opened, log)) == Shown(Draft.Merge(half, log));
        }).Check(Enough);

    [Fact]
    public void A_snapshot_read_again_is_the_same() =>
        Prop.ForAll(rounds, work =>
        {
            var merged = Draft.Merge(Opened, Log(work, new Random(1)));
            var again = SnapshotBytes.Read(SnapshotBytes.Write(merged.Sections["catches"]));
            return Shown(merged) == Shown(merged with { Sections = new Dictionary<string, DraftSection> { ["catches"] = again } });
        }).Check(Enough);

    [Fact]
    public void What_nobody_who_knew_of_it_changed_is_still_there() =>
        Prop.ForAll(rounds, work =>
        {
            var log = Log(work, new Random(1));
            var section = Draft.Merge(Opened, log).Sections["catches"];
            return log.Where(set => set.Field is not null && !log.Any(later => later.Field == set.Field && later.Row == set.Row && later.Sequence != set.Sequence
                    && (later.Seen >= set.Sequence || later.Client == set.Client && later.Sequence > set.Sequence)))
                .All(last => section[last.Row, last.Field!].Standing.Any(head => head.Id == last.Id && head.Now == last.Now));
        }).Check(Enough);

    [Fact]
    public void Sent_twice_it_counts_once() =>
        Prop.ForAll(rounds, work =>
        {
            var log = Log(work, new Random(1));
            var twice = log.Concat(log.Select(operation => operation with { Sequence = operation.Sequence + log.Count }));
            return Shown(Draft.Merge(Opened, log)) == Shown(Draft.Merge(Opened, twice) with { Through = log.Count });
        }).Check(Enough);

    private static Config Enough => Config.QuickThrowOnFailure.WithMaxTest(2_000);

    // Within a round each client sees the last round and its own work; between the clients chance decides who arrives first.
    private static List<Operation> Log(Act[][] work, Random chance)
    {
        var desks = Enumerable.Range(0, 3).Select(number => new Desk($"client {number}")).ToArray();
        var log = new List<Operation>();
        foreach (var round in work)
        {
            var queues = desks.Select((desk, number) => new Queue<Operation>(round.Where(one => one.Client == number).Select(one => Do(desk, one)))).ToList();
            while (queues.Any(queue => queue.Count > 0))
            {
                var waiting = queues.Where(queue => queue.Count > 0).ToList();
                log.Add(waiting[chance.Next(waiting.Count)].Dequeue() with { Sequence = log.Count + 1 });
            }
            foreach (var desk in desks)
                desk.Seen = log.Count;
        }
        return log;
    }

    // What the author had found is not told truly here; where it matters, it is what the draft began with.
    private static Operation Do(Desk desk, Act act)
    {
        var (row, field) = (Rows[act.Row], act.Field == 0 ? "a" : "b");
        var found = act is { Field: 0, Row: < 2 } ? Values[0] : null;
        return act.Does switch
        {
            6 => desk.Remove(row),
            7 => desk.Add(row, Places.At(act.Value)),
            8 => desk.Move(row, Places.At(act.Value)),
            9 => desk.Choose(row, field, found, Values[act.Value]),
            _ => desk.Set(row, field, found, Values[act.Value]),
        };
    }

    private static string Shown(Draft draft)
    {
        var section = draft.Sections["catches"];
        var rows = section.InOrder.Select(row => $"{row.Id} {string.Join(',', row.Cells.Select(cell => cell.Value))}");
        var conflicts = draft.Conflicts().Select(conflict => $"{conflict.Row} {conflict.Field}: {string.Join(',', conflict.Rivals.Select(rival => $"{rival.Now} {rival.Client}").Order())}").Order();
        return $"{string.Join('\n', rows)}\n{string.Join('\n', conflicts)}";
    }
}
