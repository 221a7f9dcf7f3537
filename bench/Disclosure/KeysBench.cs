using System.Globalization;
using System.Text;
using Entente.Bench.Http;
using Entente.Bench.Records;
using Entente.Bench.Report;

namespace Entente.Bench.Disclosure;

/// <summary>
/// The weekly report with all of its twenty answers encrypted, beside the same report in plain words: declared one by one, and read
/// back over the interface by whoever declared it. In turns, on one application and one database.
/// </summary>
public static class KeysBench
{
    private const int Rounds = 7;
    private const double Most = 0.25;
    private static readonly int[] Clients = [1, 8];
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Goal>> Run(bool small, CancellationToken cancel)
    {
        await using var ground = await Ground.Open(cancel);
        var (guarded, plain) = (await SingleBench.Requests.Of(ground, cancel, "guarded"), await SingleBench.Requests.Of(ground, cancel));
        var writes = (Ours: new Load(ground.Port, guarded.Next, 201), Floor: new Load(ground.Port, plain.Next, 201));
        foreach (var load in new[] { writes.Ours, writes.Floor })
            await load.Drive(8, Time, cancel);
        var reads = (Ours: await Reading(ground, "guarded", cancel), Floor: await Reading(ground, "weekly", cancel));
        foreach (var load in new[] { reads.Ours, reads.Floor })
            await load.Drive(8, Time, cancel);
        var table = new Table("", "encrypted/s", "plain/s", "ratio", "worst", "best", "p50 ms", "p50 plain", "p99 ms", "p99 plain");
        var goals = new List<Goal>();
        foreach (var (name, unit, (ours, floor)) in new[] { ("declared", "statements/s", writes), ("read", "answers/s", reads) })
            foreach (var clients in Clients)
            {
                var measured = await InTurns.Of(ours, floor, clients, small ? 2 : Rounds, Time, cancel);
                table.Add(measured.Cells(string.Create(CultureInfo.InvariantCulture, $"{name}, {clients} client(s)")));
                goals.Add(measured.AtMost(string.Create(CultureInfo.InvariantCulture, $"keys: twenty encrypted answers {name}, {clients} client(s)"), Most, unit));
            }
        Console.WriteLine(table);
        goals.Add(Goal.AtMost("keys: segments of encrypted reports that lie in plain words", 0, await ground.Ask<long>("""
            select count(*) from records.segment g join records.statement s on s.id = g.statement where s.body = 'ground' and s.definition = 'guarded' and (g.key is null or position('Aminata'::bytea in g.bytes) > 0)
            """, cancel), "segments"));
        return goals;
    }

    // As the party that declared it, so that nothing is logged meanwhile.
    private static async Task<Load> Reading(Ground ground, string definition, CancellationToken cancel)
    {
        var party = Ground.Parties[0];
        var (key, id) = (await ground.Key(party, cancel), await ground.Ask<Guid>($"select id from records.statement where body = 'ground' and definition = '{definition}' and party = '{party}' and version = 1 limit 1", cancel));
        return new Load(ground.Port, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET /api/{Ground.Body}/{definition}/{id} HTTP/1.1\r\nHost: localhost:{ground.Port}\r\nAuthorization: Bearer {key}\r\n\r\n")));
    }
}
