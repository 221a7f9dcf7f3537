using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Entente.Tests.Kit;

/// <summary>Every line an application would have printed in Production, as it would have been printed.</summary>
public sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];
    private ConsoleFormatter? _formatter;

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Before the first request: keeps what this application logs, down to requests.</summary>
    public static LogBook Of(TestApp app)
    {
        var book = new LogBook();
        var added = app.Added;
        app.Added = services =>
        {
            added(services);
            services.AddSingleton<ILoggerProvider>(provider => book.With(provider.GetServices<ConsoleFormatter>()));
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Information));
        };
        return book;
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
    }

    private LogBook With(IEnumerable<ConsoleFormatter> formatters)
    {
        _formatter = formatters.Single(formatter => formatter.Name == Entente.Shared.Web.LogLine.FormatterName);
        return this;
    }

    private sealed class Writer(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var line = new StringWriter();
            book._formatter!.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, line);
            book._lines.Enqueue(line.ToString());
        }
    }
}
