using System.Diagnostics;
using System.Globalization;
using Entente.Bench.Processes;
using Entente.Bench.Records;
using Entente.Bench.Report;
using Entente.Records.Disclosing;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Bench.Disclosure;

/// <summary>
/// Two million rows of two hundred sets of readers, read by readers of 5, 50 and 190 of them: a list and a count, narrowed by a
/// column. The floor of each reader is the same question of a table that holds that reader's rows alone, the same columns and
/// indexes, without any readers in the question. Beside it stands the question with the reader's sets written into it, then the
/// same under row security, which has to find them, and under an analyst's own login.
/// </summary>
public static class RowsBench
{
    private const int Rows = 2_000_000;
    private const int Sets = 200;
    private const int Rounds = 9;
    private const double Most = 1.3;

    private static readonly (string Name, string Sql)[] Questions =
    [
        ("list", "select statement, row_id, f0, f1 from {0} where until is null and f1 = 'K7' {1} order by statement, place limit 50"),
        ("count", "select count(*), sum(f0) from {0} where until is null and f1 in ('K1', 'K2', 'K3') {1}"),
    ];

    public static async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        await using var ground = await Ground.Open(cancel);
        var clock = Stopwatch.StartNew();
        var sets = await Fill(ground, cancel);
        Console.WriteLine($"{Rows} rows of {Sets} sets of readers made in {Figure.Of(clock.Elapsed.TotalSeconds)} s.\n");
        var secret = new InstallationSecret((await File.ReadAllTextAsync(Path.Combine(ground.Data, "secret"), cancel)).Trim());
        await using var reader = NpgsqlDataSource.Create(Logins.From(ground.OwnerLogin.ConnectionString, secret).Reader);
        var (table, goals) = (new Table("milliseconds", "floor", "filtered", "ratio", "row security", "ratio", "analyst", "ratio"), new List<Goal>());
        foreach (var count in new[] { 5, 50, 190 })
        {
            var mine = sets[..count];
            await Run(ground, $"create table ground.of_{count} as select * from ground.disclosed where aud = any ('{{{string.Join(',', mine)}}}'); {Indexes($"of_{count}", aud: false)}", cancel);
            await using var analyst = await Analyst(ground, mine, cancel);
            foreach (var (name, sql) in Questions)
            {
                var (floor, filtered, secured, asked) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
                for (var round = -1; round < Rounds; round++)
                {
                    var one = await Ask(ground.Owner, Say(sql, $"ground.of_{count}", ""), null, cancel);
                    var two = await Ask(ground.Owner, Say(sql, "ground.disclosed", $"and aud = any ('{{{string.Join(',', mine)}}}')"), null, cancel);
                    var three = await Ask(reader, Say(sql, "ground.disclosed", ""), mine, cancel);
                    var four = await Ask(analyst, Say(sql, "ground.disclosed", ""), null, cancel);
                    if (one.Answer != two.Answer || one.Answer != three.Answer || one.Answer != four.Answer)
                        throw new CannotMeasure($"The {name} for {count} sets is not the same by each way:\n{one.Answer}\n{two.Answer}\n{three.Answer}\n{four.Answer}");
                    // Once each beforehand, so that all find their pages in memory.
                    if (round < 0)
                        continue;
                    floor.Add(one.Milliseconds);
                    filtered.Add(two.Milliseconds);
                    secured.Add(three.Milliseconds);
                    asked.Add(four.Milliseconds);
                }
                var (a, b, c, d) = (Figure.Median(floor), Figure.Median(filtered), Figure.Median(secured), Figure.Median(asked));
                table.Add($"{name}, {count} sets", a, b, b / a, c, c / b, d, d / b);
                goals.Add(new Goal($"rows: {name} for {count} of {Sets} sets, at most {Most} times the reader's rows alone", b, a, "ms", b <= Most * a));
                goals.Add(new Goal($"rows: {name} for {count} sets under row security, at most {Most} times the filter", c, b, "ms", c <= Most * b));
                goals.Add(new Goal($"rows: {name} for {count} sets as an analyst, at most {Most} times the filter", d, b, "ms", d <= Most * b));
            }
        }
        Console.WriteLine(table);
        return goals;
    }

    private static string Say(string sql, string of, string readers) => string.Format(CultureInfo.InvariantCulture, sql, of, readers);

    // The table is one of a body as it is made, with its policies, and the covering index of it.
    private static async Task<int[]> Fill(Ground ground, CancellationToken cancel)
    {
        await using var audiences = ground.Owner.CreateCommand($"""
            insert into records.audience (body, members) select 'ground', array['bench:' || n] from generate_series(1, {Sets}) n on conflict do nothing;
            select array_agg(id order by id) from records.audience where body = 'ground' and members[1] like 'bench:%'
            """);
        var sets = (int[])(await audiences.ExecuteScalarAsync(cancel))!;
        await Run(ground, $"""
            create table ground.disclosed (statement uuid not null, row_id uuid not null, place bigint not null, since int not null, until int, aud int not null, f0 numeric, f1 text, f2 text);
            insert into ground.disclosed
              select lpad(to_hex(n / 1000), 32, '0')::uuid, gen_random_uuid(), n % 1000, 1, null, ('{string.Concat("{", string.Join(',', sets), "}")}'::int[])[1 + (n / 1000 * 7919) % {Sets}], n % 5000, 'K' || n * 31 % 50, 'Remark ' || n
              from generate_series(0, {Rows - 1}) n;
            {Indexes("disclosed", aud: true)}
            alter table ground.disclosed enable row level security;
            grant select on ground.disclosed to entente_reader, entente_analysts
            """, cancel);
        // The policies are those of the body's own tables.
        await using var policies = ground.Owner.CreateCommand("""
            do $$ declare p record; begin
              for p in select * from pg_policies where schemaname = 'ground' and tablename = (select min(tablename) from pg_policies where schemaname = 'ground') loop
                execute format('create policy %I on ground.disclosed for select to %I using (%s)', p.policyname, p.roles[1], p.qual);
              end loop; end $$
            """);
        await policies.ExecuteNonQueryAsync(cancel);
        return sets;
    }

    private static string Indexes(string table, bool aud) => $"""
        create index on ground.{table} (f1, statement, place) include ({(aud ? "aud, " : "")}f0, row_id, until);
        vacuum (analyze) ground.{table};
        """;

    private static async Task<NpgsqlDataSource> Analyst(Ground ground, int[] sets, CancellationToken cancel)
    {
        await using var owner = await ground.Owner.OpenConnectionAsync(cancel);
        await using var person = new NpgsqlCommand($"""
            with made as (insert into bodies.person (id, name, email, created_at) values (gen_random_uuid(), 'Analyst', 'analyst{sets.Length}@example.org', now()) returning id)
            select id from made
            """, owner);
        await person.ExecuteScalarAsync(cancel);
        var (login, password) = await Analysts.Add(owner, $"of_{sets.Length.ToString(CultureInfo.InvariantCulture)}", $"analyst{sets.Length.ToString(CultureInfo.InvariantCulture)}@example.org", TimeProvider.System.GetUtcNow(), cancel);
        // Posts whose holders read these sets, one for each.
        await Run(ground, $"""
            insert into bodies.post (body, code, for_party, rights) select 'ground', 'p' || id, false, array['read'] from unnest('{string.Concat("{", string.Join(',', sets), "}")}'::int[]) id on conflict do nothing;
            insert into bodies.holding (id, person, body, party, post, period, granted_at, confirmed_at)
              select gen_random_uuid(), a.person, 'ground', null, 'p' || id, daterange('2020-01-01', null), now(), now() from unnest('{string.Concat("{", string.Join(',', sets), "}")}'::int[]) id, records.analyst a where a.login = '{login}';
            update records.audience set members = array['post:p' || id] where id = any ('{string.Concat("{", string.Join(',', sets), "}")}'::int[]);
            """, cancel);
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ground.OwnerLogin.ConnectionString) { Username = login, Password = password }.ConnectionString);
    }

    private static async Task<(double Milliseconds, string Answer)> Ask(NpgsqlDataSource source, string sql, int[]? sets, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using (var set = new NpgsqlCommand(sets is null ? "select 1" : $"select set_config('entente.audiences', '{{{string.Join(',', sets)}}}', false)", connection))
            await set.ExecuteNonQueryAsync(cancel);
        var clock = Stopwatch.StartNew();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var answer = new System.Text.StringBuilder();
        while (await rows.ReadAsync(cancel))
            answer.Append(rows[0]).Append(' ').Append(rows[1]).Append('\n');
        return (clock.Elapsed.TotalMilliseconds, answer.ToString());
    }

    private static async Task Run(Ground ground, string sql, CancellationToken cancel)
    {
        await using var connection = await ground.Owner.OpenConnectionAsync(cancel);
        // One command for each: VACUUM stands in no transaction.
        foreach (var one in sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(one, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
