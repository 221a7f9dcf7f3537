using System.Text;
using System.Text.RegularExpressions;

namespace Entente.Bench.Http;

/// <summary>One statement as PostgreSQL logged it, with its parameters as texts (null: SQL's null).</summary>
public sealed record Statement(string User, string Backend, string Sql, IReadOnlyList<string?> Parameters, bool Prepared = false)
{
    /// <summary>What a connection pool says before it gives a used connection to the next; the floor's own pool says it too.</summary>
    public bool IsHandover => Sql == "DISCARD ALL" || Sql.StartsWith("SET SESSION AUTHORIZATION DEFAULT;", StringComparison.Ordinal);
}

/// <summary>
/// Finds out what SQL a page runs by asking the database, so that the floor always runs the same, whatever the
/// page comes to be. The log is written with <see cref="Prefix"/> and <c>log_statement = all</c>.
/// </summary>
public static partial class StatementLog
{
    public const string Prefix = "~%u~%p~ ";

    public static IReadOnlyList<Statement> Parse(string log)
    {
        var statements = new List<Statement>();
        foreach (var entry in Entries(log))
        {
            if (Logged().Match(entry) is { Success: true } logged)
                statements.Add(new Statement(logged.Groups["user"].Value, logged.Groups["backend"].Value, logged.Groups["sql"].Value, [], Prepared: logged.Groups["name"].Value is not ("" or "<unnamed>")));
            else if (Detail().Match(entry) is { Success: true } detail && statements.Count > 0)
                statements[^1] = statements[^1] with { Parameters = Parameters(detail.Groups["list"].Value) };
        }
        return statements;
    }

    /// <summary>
    /// What one request runs, given the log of several equal ones: what ran less often than there were requests
    /// came from elsewhere (the timetable, a health check), and the last request's share of the rest is the answer.
    /// </summary>
    public static IReadOnlyList<Statement> OfOneRequest(IReadOnlyList<Statement> log, int requests)
    {
        var often = log.GroupBy(statement => statement.Sql).Where(same => same.Count() >= requests).ToDictionary(same => same.Key, same => same.Count() / requests);
        return [.. log.Where(statement => often.ContainsKey(statement.Sql)).TakeLast(often.Values.Sum())];
    }

    /// <summary>An entry starts with the prefix; the lines of a statement that has several follow behind a tab.</summary>
    private static IEnumerable<string> Entries(string log)
    {
        var entry = new StringBuilder();
        foreach (var line in log.Split('\n'))
        {
            if (line.StartsWith('\t'))
            {
                entry.Append('\n').Append(line, 1, line.Length - 1);
                continue;
            }
            if (entry.Length > 0)
                yield return entry.ToString();
            entry.Clear().Append(line);
        }
        yield return entry.ToString();
    }

    private static List<string?> Parameters(string list) =>
        [.. Parameter().Matches(list).Select(found => found.Groups["text"].Success ? found.Groups["text"].Value.Replace("''", "'", StringComparison.Ordinal) : null)];

    [GeneratedRegex(@"^~(?<user>[^~]*)~(?<backend>\d+)~ LOG:  (?:execute (?<name>[^:]+)|statement): (?<sql>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Logged();

    [GeneratedRegex("^~[^~]*~[0-9]+~ DETAIL:  [Pp]arameters: (?<list>.*)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Detail();

    [GeneratedRegex(@"\$\d+ = (?:NULL|'(?<text>(?:[^']|'')*)')", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
