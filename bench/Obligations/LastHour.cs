using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Entente.Bench.Processes;
using Entente.Bench.Records;
using Entente.Bench.Records.Bulk;
using Entente.Bench.Report;
using Entente.Bodies;

namespace Entente.Bench.Obligations;

/// <summary>
/// The last hour before a deadline: one party has sent several workbooks already when fifty send one each at once, every one twice, as people do who
/// do not trust a page that waits. Floor: as many workbooks one after the other, each alone.
/// </summary>
internal sealed class LastHour(Ground ground)
{
    private const int Parties = 50;
    private const int Before = 5;
    private const int Alone = 5;
    private const int Rows = 2_000;
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(150);

    public async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        await ground.Publish(await Folder(cancel), cancel);
        await ground.Application.Until(() => Checkout.Answers(ground.Http, $"/api/{Ground.Body}/hauls", cancel), TimeSpan.FromMinutes(1), cancel);
        var parties = Countries.All.Select(country => country.Alpha3).Take(Parties).ToList();
        var ready = new List<(Sender Sender, string Statement, string File)>();
        foreach (var party in parties.Prepend(parties[0]).Concat(Enumerable.Repeat(parties[0], Before + Alone - 1)))
            ready.Add(await Ready(party, ready.Count, cancel));
        var (many, alone) = (ready[(Parties + 1)..].Prepend(ready[0]).Take(Before).ToList(), ready[(Parties + Before)..]);
        // The first of them warms the way.
        var single = new List<double>();
        foreach (var (sender, statement, file) in alone.Prepend(await Ready(parties[0], ready.Count, cancel)))
            single.Add(Checked(await sender.Send(statement, "hauls", file, Xlsx, cancel)).Seconds);
        var start = await ground.Ask<DateTime>("select now()", cancel);
        var asked = new ConcurrentBag<Waited>();
        var early = many.ConvertAll(one => Submit(one, asked, cancel));
        await Until(async () => await ground.Ask<long>($"select count(*) from records.load where asked_at >= '{start:O}'", cancel) == Before, cancel);
        await Task.WhenAll(early.Concat(ready[1..(Parties + 1)].Select(one => Submit(one, asked, cancel))));
        ready.ForEach(one => one.Sender.Dispose());
        return await Goals([.. asked], Figure.Median(single[1..]), start, cancel);
    }

    private async Task<IReadOnlyList<Goal>> Goals(IReadOnlyList<Waited> waited, double single, DateTime start, CancellationToken cancel)
    {
        var (all, sum) = (Parties + Before, (Parties + Before) * single);
        var longest = waited.Max(one => one.Seconds);
        var table = new Table($"{all} workbooks of {Rows} rows, each sent twice", "seconds");
        table.Add("one alone, median", single);
        table.Add("the first done", waited.Min(one => one.Seconds));
        table.Add("half of them done", Figure.Median(waited.Select(one => one.Seconds)));
        table.Add("the last done", longest);
        Console.WriteLine(table);
        Console.WriteLine();
        return
        [
            new Goal("last hour: workbooks that became a version with every row", waited.Count(one => one.Done), all, "workbooks", waited.Count(one => one.Done) == all),
            Goal.AtMost("last hour: versions or rows twice, though each workbook was sent twice", 0, await Twice(start, cancel), "statements"),
            Goal.AtMost("last hour: served before somebody who came earlier or had been served less often", 0, await Unfair(start, cancel), "workbooks"),
            Goal.AtMost("last hour: answers to who waits that tell no place, and second loads of one workbook", 0, waited.Sum(one => one.Unsaid), "answers"),
            Goal.AtMost("last hour: the longest wait beside all of them one after the other, at most 1", 1, longest / sum, "times", 1),
        ];
    }

    private Task<long> Twice(DateTime start, CancellationToken cancel) => ground.Ask<long>($"""
        select count(*) from (select distinct statement from records.load where asked_at >= '{start:O}') l
        where (select count(*) from records.version v where v.statement = l.statement) <> 1
           or (select count(*) from {Ground.Body}.hauls_hauls h where h.statement = l.statement) <> {Rows}
           or (select count(*) from records.load o where o.statement = l.statement) <> 1
        """, cancel);

    // Every party has its turn before any has a second, and within a turn who came first is served first.
    private Task<long> Unfair(DateTime start, CancellationToken cancel) => ground.Ask<long>($"""
        with turn as (select *, row_number() over (partition by party order by started_at) as n from records.load where asked_at >= '{start:O}')
        select count(*) from turn t where exists (
          select from turn o where o.party <> t.party and o.asked_at < t.started_at - interval '1 second' and o.started_at > t.started_at
              and (o.n < t.n or (o.n = t.n and o.asked_at < t.asked_at - interval '1 second')))
        """, cancel);

    /// <summary>Sends it twice at once, and asks again and again until something became of it.</summary>
    private static async Task Submit((Sender Sender, string Statement, string File) one, ConcurrentBag<Waited> asked, CancellationToken cancel)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var places = await Task.WhenAll(Put(one, cancel), Put(one, cancel));
        var unsaid = places[0] == places[1] ? 0 : 1;
        while (true)
        {
            var said = JsonNode.Parse(await one.Sender.Http.GetStringAsync(places[0], cancel))!;
            var state = said["state"]!.ToString();
            if (state is not ("waiting" or "running"))
            {
                asked.Add(new Waited(clock.Elapsed.TotalSeconds, state == "done" && (long)said["rows"]! == Rows, unsaid));
                return;
            }
            if (state == "waiting" && said["ahead"] is null)
                unsaid++;
            await Task.Delay(Between, cancel);
        }
    }

    private static async Task<Uri> Put((Sender Sender, string Statement, string File) one, CancellationToken cancel)
    {
        await using var rows = File.OpenRead(one.File);
        using var content = new StreamContent(rows, 1 << 16) { Headers = { ContentType = new MediaTypeHeaderValue(Xlsx) } };
        using var answer = await one.Sender.Http.PutAsync(new Uri($"{one.Statement}/hauls", UriKind.Relative), content, cancel);
        return answer.StatusCode == System.Net.HttpStatusCode.Accepted ? answer.Headers.Location!
            : throw new CannotMeasure($"{one.Statement} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancel)}");
    }

    private async Task<(Sender, string, string)> Ready(string party, int number, CancellationToken cancel)
    {
        var sender = new Sender(ground, await ground.Key(party, cancel));
        var (statement, week) = await Opened(sender, cancel);
        var file = Path.Combine(ground.Sub("last-hour"), string.Create(CultureInfo.InvariantCulture, $"{number}.xlsx"));
        HaulBook.Write(file, Rows, week);
        return (sender, statement, file);
    }

    // The application hears of the new parties a moment after they were published.
    private static async Task<(string, DateOnly)> Opened(Sender sender, CancellationToken cancel)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await sender.Open("hauls", cancel);
            }
            catch (CannotMeasure) when (tries < 100)
            {
                await Task.Delay(100, cancel);
            }
        }
    }

    private static Sent Checked(Sent sent) => sent is { State: "done", Rows: Rows, Faults: 0 } ? sent : throw new CannotMeasure($"{sent.Statement} is {sent.State} with {sent.Rows} rows and {sent.Faults} faults.");

    private static async Task Until(Func<Task<bool>> there, CancellationToken cancel)
    {
        while (!await there())
            await Task.Delay(20, cancel);
    }

    // The body of the benches with as many parties as are needed.
    private async Task<string> Folder(CancellationToken cancel)
    {
        var folder = ground.CopyOfBody();
        await File.WriteAllLinesAsync(Path.Combine(folder, "parties.csv"),
            Countries.All.Select(country => country.Alpha3).Take(Parties).Union(Ground.Parties, StringComparer.Ordinal).Select(code => $"{code},{code},party,,,,").Prepend("code,country,standing,from,until,groups,note"), cancel);
        return folder;
    }

    private sealed record Waited(double Seconds, bool Done, int Unsaid);
}
