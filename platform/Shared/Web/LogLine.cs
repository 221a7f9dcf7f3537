using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Entente.Shared.Web;

/// <summary>
/// One line of JSON for each thing worth saying, for programs that collect logs. Says nothing of people: the
/// application logs kinds and identifiers only, and what others put into their messages is scrubbed.
/// </summary>
public sealed class LogLine(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    // Readable in a terminal; nobody puts a log line into a page.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime);
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("from", logEntry.Category);
            json.WriteString("message", Scrub.Text(logEntry.Formatter(logEntry.State, logEntry.Exception)));
            if (Activity.Current is { } activity)
                json.WriteString("trace", activity.TraceId.ToString());
            // Our own values are chosen with care; those of others may be anything.
            if (logEntry.Category.StartsWith("Entente.", StringComparison.Ordinal) && logEntry.State is IReadOnlyList<KeyValuePair<string, object?>> values)
                WriteValues(json, values);
            if (logEntry.Exception is { } error)
                WriteError(json, error);
            json.WriteEndObject();
        }
        textWriter.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        foreach (var (name, value) in values)
        {
            if (name == "{OriginalFormat}")
                continue;
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
            if (value is int or long or double)
                json.WriteNumberValue(Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture));
            else
                json.WriteStringValue(Scrub.Text(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? ""));
        }
    }

    private static void WriteError(Utf8JsonWriter json, Exception error)
    {
        json.WriteString("error", error.GetType().FullName);
        json.WriteString("reason", Scrub.Text(error.Message));
        json.WriteString("stack", error.StackTrace);
        if (error.InnerException is { } inner)
            json.WriteString("cause", $"{inner.GetType().FullName}: {Scrub.Text(inner.Message)}");
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Critical => "critical",
        LogLevel.Error => "error",
        LogLevel.Warning => "warning",
        LogLevel.Information => "information",
        _ => "debug",
    };
}
