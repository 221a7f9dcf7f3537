using System.Globalization;
using Entente.Bodies;
using Entente.Bodies.Definitions;

namespace Entente.Records.Api;

/// <summary>What a program asks of a list of statements, as read from the address.</summary>
/// <param name="On">For a register: only the entries that hold on this day.</param>
/// <param name="Known">For a register: as it was known at this instant.</param>
public sealed record Question(string? Party, Period? Period, string? State, DateTimeOffset? ChangedSince, DateOnly? On, DateTimeOffset? Known, int Limit, Cursor? After)
{
    public const int Most = 1000;
    private const int Usual = 100;
    private const string OldestFirst = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    private static readonly string[] OfRegisters = ["valid-on", "known-at"];

    private static readonly string[] Names = ["party", "period", "state", "changed-since", "valid-on", "known-at", "limit", "cursor"];

    /// <summary>Everything that is wrong with the address is said at once.</summary>
    public static Question Read(IQueryCollection query, PublishedDefinition asked, string path, List<Slip> slips)
    {
        var reading = new Reading(query, slips);
        foreach (var unknown in query.Keys.Where(name => !Names.Contains(name, StringComparer.Ordinal)))
            slips.Add(new Slip($"?{unknown}", "unknown-parameter", ("known", string.Join(", ", Names))));
        var register = asked.Definition.Kind == DefinitionKind.Register;
        foreach (var name in OfRegisters.Where(name => !register && query.ContainsKey(name)))
            slips.Add(new Slip($"?{name}", "registers-only"));
        var question = new Question(
            reading.Text("party"),
            reading.As<Period>("period", "period", Periods.TryRead),
            reading.As<string>("state", "state", (string text, out string state) => asked.Definition.Workflow.State(state = text) is not null),
            reading.As<DateTimeOffset>("changed-since", "instant", Instant),
            reading.As<DateOnly>("valid-on", "date", (string text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)),
            reading.As<DateTimeOffset>("known-at", "instant", Instant),
            reading.As<int>("limit", "limit", (string text, out int count) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is > 0 and <= Most) ?? Usual,
            null);
        var mark = question.Mark(path);
        return question with { After = reading.As<Cursor>("cursor", "cursor", (string text, out Cursor cursor) => (cursor = Cursor.Read(text, mark) ?? default) != default) };
    }

    /// <summary>The question without its place in the list and its length: what a cursor belongs to.</summary>
    public string Mark(string path) => string.Create(CultureInfo.InvariantCulture,
        $"{path}\n{Party}\n{Period?.From:O}\n{Period?.Until:O}\n{State}\n{ChangedSince:O}\n{On:O}\n{Known:O}");

    private static bool Instant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, [OldestFirst, "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    private delegate bool Try<T>(string text, out T value);

    private sealed class Reading(IQueryCollection query, List<Slip> slips)
    {
        public string? Text(string name) => query[name] is [{ Length: > 0 } text] ? text : null;

        public T? As<T>(string name, string expected, Try<T> read) where T : struct
        {
            if (Text(name) is not { } text)
                return null;
            if (read(text, out var value))
                return value;
            slips.Add(new Slip($"?{name}", expected));
            return null;
        }

        public string? As<T>(string name, string expected, Try<string> read) where T : class
        {
            if (Text(name) is not { } text || read(text, out _))
                return Text(name);
            slips.Add(new Slip($"?{name}", expected));
            return null;
        }
    }
}
