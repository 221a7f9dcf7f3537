using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Records.Tables;
using Entente.SignIn;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Journeys.Faults;

/// <summary>A large table on its way into a running installation, seen with the eyes of the database's owner.</summary>
internal sealed class LargeLoad
{
    private const int Rows = 100_000;

    private readonly Func<Task<NpgsqlConnection>> _open;
    private readonly string _load;
    private readonly string _statement;

    private LargeLoad(Func<Task<NpgsqlConnection>> open, string load, string statement) => (_open, _load, _statement) = (open, load, statement);

    /// <summary>Publishes its definition, opens a statement and sends the rows.</summary>
    public static async Task<LargeLoad> Send(int port, Func<Task<NpgsqlConnection>> open)
    {
        await using var owner = await open();
        await Publication.Publish(owner, new Loaded(Definitions.Body(), [Definitions.Large()], []), "tuna", TableMaking.Make, TimeProvider.System.GetUtcNow());
        using var http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", await Key(owner)) } };
        var address = await Opened(http);
        using var rows = new StringContent(Text(), Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var put = await http.PutAsync(new Uri(address + "/catches", UriKind.Relative), rows);
        put.StatusCode.ShouldBe(HttpStatusCode.Accepted, await put.Content.ReadAsStringAsync());
        return new LargeLoad(open, put.Headers.Location!.ToString().Split('/')[^1], address.Split('/')[^1]);
    }

    /// <summary>The key of a program that submits for Japan.</summary>
    public static async Task<string> Key(NpgsqlConnection owner)
    {
        var (person, holding) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (key, text) = ProgramKey.New(Guid.CreateVersion7());
        await using var batch = new NpgsqlBatch(owner)
        {
            BatchCommands =
            {
                new("insert into bodies.person (id, name, email, created_at) values ($1, 'A program', $2, now())") { Parameters = { new() { Value = person }, new() { Value = $"{person:n}@example.org" } } },
                new("insert into bodies.holding (id, person, body, party, post, period, granted_at) values ($2, $1, 'tuna', 'JPN', 'head', daterange('2020-01-01', null), now())") { Parameters = { new() { Value = person }, new() { Value = holding } } },
                new("insert into sign_in.program_key (id, hash, person, holding, name, made_at, expires_at) values ($1, $2, $3, $4, 'test', now(), now() + interval '1 day')")
                {
                    Parameters = { new() { Value = key.Id }, new() { Value = key.Hash }, new() { Value = person }, new() { Value = holding } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync();
        return text;
    }

    /// <summary>Rows are being written, and none of them is there for anybody else.</summary>
    public async Task UnderWay()
    {
        await Eventually($"select state = 'running' and rows > 0 from records.load where id = '{_load}'");
        (await Ask<long>($"select count(*) from tuna.large_catches where statement = '{_statement}'")).ShouldBe(0);
    }

    /// <summary>Who has the job.</summary>
    public Task<string> Holder() => Ask<string>($"select locked_by from jobs.job where id = (select job from records.load where id = '{_load}')");

    /// <summary>The minute for which its job was taken passes, where whoever took it is gone.</summary>
    public Task LeasePasses() => Ask<long>($"with passed as (update jobs.job set locked_until = locked_until - interval '1 minute', run_at = least(run_at, now()) where id = (select job from records.load where id = '{_load}') returning 1) select count(*) from passed");

    /// <summary>It becomes a version after all: once, whole, and nothing is left of the attempts before.</summary>
    public async Task IsThereOnceAndWhole()
    {
        await Eventually($"select state = 'done' from records.load where id = '{_load}'", hurry: true);
        foreach (var (what, sql, count) in new[]
        {
            ("rows", $"select count(*) from tuna.large_catches where statement = '{_statement}'", (long)Rows),
            ("rows with a place of their own", $"select count(distinct place) from tuna.large_catches where statement = '{_statement}' and until is null", Rows),
            ("segments of the table", $"select count(*) from records.segment where statement = '{_statement}' and section = 'catches'", Rows / 1000),
            ("versions", $"select count(*) from records.version where statement = '{_statement}'", 1),
            ("leaves", $"select count(*) from records.leaf where statement = '{_statement}'", 1),
            ("pieces of the file", $"select count(*) from records.load_part where load = '{_load}'", 0),
            ("faults", $"select count(*) from records.fault where statement = '{_statement}'", 0),
        })
            (await Ask<long>(sql)).ShouldBe(count, what);
        (await Ask<int>($"select version from records.statement where id = '{_statement}'")).ShouldBe(1);
    }

    private async Task Eventually(string sql, bool hurry = false)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            try
            {
                if (await Ask<bool>(sql))
                    return;
                // Nobody waits for the pause between two attempts.
                if (hurry)
                    await Ask<long>("with again as (update jobs.job set run_at = now() where kind = 'load-rows' and done_at is null and locked_by is null and run_at > now() returning 1) select count(*) from again");
            }
            catch (Exception problem) when (problem is NpgsqlException or IOException or FormatException or ArgumentException && waited.Elapsed < TimeSpan.FromMinutes(2))
            {
                // The database is not there again.
            }
            if (waited.Elapsed > TimeSpan.FromMinutes(3))
                throw new TimeoutException($"{sql}: {await Ask<string>($"select concat_ws(' ', l.state, l.rows, j.attempts, j.last_error) from records.load l left join jobs.job j on j.id = l.job where l.id = '{_load}'")}");
        }
    }

    private async Task<T> Ask<T>(string sql)
    {
        await using var owner = await _open();
        await using var command = new NpgsqlCommand(sql, owner);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> Opened(HttpClient http)
    {
        for (var tries = 0; ; tries++)
        {
            using var content = new StringContent("""{"step":"open","period":{"start":"2001-01-01","end":"2001-01-08"} }""", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("/api/tuna/large", UriKind.Relative), content);
            if (answer.StatusCode == HttpStatusCode.Created)
                return answer.Headers.Location!.ToString();
            // Each node hears of a publication by itself.
            tries.ShouldBeLessThan(200, await answer.Content.ReadAsStringAsync());
            await Task.Delay(50);
        }
    }

    private static string Text()
    {
        var text = new StringBuilder("vessel,gear,species,area,landed,weight,fish,length,discarded,price,transhipped,remark\n");
        for (var number = 1; number <= Rows; number++)
            text.Append(CultureInfo.InvariantCulture, $"V{number},PS,BFT,,,{number % 1000}.5,,,0,,false,\n");
        return text.ToString();
    }
}
