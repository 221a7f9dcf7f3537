using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Logging.Console;

namespace Entente.Shared.Web;

/// <summary>What is logged, and how: JSON for programs, or plain lines for a developer.</summary>
public static partial class Logs
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        var logging = builder.Logging.ClearProviders();
        // The framework tells of every request at length, with its query; one line of our own says what matters.
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Npgsql", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        if (builder.Environment.IsDevelopment())
            logging.AddSimpleConsole(console => { console.SingleLine = true; console.TimestampFormat = "HH:mm:ss "; });
        else
        {
            // In a process of its own the output is ours to arrange; tests have several applications in one.
            if (Assembly.GetEntryAssembly() == typeof(Logs).Assembly)
                StandardOutput.Take();
            logging.AddConsole(console => console.FormatterName = LogLine.FormatterName).AddConsoleFormatter<LogLine, ConsoleFormatterOptions>();
        }
    }

    /// <summary>One line for each request: the pattern of the address and not the address, which may name somebody or hold a secret.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Entente.Requests");
        app.Use(async (context, next) =>
        {
            var since = Stopwatch.GetTimestamp();
            var activity = Activity.Current;
            var status = StatusCodes.Status500InternalServerError;
            try
            {
                await next(context);
                status = context.Response.StatusCode;
            }
            finally
            {
                var (method, route) = (Method(context), Route(context));
                activity?.SetTag("http.route", route).SetTag("http.request.method", method).SetTag("http.response.status_code", status);
                Answered(log, Worth(route, status), method, route, status, (long)Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            }
        });
    }

    /// <summary>The method, which a caller may fill with anything.</summary>
    public static string Method(HttpContext context) => Array.IndexOf(Methods, context.Request.Method) >= 0 ? context.Request.Method : "OTHER";

    /// <summary>The pattern of the address that answers, as a room wrote it.</summary>
    public static string Route(HttpContext context) => context.GetEndpoint() switch
    {
        RouteEndpoint endpoint => "/" + endpoint.RoutePattern.RawText?.TrimStart('/'),
        null => "(none)",
        var other => other.DisplayName ?? "(none)",
    };

    private static LogLevel Worth(string route, int status) =>
        status >= 500 ? LogLevel.Warning
        : route.StartsWith("/health/", StringComparison.Ordinal) ? LogLevel.Debug
        : LogLevel.Information;

    [LoggerMessage(EventName = "request", Message = "{Method} {Route} {Status} in {Milliseconds} ms")]
    private static partial void Answered(ILogger log, LogLevel level, string method, string route, int status, long milliseconds);
}
