using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Journeys.Faults;

/// <summary>A process killed in the middle of writing: what was answered is there, once and whole, and what was not can be sent again.</summary>
public sealed class KilledWhileWritingTests : IDisposable
{
    private const int Senders = 8;

    private readonly string _data = Started.NewFolder();

    [Fact]
    public async Task Statements_that_come_in_while_the_application_is_killed_are_there_once_and_whole()
    {
        await using var run = await Started.Ready(_data);
        await using var owner = await run.Open();
        await Publication.Publish(owner, new Loaded(Definitions.Body(), [Definitions.Catch()], []), "tuna", TableMaking.Make, TimeProvider.System.GetUtcNow());
        var key = await LargeLoad.Key(owner);
        using var enough = new CancellationTokenSource();
        var (asked, answered) = (new ConcurrentDictionary<int, Guid>(), 0);
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{run.Port}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
            for (var week = sender; !enough.IsCancellationRequested; week += Senders)
            {
                asked[week] = await UntilAnswered(http, week);
                Interlocked.Increment(ref answered);
            }
        })).ToList();

        await Until(() => answered > 100);
        Started.Kill9(run.Application);
        var before = answered;
        await run.Hears("The application is back.");
        await Until(() => answered > before + 100);
        await enough.CancelAsync();
        await Task.WhenAll(senders);

        asked.Values.Distinct().Count().ShouldBe(asked.Count);
        (await Count(owner, "select count(*) from records.statement where body = 'tuna'")).ShouldBe(asked.Count);
        foreach (var part in new[] { "records.version", "records.segment", "records.leaf", "tuna.catch_report" })
            (await Count(owner, $"select count(*) from records.statement s where s.body = 'tuna' and (select count(*) from {part} p where p.statement = s.id) = 1")).ShouldBe(asked.Count, part);
        (await Count(owner, "select count(*) from records.statement s where s.body = 'tuna' and (select count(*) from records.event e where e.statement = s.id) = 2")).ShouldBe(asked.Count);
        // What waited when the process died was numbered by the next; no place is empty.
        await Until(async () => await Count(owner, "select count(*) from records.leaf where position is null") == 0);
        (await Count(owner, "select max(position) from records.leaf")).ShouldBe(await Count(owner, "select count(*) from records.leaf"));
    }

    [Fact]
    public async Task A_steward_killed_while_it_makes_tables_leaves_none_half_made_and_the_next_makes_them()
    {
        var first = Started.Now(_data);
        await using (var held = await HoldTables(first))
        {
            await Until(async () => await Count(held, "select count(*) from pg_locks where relation = 'bodies.definition_column'::regclass and not granted") > 0);
            var database = first.Postmaster;
            Started.Kill9(first.Steward);
            await Started.Gone(database);
        }
        await using var second = await Started.Ready(_data);
        second.Said.ShouldNotContain("is not published");
        await using var owner = await second.Open();
        (await Count(owner, "select count(*) from bodies.definition where version > 1")).ShouldBe(0);
        (await Count(owner, "select count(*) from bodies.definition d where not exists (select from bodies.definition_column c where c.body = d.body and c.code = d.code)")).ShouldBe(0);
        (await Count(owner, """
            select count(*) from bodies.definition_column c where c.column_name <> ''
            and not exists (select from information_schema.columns i where i.table_schema = c.body and i.table_name = c.table_name and i.column_name = c.column_name)
            """)).ShouldBe(0);
        (await second.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    // As docs/interface.md says: what got no answer is sent again under its key.
    private static async Task<Guid> UntilAnswered(HttpClient http, int week)
    {
        var start = new DateOnly(2000, 1, 3).AddDays(week * 7);
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tuna/catch")
                {
                    Headers = { { "Idempotency-Key", $"week-{week}" } },
                    Content = new StringContent($$"""{"period":{"start":"{{Day(start)}}","end":"{{Day(start.AddDays(7))}}"},"content":{"report":{"f01":"K. Sato","f03":"12.5"} } }""", Encoding.UTF8, "application/json"),
                };
                using var answer = await http.SendAsync(request);
                if (answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
                    return (await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync())).RootElement.GetProperty("statement").GetGuid();
                answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await answer.Content.ReadAsStringAsync());
            }
            catch (HttpRequestException)
            {
                // The process is gone, or not there again.
            }
            await Task.Delay(50);
        }
        throw new TimeoutException($"Week {week} was never answered.");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // As soon as there is anything to hold: whoever publishes then waits in the middle of making tables.
    private static async Task<NpgsqlConnection> HoldTables(Started run)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                var connection = await run.Open();
                await using var hold = new NpgsqlCommand("begin; lock table bodies.definition_column in share mode", connection);
                await hold.ExecuteNonQueryAsync();
                return connection;
            }
            catch (Exception problem) when (tries < 3_000 && problem is NpgsqlException or IOException or FormatException or ArgumentException)
            {
                await Task.Delay(10); // it is still being made
            }
        }
    }

    private static async Task<long> Count(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static Task Until(Func<bool> met) => Until(() => Task.FromResult(met()));

    private static async Task Until(Func<Task<bool>> met)
    {
        for (var tries = 0; !await met(); tries++)
        {
            tries.ShouldBeLessThan(1_200);
            await Task.Delay(25);
        }
    }
}
