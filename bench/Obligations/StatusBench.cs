using System.Diagnostics;
using System.Globalization;
using Entente.Bench.Processes;
using Entente.Bench.Records;
using Entente.Bench.Report;
using Entente.Obligations;
using Entente.Shared.Data;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Bench.Obligations;

/// <summary>
/// The status matrix of a year: all parties and requirements of one of ten years that stand in the tables. The page as it is asked for,
/// and its question under row security, beside the same question of the owner, whom no policy holds, in the same run.
/// </summary>
internal sealed class StatusBench(Ground ground, string body, int year, Guid? person, string? cookies)
{
    private const int Parties = 52;
    private const int Requirements = 150;
    private const int Years = 10;
    private const int LastYear = 2026;
    private const int Rounds = 41;

    /// <summary>Sets of readers; each party has one of its own, and there are others.</summary>
    private const int Audiences = 190;

    /// <summary>As much as the generator makes, written into the tables of a new installation, asked by the public.</summary>
    public static async Task<StatusBench> Made(Ground ground, CancellationToken cancel)
    {
        await Seed(ground, cancel);
        return new StatusBench(ground, Ground.Body, LastYear, null, null);
    }

    /// <summary>What the generator made, asked by somebody of the secretariat.</summary>
    public static async Task<StatusBench> Generated(Ground ground, CancellationToken cancel)
    {
        const string Who = "Edward Sample";
        using var site = new Site(ground.Http.BaseAddress!, new SocketsHttpHandler());
        var cookies = await site.SignIn(Who, cancel);
        await using var command = ground.Owner.CreateCommand("""
            select o.body, extract(year from lower(o.period))::int, (select p.id from bodies.person p where p.name = $1) from obligations.obligation o
            where upper(o.period) <= current_date group by 1, 2 order by count(*) desc, 2 desc limit 1
            """);
        command.Parameters.Add(new() { Value = Who });
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? new StatusBench(ground, row.GetString(0), row.GetInt32(1), row.GetGuid(2), cookies.Header)
            : throw new CannotMeasure("Nothing is owed in this installation. ./entente run --large --data FOLDER fills it.");
    }

    public async Task<IReadOnlyList<Goal>> Run(CancellationToken cancel)
    {
        var secret = new InstallationSecret((await File.ReadAllTextAsync(Path.Combine(ground.Data, "secret"), cancel)).Trim());
        await using var reader = NpgsqlDataSource.Create(Logins.From(ground.OwnerLogin.ConnectionString, secret).Reader);
        var address = string.Create(CultureInfo.InvariantCulture, $"/bodies/{body}/status?year={year}&view=matrix");
        var (page, ours, floor) = (new List<double>(), new List<double>(), new List<double>());
        var (bytes, cells) = (0L, 0);
        for (var round = -4; round < Rounds; round++)
        {
            var took = await Took(async () => bytes = await Page(address, cancel));
            var asReader = await Took(async () => cells = await Ask(reader, underPolicy: true, cancel));
            var seen = cells;
            var asOwner = await Took(async () => cells = await Ask(ground.Owner, underPolicy: false, cancel));
            if (seen != cells || cells == 0)
                throw new CannotMeasure($"The matrix has {seen} cells for who asks and {cells} for the owner.");
            if (round < 0)
                continue;
            page.Add(took);
            ours.Add(asReader);
            floor.Add(asOwner);
        }
        var (median, question, plain) = (Figure.Median(page), Figure.Median(ours), Figure.Median(floor));
        var all = await ground.Ask<long>("select count(*) from obligations.obligation", cancel);
        var table = new Table($"status matrix of {body} in {year}: {cells} cells, {all} obligations in all", "median ms", "slowest ms");
        table.Add("the page over HTTP", median, page.Max());
        table.Add("its question under row security", question, ours.Max());
        table.Add("the same of the owner", plain, floor.Max());
        Console.WriteLine(table);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nThe page weighs {bytes / 1000.0:0} kB compressed."));
        return
        [
            Goal.AtMost("obligations: status matrix of a year as a page", 245, median, "ms", plain),
            new Goal("obligations: its question under row security, at most 1.5 times the plain SQL", question, plain, "ms", question <= 1.5 * plain),
        ];
    }

    // Ten years of what 52 parties owe, with one event each; of five things one is late, one missing, one does not apply.
    private static async Task Seed(Ground ground, CancellationToken cancel)
    {
        await using var command = ground.Owner.CreateCommand("""
            insert into records.audience (body, members) select $1, array['party:P' || lpad(n::text, greatest(2, length(n::text)), '0'), 'serving'] from generate_series(1, $5) n;
            insert into records.audience (body, members) values ($1, array['public']) on conflict do nothing;
            with made as (
              insert into obligations.obligation (id, body, definition, party, requirement, called, period, period_code, due_on, due_at, state, nil, met_at, opened_at, changed_at, seq, aud, own_aud)
              select gen_random_uuid(), $1, 'weekly', 'P' || lpad(p::text, 2, '0'), md5(r::text)::uuid, jsonb_build_object('code', 'R' || lpad(r::text, 3, '0'), 'title', jsonb_build_array(jsonb_build_array('en', 'Requirement ' || r || ' of the measures in force'))),
                     daterange(make_date(y, 1, 1), make_date(y + 1, 1, 1)), y::text, make_date(y, 9, 15), make_date(y, 9, 16)::timestamptz,
                     (array['met', 'met', 'met', 'owed', 'excused'])[1 + (p * 7 + r * 3 + y) % 5], false, case when (p * 7 + r * 3 + y) % 5 < 3 then make_date(y, 9, 10 + ((p + r) % 5) * 2)::timestamptz end,
                     make_date(y, 1, 1), make_date(y, 1, 1), 1,
                     (select id from records.audience where body = $1 and members = array['public']),
                     (select id from records.audience where body = $1 and members[1] = 'party:P' || lpad(p::text, 2, '0') limit 1)
              from generate_series($2 - $6 + 1, $2) y, generate_series(1, $3) p, generate_series(1, $4) r
              returning id, due_on, due_at, state, nil, met_at, opened_at, called, own_aud),
            event as (insert into obligations.event (obligation, seq, kind, at, due_on, due_at, state, nil, met_at, called) select id, 1, 'opened', opened_at, due_on, due_at, state, nil, met_at, called from made)
            insert into obligations.ground (obligation, seq, own_aud) select id, 1, own_aud from made;
            -- What the body of the bench owes by itself is shown to all as well, so that the owner, who asks as the floor, has no more to read.
            update obligations.obligation set aud = (select id from records.audience where body = $1 and members = array['public']) where body = $1;
            """);
        command.CommandTimeout = 0;
        command.CommandText = command.CommandText.Replace("$1", $"'{Ground.Body}'", StringComparison.Ordinal).Replace("$2", LastYear.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("$3", Parties.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("$4", Requirements.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("$5", Audiences.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("$6", Years.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        await command.ExecuteNonQueryAsync(cancel);
        await using var tidy = ground.Owner.CreateCommand("vacuum analyze obligations.obligation, obligations.event, obligations.ground");
        await tidy.ExecuteNonQueryAsync(cancel);
    }

    private async Task<long> Page(string address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.AcceptEncoding.ParseAdd("br");
        if (cookies is not null)
            request.Headers.Add("Cookie", cookies);
        using var answer = await ground.Http.SendAsync(request, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new CannotMeasure($"{address} answered {(int)answer.StatusCode}.");
        return (await answer.Content.ReadAsByteArrayAsync(cancel)).Length;
    }

    private async Task<int> Ask(NpgsqlDataSource source, bool underPolicy, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        if (underPolicy)
        {
            await using var who = new NpgsqlCommand("select set_config('entente.person', $2, false), set_config('entente.today', $1, false)", connection)
            { Parameters = { new() { Value = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }, new() { Value = person?.ToString() ?? "" } } };
            await who.ExecuteNonQueryAsync(cancel);
            await using var sees = new NpgsqlCommand("select set_config('entente.audiences', records.audiences_of_reader(now())::text, false)", connection);
            await sees.ExecuteNonQueryAsync(cancel);
        }
        await using var command = new NpgsqlCommand(StatusReading.MatrixNow, connection);
        command.Parameters.AddWithValue("body", body);
        command.Parameters.AddWithValue("from", NpgsqlDbType.Date, new DateOnly(year, 1, 1));
        command.Parameters.AddWithValue("until", NpgsqlDbType.Date, new DateOnly(year + 1, 1, 1));
        foreach (var (name, type) in new[] { ("parties", NpgsqlDbType.Array | NpgsqlDbType.Text), ("definition", NpgsqlDbType.Text), ("requirement", NpgsqlDbType.Uuid) })
            command.Parameters.AddWithValue(name, type, DBNull.Value);
        command.Parameters.AddWithValue("now", NpgsqlDbType.TimestampTz, TimeProvider.System.GetUtcNow().UtcDateTime);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var row = new object[rows.FieldCount];
        var cells = 0;
        for (; await rows.ReadAsync(cancel); cells++)
            rows.GetValues(row);
        return cells;
    }

    private static async Task<double> Took(Func<Task> what)
    {
        var watch = Stopwatch.StartNew();
        await what();
        return watch.Elapsed.TotalMilliseconds;
    }
}
