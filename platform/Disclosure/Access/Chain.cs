using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Disclosure.Access;

/// <summary>
/// The lines that one run of one node writes, numbered for each body. A number that is missing, or a chain that was not
/// closed, shows that readings may be missing.
/// </summary>
internal sealed class Chain(TimeProvider time)
{
    private const string Columns = """
        copy disclosure.reading (run, body, sequence, at, party, definition, part, statement, version, label, statements, records, way, person, program_key, posts, parties, grant_id) from stdin (format binary)
        """;

    private readonly Guid _run = Guid.CreateVersion7();
    private readonly string _node = Environment.MachineName;
    private Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private DateTimeOffset? _opened;
    private bool _there;

    /// <summary>Says that everything shown before now is written.</summary>
    public async Task Mark(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancel)
    {
        _opened ??= now;
        await connection.ExecuteAsync(new CommandDefinition("""
            insert into disclosure.chain as c (run, node, opened_at, alive_at) values (@_run, @_node, @opened, @now)
            on conflict (run) do update set alive_at = greatest(c.alive_at, excluded.alive_at)
            """, new { _run, _node, opened = _opened, now }, cancellationToken: cancel));
        _there = true;
    }

    public Task Close(NpgsqlConnection connection, CancellationToken cancel) => connection.ExecuteAsync(new CommandDefinition(
        "update disclosure.chain set closed_at = @now, alive_at = greatest(alive_at, @now) where run = @_run", new { _run, now = time.GetUtcNow() }, cancellationToken: cancel));

    /// <summary>Writes the lines and says how far each body's numbers go then; they count once the transaction has committed.</summary>
    public async Task<Dictionary<string, long>> Add(NpgsqlConnection connection, IReadOnlyList<ReadingLine> lines, CancellationToken cancel)
    {
        if (!_there)
            await Mark(connection, time.GetUtcNow(), cancel);
        var counts = new Dictionary<string, long>(_counts, StringComparer.Ordinal);
        if (lines.Count == 0)
            return counts;
        await using (var copy = await connection.BeginBinaryImportAsync(Columns, cancel))
        {
            foreach (var line in lines)
                await Write(copy, line, counts[line.Body] = counts.GetValueOrDefault(line.Body) + 1, cancel);
            await copy.CompleteAsync(cancel);
        }
        await connection.ExecuteAsync(new CommandDefinition("""
            insert into disclosure.counted (run, body, last, last_at) select @_run, b.body, b.last, @at from unnest(@bodies, @lasts) b (body, last)
            on conflict (run, body) do update set last = excluded.last, last_at = greatest(disclosure.counted.last_at, excluded.last_at)
            """, new { _run, at = lines.Max(line => line.At), bodies = lines.Select(line => line.Body).Distinct().ToArray(), lasts = lines.Select(line => line.Body).Distinct().Select(body => counts[body]).ToArray() }, cancellationToken: cancel));
        return counts;
    }

    public void Counted(Dictionary<string, long> counts) => _counts = counts;

    private async Task Write(NpgsqlBinaryImporter copy, ReadingLine line, long number, CancellationToken cancel)
    {
        await copy.StartRowAsync(cancel);
        await copy.WriteAsync(_run, NpgsqlDbType.Uuid, cancel);
        await copy.WriteAsync(line.Body, NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(number, NpgsqlDbType.Bigint, cancel);
        await copy.WriteAsync(line.At.UtcDateTime, NpgsqlDbType.TimestampTz, cancel);
        await Text(copy, line.Party, cancel);
        await copy.WriteAsync(line.Definition, NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(Words.Of(line.Part), NpgsqlDbType.Text, cancel);
        await Maybe(copy, line.Statement, NpgsqlDbType.Uuid, cancel);
        await Maybe(copy, line.Version, NpgsqlDbType.Integer, cancel);
        await Text(copy, line.Label, cancel);
        await copy.WriteAsync(line.Statements.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid, cancel);
        await copy.WriteAsync(line.Records, NpgsqlDbType.Integer, cancel);
        await copy.WriteAsync(Words.Of(line.Way), NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(line.Person, NpgsqlDbType.Uuid, cancel);
        await Maybe(copy, line.Key, NpgsqlDbType.Uuid, cancel);
        await copy.WriteAsync(line.Posts.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
        await copy.WriteAsync(line.Parties.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancel);
        await Maybe(copy, line.Grant, NpgsqlDbType.Uuid, cancel);
    }

    private static Task Text(NpgsqlBinaryImporter copy, string? text, CancellationToken cancel) =>
        text is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(text, NpgsqlDbType.Text, cancel);

    private static Task Maybe<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type, CancellationToken cancel) where T : struct =>
        value is { } known ? copy.WriteAsync(known, type, cancel) : copy.WriteNullAsync(cancel);

    /// <summary>How parts and ways are spelled in the database.</summary>
    internal static class Words
    {
        public static string Of<T>(T word) where T : struct, Enum => word.ToString().ToLowerInvariant();
    }
}
