using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Bench.Processes;
using Npgsql;

namespace Entente.Bench.Floors;

/// <summary>What a database gives without any application: pgbench with one prepared statement, each its own transaction.</summary>
public sealed partial class Pgbench(NpgsqlConnectionStringBuilder login, string script)
{
    // PostgreSQL 15's speaks to an 18 server.
    private static readonly string[] Places = ["/usr/lib/postgresql/18/bin/pgbench", "/usr/lib/postgresql/17/bin/pgbench", "/usr/lib/postgresql/16/bin/pgbench", "/usr/lib/postgresql/15/bin/pgbench"];

    public static string Program
    {
        get
        {
            if (!Array.Exists(Places, File.Exists))
                Requirements.Tool("pgbench", "postgresql-contrib");
            return Array.Find(Places, File.Exists) ?? throw new CannotMeasure("pgbench is not installed: apt-get install postgresql-contrib");
        }
    }

    /// <summary>Transactions per second.</summary>
    public async Task<double> Drive(int clients, TimeSpan time, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(Program,
            ["-n", "-M", "prepared", "-c", Text(clients), "-j", Text(Math.Min(clients, Environment.ProcessorCount)), "-T", Text((int)Math.Ceiling(time.TotalSeconds)), "-f", script, "-h", login.Host!, "-p", Text(login.Port), "-U", login.Username!, login.Database!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PGPASSWORD"] = login.Password;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return Rate().Match(output) is { Success: true } rate ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture) : throw new CannotMeasure($"pgbench: {await errors}{output}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"tps = ([0-9.]+) \(without", RegexOptions.None, 1000)]
    private static partial Regex Rate();
}
