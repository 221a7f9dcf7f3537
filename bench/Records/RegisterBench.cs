using System.Diagnostics;
using Entente.Bench.Processes;
using Entente.Bench.Report;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Bench.Records;

/// <summary>
/// The list of a register of a million entries as of a day: the page over HTTP, and the list for programs, beside the SQL that
/// somebody would write by hand for the same rows, under the same login and row security.
/// </summary>
public static class RegisterBench
{
    private const int Entries = 1_000_000;
    private const int Rounds = 15;
    private const string Day = "2024-06-15";

    // The rows of a page by name, one more to know whether there is another page, and how many there are, counted as far as the page counts.
    private const string ByHand = """
        select t.statement, t.row_id, t.valid_from, t.valid_until, s.party, t.name, t.call_sign, t.gear, t.length
        from ground.vessels_vessel t join records.statement s on s.id = t.statement
        where t.until is null and t.valid_from <= '2024-06-15' and t.valid_until > '2024-06-15' and s.state in ('submitted', 'accepted')
        order by coalesce(t.name, ''), t.statement limit 26
        """;

    private const string Counted = """
        select count(*) from (select from ground.vessels_vessel t join records.statement s on s.id = t.statement
        where t.until is null and t.valid_from <= '2024-06-15' and t.valid_until > '2024-06-15' and s.state in ('submitted', 'accepted') limit 10001) counted
        """;

    private const string ForPrograms = """
        select s.id, s.definition, s.party, s.number, s.title, s.state, s.version, s.changed_at from records.statement s
        where s.body = 'ground' and s.definition = 'vessels' and exists (select from ground.vessels_vessel e where e.statement = s.id
          and e.valid_from <= '2024-06-15' and e.valid_until > '2024-06-15' and e.known_from <= now() and e.known_until > now())
        order by s.changed_at, s.id limit 25
        """;

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        await using var ground = await Ground.Open(cancel);
        var clock = Stopwatch.StartNew();
        await Fill(ground, cancel);
        Console.WriteLine($"{Entries} entries made in {Figure.Of(clock.Elapsed.TotalSeconds)} s.\n");
        var secret = new InstallationSecret((await File.ReadAllTextAsync(Path.Combine(ground.Data, "secret"), cancel)).Trim());
        await using var reader = NpgsqlDataSource.Create(Logins.From(ground.OwnerLogin.ConnectionString, secret).Reader);
        var table = new Table("milliseconds", "ours", "floor", "ratio");
        var goals = new List<Goal>();
        foreach (var (name, address, sql) in new[]
        {
            ("page", $"/bodies/{Ground.Body}/vessels?on={Day}", new[] { ByHand, Counted }),
            ("list for programs", $"/api/{Ground.Body}/vessels?valid-on={Day}&limit=25", [ForPrograms]),
        })
        {
            var (ours, least) = (new List<double>(), new List<double>());
            // Once each, so that both find plans and pages of the database where they will be.
            await Ask(reader, sql, cancel);
            await Get(ground, address, cancel);
            for (var round = 0; round < Rounds; round++)
            {
                least.Add(await Timed(() => Ask(reader, sql, cancel)));
                ours.Add(await Timed(() => Get(ground, address, cancel)));
            }
            table.Add(name, Figure.Median(ours), Figure.Median(least), Figure.Median(ours) / Figure.Median(least));
            goals.Add(new Goal($"register: {name} of {Entries} entries as of a day, at most 2 times the SQL", Figure.Median(ours), Figure.Median(least), "ms", Figure.Median(ours) <= 2 * Figure.Median(least)));
        }
        Console.WriteLine(table);
        return goals;
    }

    private static async Task<double> Timed(Func<Task> what)
    {
        var clock = Stopwatch.StartNew();
        await what();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task Get(Ground ground, string address, CancellationToken cancel)
    {
        using var answer = await ground.Http.GetAsync(new Uri(address, UriKind.Relative), cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode || !text.Contains("Vessel 0", StringComparison.Ordinal))
            throw new CannotMeasure($"{address} answered {(int)answer.StatusCode} without entries.");
    }

    private static async Task Ask(NpgsqlDataSource reader, string[] all, CancellationToken cancel)
    {
        await using var connection = await reader.OpenConnectionAsync(cancel);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select set_config('entente.audiences', records.audiences_of_reader(now())::text, false)"));
        foreach (var sql in all)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        batch.Timeout = 0;
        await using var rows = await batch.ExecuteReaderAsync(cancel);
        do
        {
            var row = new object[rows.FieldCount];
            while (await rows.ReadAsync(cancel))
                rows.GetValues(row);
        }
        while (await rows.NextResultAsync(cancel));
    }

    // As the door would have written them, without its twenty minutes: half the entries hold on the day.
    private static async Task Fill(Ground ground, CancellationToken cancel)
    {
        await using var fill = ground.Owner.CreateCommand($"""
            insert into records.audience (body, members) values ('ground', array['public']) on conflict do nothing;
            create temporary table made as select n, gen_random_uuid() as id, (array['{string.Join("','", Ground.Parties)}'])[1 + n % 8] as party,
              'Vessel ' || lpad(n::text, 7, '0') as name, case when n % 2 = 0 then date '2020-01-01' else date '2025-01-01' end as since, timestamptz '2025-01-01' + n * interval '1 second' as at,
              (select id from records.audience where body = 'ground' and members = array['public']) as aud
            from generate_series(0, {Entries - 1}) n;
            insert into records.statement (id, body, definition, party, state, version, aud, own_aud, title, opened_at, changed_at, shown_to)
              select id, 'ground', 'vessels', party, 'submitted', 1, aud, aud, name, at, at, 'public' from made;
            insert into records.version (statement, number, definition_version, made_at, valid, commitment)
              select id, 1, 1, at, daterange(since, null), sha256(name::bytea) from made;
            insert into ground.vessels_vessel (statement, row_id, place, since, aud, valid_from, valid_until, known_from, name, call_sign, gear, length)
              select id, '00000000-0000-0000-0000-000000000000', 0, 1, aud, since, 'infinity', at, name, 'C' || n, 'PS', 24.5 from made;
            drop table made;
            analyze records.statement;
            analyze records.version;
            analyze ground.vessels_vessel;
            """);
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync(cancel);
    }
}
