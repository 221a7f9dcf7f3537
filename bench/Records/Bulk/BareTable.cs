using System.Diagnostics;
using Entente.Bench.Processes;
using Npgsql;

namespace Entente.Bench.Records.Bulk;

/// <summary>The floor: the same rows by COPY into a table of the same types without a key, on the same database, and out again.</summary>
internal sealed class BareTable(NpgsqlConnection connection)
{
    public static async Task<BareTable> Make(NpgsqlConnection connection, CancellationToken cancel)
    {
        await Do(connection, $"create table if not exists public.bare ({Hauls.Bare})", cancel);
        return new BareTable(connection);
    }

    /// <summary>Seconds for one COPY and its commit, from a file of the client.</summary>
    public async Task<double> Fill(string file, CancellationToken cancel)
    {
        await Do(connection, "truncate public.bare", cancel);
        var clock = Stopwatch.StartNew();
        await using (var rows = File.OpenRead(file))
        await using (var copy = (StreamWriter)await connection.BeginTextImportAsync("copy public.bare from stdin (format csv, header)", cancel))
            await rows.CopyToAsync(copy.BaseStream, 1 << 16, cancel);
        return clock.Elapsed.TotalSeconds;
    }

    public async Task<(long Bytes, double Seconds)> Empty(CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        using var copy = (StreamReader)await connection.BeginTextExportAsync("copy public.bare to stdout (format csv, header)", cancel);
        return (await Sender.Drain(copy.BaseStream, cancel), clock.Elapsed.TotalSeconds);
    }

    public async Task Holds(long count, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select count(*) from public.bare", connection);
        if ((long)(await command.ExecuteScalarAsync(cancel))! is var there && there != count)
            throw new CannotMeasure($"The bare table holds {there} rows and not {count}.");
    }

    private static async Task Do(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
