using System.Globalization;
using Entente.Bench.Processes;
using Npgsql;

namespace Entente.Bench.Http;

/// <summary>Looks at what an installation of the bench's own runs on its private database.</summary>
public sealed class Spy(string data, int application)
{
    private const int Requests = 20;

    private string Settings => Path.Combine(data, "postgres", "postgresql.auto.conf");

    private string Log => Path.Combine(data, "logs", "postgres.log");

    /// <summary>The SQL of one request, found by letting the database log several equal ones.</summary>
    public async Task<IReadOnlyList<Statement>> StatementsOf(Func<Task> request, CancellationToken cancel)
    {
        var usual = await File.ReadAllTextAsync(Settings, cancel);
        await File.WriteAllTextAsync(Settings, $"{usual}\nlog_statement = 'all'\nlog_line_prefix = '{StatementLog.Prefix}'\n", cancel);
        try
        {
            Reload();
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            var before = new FileInfo(Log).Length;
            for (var time = 0; time < Requests; time++)
                await request();
            await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            await using var log = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            log.Position = before;
            using var reader = new StreamReader(log);
            return StatementLog.OfOneRequest(StatementLog.Parse(await reader.ReadToEndAsync(cancel)), Requests);
        }
        finally
        {
            await File.WriteAllTextAsync(Settings, usual, CancellationToken.None);
            Reload();
        }
    }

    /// <summary>The logins that the web process was given, to be given to the floor as well.</summary>
    public IReadOnlyList<string> Logins()
    {
        foreach (var process in ProcessTree.Of([application]))
        {
            var settings = File.ReadAllText($"/proc/{process.Id}/environ").Split('\0')
                .Select(setting => setting.Split('=', 2))
                .Where(setting => setting[0] is "ENTENTE_READER" or "ENTENTE_WRITER")
                .Select(setting => new NpgsqlConnectionStringBuilder(setting[1]).ConnectionString)
                .ToList();
            if (settings.Count == 2)
                return settings;
        }
        throw new CannotMeasure("No process of the application holds the reader's and the writer's login.");
    }

    private void Reload()
    {
        var postmaster = File.ReadLines(Path.Combine(data, "postgres", "postmaster.pid")).First();
        Command.Run("kill", "-HUP", int.Parse(postmaster, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture));
    }
}
