using System.Diagnostics;
using System.Globalization;
using System.Text;
using Entente.Bench.Processes;
using Entente.Bench.Records;
using Entente.Bench.Report;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Bench.Disclosure;

/// <summary>
/// Two million rows of two hundred sets of readers in a body's own table, as it is made when the body is published, asked by readers of
/// 5, 50 and 190 of these sets: the newest fifty of a gear, and how many there are of three and what they weigh. The floor is the same
/// question, without any readers in it, of a table of that reader's rows alone, with the same columns and indexes. Beside it the question
/// with the reader's sets in it, and the same under the reader's login and row security.
/// </summary>
public static class RowsBench
{
    private const int Rows = 2_000_000;
    private const int Sets = 200;
    private const int Rounds = 15;
    private const double Most = 1.3;
    private static readonly int[] Readers = [5, 50, 190];

    private static readonly (string Name, string Sql)[] Questions =
    [
        ("list", "select statement, row_id, weight from {0} where until is null and gear = 'G7' {1} order by hauled_on desc, statement, place limit 50"),
        ("count", "select count(*), sum(weight) from {0} where until is null and gear in ('G1', 'G2', 'G3') {1}"),
    ];

    public static async Task<IReadOnlyList<Goal>> Run(bool small, CancellationToken cancel)
    {
        await using var ground = await Ground.Open(cancel);
        var (clock, rows) = (Stopwatch.StartNew(), small ? Rows / 100 : Rows);
        var sets = await Fill(ground, rows, cancel);
        Console.WriteLine($"{rows} rows of {Sets} sets of readers made in {Figure.Of(clock.Elapsed.TotalSeconds)} s.\n");
        var secret = new InstallationSecret((await File.ReadAllTextAsync(Path.Combine(ground.Data, "secret"), cancel)).Trim());
        await using var reader = NpgsqlDataSource.Create(Logins.From(ground.OwnerLogin.ConnectionString, secret).Reader);
        // All as the reader's login has it, but for the row security.
        await using var owner = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ground.OwnerLogin.ConnectionString) { Options = new NpgsqlConnectionStringBuilder(reader.ConnectionString).Options }.ConnectionString);
        var (table, goals) = (new Table("milliseconds", "rows", "floor", "filtered", "ratio", "row security", "ratio"), new List<Goal>());
        foreach (var count in Readers)
        {
            var mine = string.Create(CultureInfo.InvariantCulture, $"'{{{string.Join(',', sets[..count])}}}'");
            var alone = string.Create(CultureInfo.InvariantCulture, $"ground.of_{count}");
            await Do(ground, $"create table {alone} as select * from ground.hauls_hauls where aud = any ({mine})", cancel);
            await Index(ground, alone, cancel);
            var held = await ground.Ask<long>($"select count(*) from {alone}", cancel);
            foreach (var (name, sql) in Questions)
            {
                var filtered = Say(sql, "ground.hauls_hauls", $"and aud = any ({mine})");
                var measured = await Measure([(owner, Say(sql, alone, "")), (owner, filtered), (reader, filtered)], mine, small ? 2 : Rounds, cancel);
                var (a, b, c) = (measured[0], measured[1], measured[2]);
                table.Add(string.Create(CultureInfo.InvariantCulture, $"{name}, {count} sets"), held, a, b, b / a, c, c / b);
                goals.Add(AtMost(string.Create(CultureInfo.InvariantCulture, $"rows: {name} for {count} of {Sets} sets, the sets in the question"), b, a));
                goals.Add(AtMost(string.Create(CultureInfo.InvariantCulture, $"rows: {name} for {count} of {Sets} sets, the same under row security"), c, b));
            }
        }
        Console.WriteLine(table);
        return goals;
    }

    private static Goal AtMost(string name, double ours, double floor) => new($"{name}, at most {Figure.Of(Most)} times", ours, floor, "ms", ours <= Most * floor);

    private static string Say(string sql, string of, string readers) => string.Format(CultureInfo.InvariantCulture, sql, of, readers);

    // In turns, so that all meet the same minute; the first round finds pages and plans and does not count.
    private static async Task<double[]> Measure((NpgsqlDataSource Source, string Sql)[] ways, string sets, int rounds, CancellationToken cancel)
    {
        var times = ways.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round <= rounds; round++)
        {
            var answers = new List<string>();
            foreach (var (place, (source, sql)) in ways.Index())
            {
                var (milliseconds, answer) = await Ask(source, sql, sets, cancel);
                answers.Add(answer);
                if (round > 0)
                    times[place].Add(milliseconds);
            }
            if (answers.Distinct(StringComparer.Ordinal).Count() > 1)
                throw new CannotMeasure($"{ways[1].Sql} is not answered alike by each way:\n{string.Join("\n\n", answers)}");
        }
        return [.. times.Select(all => Figure.Median(all))];
    }

    private static async Task<(double Milliseconds, string Answer)> Ask(NpgsqlDataSource source, string sql, string sets, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using (var set = new NpgsqlCommand($"select set_config('entente.audiences', {sets}, false)", connection))
            await set.ExecuteNonQueryAsync(cancel);
        var clock = Stopwatch.StartNew();
        var answer = new StringBuilder();
        await using (var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 })
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                for (var column = 0; column < rows.FieldCount; column++)
                    answer.Append(CultureInfo.InvariantCulture, $"{rows[column]}{(column + 1 < rows.FieldCount ? ' ' : '\n')}");
        return (clock.Elapsed.TotalMilliseconds, answer.ToString());
    }

    // Two thousand statements of a thousand rows; who reads, what was caught with and when are spread over all of them.
    private static async Task<int[]> Fill(Ground ground, int rows, CancellationToken cancel)
    {
        await Do(ground, $"insert into records.audience (body, members) select 'ground', array['bench:' || n] from generate_series(1, {Sets}) n on conflict do nothing", cancel);
        var sets = await ground.Ask<int[]>("select array_agg(id order by id) from records.audience where body = 'ground' and members[1] like 'bench:%'", cancel);
        await Do(ground, $"""
            insert into ground.hauls_hauls (statement, row_id, place, since, until, aud, vessel, call_sign, gear, species, set_on, hauled_on, weight, observer)
              select lpad(to_hex(n / 1000), 32, '0')::uuid, lpad(to_hex(n), 32, '0')::uuid, n % 1000, 1, null, ('{string.Concat("{", string.Join(',', sets), "}")}'::int[])[1 + (hashint4(n) & 2147483647) % {Sets}],
                'Vessel ' || n % 500, 'C' || n % 500, 'G' || (hashint4(n + 7) & 2147483647) % 50, 'YFT', date '2020-01-01' + n % 2000, date '2020-01-02' + n % 2000, n % 5000 + 0.25, false
              from generate_series(0, {rows - 1}) n
            """, cancel);
        await Index(ground, "ground.hauls_hauls", cancel);
        return sets;
    }

    // What somebody who searches a column gives it: the sets of readers and what is shown come with it.
    private static async Task Index(Ground ground, string table, CancellationToken cancel)
    {
        await Do(ground, $"create index on {table} (gear, hauled_on desc, statement, place) include (aud, weight, row_id) where until is null", cancel);
        await Do(ground, $"create index on {table} (gear, aud) include (weight) where until is null", cancel);
        await Do(ground, $"vacuum (analyze) {table}", cancel);
    }

    private static async Task Do(Ground ground, string sql, CancellationToken cancel)
    {
        await using var command = ground.Owner.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
