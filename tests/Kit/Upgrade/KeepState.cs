using System.Diagnostics;
using System.Text.RegularExpressions;
using Npgsql;

namespace Entente.Tests.Kit.Upgrade;

/// <summary>Writes a database down as an <see cref="EarlierState"/>.</summary>
public static partial class KeepState
{
    private const string Steps = "select number, file, checksum from migrations.applied order by number";

    internal const string Tables = """
        select c.oid::regclass::text, array(select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema' and n.nspname <> 'migrations'
        order by 1
        """;

    private const string Sequences = "select format('%I.%I', schemaname, sequencename), last_value from pg_sequences where last_value is not null order by 1";

    /// <param name="made">What was said to make the tables of definitions, see <see cref="Making"/>.</param>
    public static async Task<EarlierState> Of(NpgsqlConnection owner, IReadOnlyList<string> made)
    {
        // One moment for all tables, and names with their schemas.
        await using var transaction = await owner.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        await Run(owner, "set local search_path = ''");
        var steps = await All(owner, Steps, row => new EarlierStep(row.GetInt32(0), row.GetString(1), row.GetString(2)));
        var tables = await All(owner, Tables, row => (Name: row.GetString(0), Columns: row.GetFieldValue<string[]>(1)));
        var kept = new List<EarlierTable>();
        foreach (var (name, columns) in tables)
        {
            using var rows = await owner.BeginTextExportAsync($"copy (select {string.Join(", ", columns)} from {name}) to stdout");
            kept.Add(new EarlierTable(name, columns, await rows.ReadToEndAsync()));
        }
        return new EarlierState(steps, made, kept, await All(owner, Sequences, row => new EarlierSequence(row.GetString(0), row.GetInt64(1))));
    }

    /// <summary>Publishes, and gives back every statement that made or changed a table, view, policy or right.</summary>
    public static async Task<IReadOnlyList<string>> Making(Func<Task> publish)
    {
        var made = new List<string>();
        var mine = ActivityTraceId.CreateRandom();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent.TraceId == mine ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = done =>
            {
                if (done.TraceId == mine && (done.GetTagItem("db.query.text") ?? done.GetTagItem("db.statement")) is string text && Definition().IsMatch(text))
                    lock (made)
                        made.Add(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var publishing = new Activity("publishing").SetParentId(mine, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();
        await publish();
        return made;
    }

    internal static async Task<List<T>> All<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync())
            all.Add(read(rows));
        return all;
    }

    internal static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex(@"^\s*(--[^\n]*\n\s*)*(create|alter|drop|comment|grant|revoke|do)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Definition();
}
