using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Entente.Bench.Processes;
using Entente.Bench.Report;

namespace Entente.Bench.Records.Bulk;

/// <summary>
/// 240 rules over 100,000 rows of five parties at once, one row of a hundred breaking each: all are warnings, so that the rows are
/// judged, and kept, and each finding with them. Every finding of every rule is counted in the database, and by the interface.
/// </summary>
public static class RulesBench
{
    private const int Rows = 100_000;
    private const int Parties = 5;
    private const long Each = Rows / 100 * ManyRules.Rules;

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        await using var ground = await Ground.Open(cancel);
        await ground.Publish(await Folder(ground, cancel), cancel);
        await ground.Application.Until(() => Checkout.Answers(ground.Http, $"/api/{Ground.Body}/{ManyRules.Code}", cancel), TimeSpan.FromMinutes(1), cancel);
        var folder = ground.Sub("rules");
        using var occupied = Occupied.Of(ground);
        var ready = new List<(Sender Sender, string Statement, string File)>();
        foreach (var party in Ground.Parties.Take(Parties))
        {
            var sender = new Sender(ground, await ground.Key(party, cancel));
            var (statement, week) = await sender.Open(ManyRules.Code, cancel);
            await Stations(sender, statement, cancel);
            var file = Path.Combine(folder, $"{party}.csv");
            ManyRules.Write(file, Rows, week);
            ready.Add((sender, statement, file));
        }
        occupied.Forget();
        var (idle, before, clock) = (occupied.Now, ground.Spent(), Stopwatch.StartNew());
        var sent = await Task.WhenAll(ready.Select(one => one.Sender.Send(one.Statement, ManyRules.Table, one.File, "text/csv", cancel, excuse: "As+measured")));
        var (seconds, spent) = (clock.Elapsed.TotalSeconds, ground.Spent());
        var table = new Table("party", "became", "rows", "findings", "seconds");
        foreach (var (party, one) in Ground.Parties.Zip(sent))
            table.Add(party, one.State, one.Rows, one.Faults, one.Seconds);
        Console.WriteLine($"{table}\n\nProcessor time: application {Figure.Of(spent.Application - before.Application)} s, database {Figure.Of(spent.Database - before.Database)} s; the application occupied {Figure.Of(idle)} MB before, and {Figure.Of(occupied.Highest)} MB at most.\n");
        ready.ForEach(one => one.Sender.Dispose());
        return [
            Goal.AtMost($"bulk: {ManyRules.Rules} rules × {Rows} rows × {Parties} parties at once", 120, seconds, "s"),
            new Goal("bulk: of these loads all finish, with every row", sent.Count(one => one is { State: "done", Rows: Rows }), Parties, "loads", sent.All(one => one is { State: "done", Rows: Rows, Faults: Each })),
            .. await Findings(ground, cancel),
        ];
    }

    // The total alone would not tell a finding lost here from one too many there.
    private static async Task<Goal[]> Findings(Ground ground, CancellationToken cancel)
    {
        var found = await ground.Ask<long>("select count(*) from records.fault f join records.statement s on s.id = f.statement where s.definition = 'many-rules' and f.version = s.version", cancel);
        var wrong = await ground.Ask<long>(string.Create(CultureInfo.InvariantCulture, $"""
            select count(*) from (select id from records.statement where definition = '{ManyRules.Code}') s cross join generate_series(0, {ManyRules.Rules - 1}) r
            where (select count(distinct f.row_number) from records.fault f where f.statement = s.id and f.rule = 'check:rule-' || lpad(r::text, 3, '0')) <> {Rows / 100}
               or (select count(*) from records.fault f where f.statement = s.id and f.rule = 'check:rule-' || lpad(r::text, 3, '0')) <> {Rows / 100}
            """), cancel);
        return [
            new Goal("bulk: of these loads every finding is reported", found, Parties * Each, "findings", found == Parties * Each),
            Goal.AtMost("bulk: rules of which a finding is lost or said twice", 0, wrong, "rules"),
        ];
    }

    // Beside the body of the checkout, which stays as it is.
    private static async Task<string> Folder(Ground ground, CancellationToken cancel)
    {
        var to = ground.CopyOfBody();
        await File.WriteAllTextAsync(Path.Combine(to, $"{ManyRules.Code}.return.yaml"), ManyRules.Definition(), cancel);
        return to;
    }

    private static async Task Stations(Sender sender, string statement, CancellationToken cancel)
    {
        var changes = new List<object>();
        for (var station = 0; station < 100; station++)
        {
            var row = Guid.CreateVersion7();
            changes.Add(new { kind = "add-row", section = ManyRules.Stations, row });
            changes.Add(new { section = ManyRules.Stations, row, field = "station", now = string.Create(CultureInfo.InvariantCulture, $"S{station:00}") });
            changes.Add(new { section = ManyRules.Stations, row, field = "mark", now = station });
        }
        using var answer = await sender.Http.PatchAsJsonAsync(new Uri(statement + "/draft", UriKind.Relative), new { changes }, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new CannotMeasure($"The stations were not taken: {await answer.Content.ReadAsStringAsync(cancel)}");
    }
}
