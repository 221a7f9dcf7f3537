using System.Diagnostics;
using System.Threading.Channels;
using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.Administration;

/// <summary>An error that was logged, with the reference that the person who met it was shown.</summary>
public sealed record ErrorRow(Guid Id, DateTimeOffset At, string Node, string? Trace, string Source, string? Route, string Type, string Message, string? Stack);

/// <summary>
/// Listens to the log for errors and keeps the latest for the administrator's page. What comes faster than it can
/// be kept is dropped: the log has it.
/// </summary>
internal sealed class ErrorJournal(Settings settings, IHttpContextAccessor request, TimeProvider time) : ILoggerProvider
{
    private readonly Channel<ErrorRow> _waiting = Channel.CreateBounded<ErrorRow>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropWrite });

    public ChannelReader<ErrorRow> Waiting => _waiting.Reader;

    public ILogger CreateLogger(string categoryName) => new Ear(this, categoryName);

    public void Dispose() => _waiting.Writer.TryComplete();

    private void Hear(string source, string message, Exception error)
    {
        var now = time.GetUtcNow();
        var inner = error.InnerException is { } cause ? $" ({cause.GetType().Name}: {cause.Message})" : "";
        _waiting.Writer.TryWrite(new ErrorRow(Guid.CreateVersion7(now), now, settings.Node, Activity.Current?.TraceId.ToString(), source,
            request.HttpContext is { } context ? Logs.Route(context) : null, error.GetType().FullName!, Scrub.Text($"{message}: {error.Message}{inner}"), Scrub.Text(error.StackTrace ?? "")));
    }

    private sealed class Ear(ErrorJournal journal, string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error && exception is not null)
                journal.Hear(source, formatter(state, null), exception);
        }
    }
}

/// <summary>Writes the errors that were heard into the table, which holds the latest thousand.</summary>
internal sealed class ErrorKeeper(ErrorJournal journal, Database database, ILogger<ErrorKeeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await More(stoppingToken))
        {
            var errors = new List<ErrorRow>();
            while (errors.Count < 100 && journal.Waiting.TryRead(out var error))
                errors.Add(error);
            try
            {
                await database.Write(connection => Keep(connection, errors), CancellationToken.None);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or InvalidOperationException)
            {
                log.LogWarning("{Count} errors could not be kept: {Reason}", errors.Count, error.Message);
            }
        }
    }

    private async Task<bool> More(CancellationToken stop)
    {
        try
        {
            return await journal.Waiting.WaitToReadAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return journal.Waiting.TryPeek(out _);
        }
    }

    private static Task<int> Keep(NpgsqlConnection connection, List<ErrorRow> errors) => connection.ExecuteAsync("""
        with written as (
          insert into administration.error (id, at, node, trace, source, route, type, message, stack)
          select * from unnest(@ids, @ats, @nodes, @traces, @sources, @routes, @types, @messages, @stacks))
        delete from administration.error where id in (select id from administration.error order by at desc, id desc offset 1000)
        """, new
    {
        ids = errors.Select(error => error.Id).ToArray(),
        ats = errors.Select(error => error.At.UtcDateTime).ToArray(),
        nodes = errors.Select(error => error.Node).ToArray(),
        traces = errors.Select(error => error.Trace).ToArray(),
        sources = errors.Select(error => error.Source).ToArray(),
        routes = errors.Select(error => error.Route).ToArray(),
        types = errors.Select(error => error.Type).ToArray(),
        messages = errors.Select(error => error.Message).ToArray(),
        stacks = errors.Select(error => error.Stack).ToArray(),
    });
}

/// <summary>Looking at the latest errors.</summary>
internal static class Errors
{
    private const string Columns = "id, at, node, trace, source, route, type, message, stack";

    public static readonly string[] Sortable = ["at", "type", "route", "node"];

    public static async Task<(IReadOnlyList<ErrorRow> Rows, int Total)> List(NpgsqlConnection connection, string? search, string sort, bool descending, int offset, int count)
    {
        const string Where = "@search is null or trace = lower(@search) or position(lower(@search) in lower(type || ' ' || coalesce(route, '') || ' ' || message)) > 0";
        if (!Sortable.Contains(sort))
            throw new ArgumentOutOfRangeException(nameof(sort));
        var order = descending ? "desc" : "asc";
        var rows = await connection.QueryAsync<ErrorRow>($"select {Columns} from administration.error where {Where} order by {sort} {order}, id {order} offset @offset limit @count", new { search, offset, count });
        return ([.. rows], await connection.QuerySingleAsync<int>($"select count(*)::int from administration.error where {Where}", new { search }));
    }

    public static Task<ErrorRow?> Find(NpgsqlConnection connection, Guid id) =>
        connection.QuerySingleOrDefaultAsync<ErrorRow>($"select {Columns} from administration.error where id = @id", new { id });
}
