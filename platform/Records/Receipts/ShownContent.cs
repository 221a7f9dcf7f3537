using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Confidential;
using Entente.Records.Content;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Npgsql;

namespace Entente.Records.Receipts;

/// <summary>
/// Whether what pages, exports and analysts read of a statement, the typed rows of its last version, says what its segments say, which
/// were committed to. Entries of registers, whose rows are cut by days, and tables of many thousand rows are left to their segments.
/// </summary>
internal static class ShownContent
{
    private const int MostSegments = 40;

    private const string Last = """
        select s.id, v.number, s.body, s.definition, v.definition_version, l.position
        from records.statement s join records.version v on v.statement = s.id and v.number = s.version
        left join records.leaf l on l.statement = v.statement and l.version = v.number
        where s.version > 0 and ($1 = 0 or l.position >= $1)
        """;

    private const string Parts = """
        select section, block, aud, since, bytes from records.segment where statement = $1 and since <= $2 and (until is null or until > $2) order by section, block limit 41
        """;

    /// <param name="most">No more findings than this in all.</param>
    public static async Task Compare(NpgsqlConnection list, NpgsqlConnection connection, DefinitionCatalogue definitions, long from, List<LogFinding> found, int most, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Last, list) { CommandTimeout = 0, Parameters = { new() { Value = from } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (found.Count < most && await row.ReadAsync(cancel))
        {
            var (id, number, body, code) = (row.GetGuid(0), row.GetInt32(1), row.GetString(2), row.GetString(3));
            if (await definitions.Find(body, code, row.GetInt32(4), cancel) is not { Definition.Kind: not DefinitionKind.Register } published || await Committed(connection, published.Definition, id, number, cancel) is not { } committed)
                continue;
            foreach (var section in await Other(connection, published, committed, id, number, cancel))
                found.Add(new LogFinding("kept-row-changed", row.IsDBNull(5) ? null : row.GetInt64(5), string.Create(CultureInfo.InvariantCulture, $"{body}/{code} {id} version {number}, {section}")));
        }
    }

    // Null where it is too much for memory, or where not all of it can be read: what was changed of it is told of its segments.
    private static async Task<Statement?> Committed(NpgsqlConnection connection, Definition definition, Guid id, int number, CancellationToken cancel)
    {
        var content = new Statement(definition);
        await using var command = new NpgsqlCommand(Parts, connection) { Parameters = { new() { Value = id }, new() { Value = number } } };
        await using var row = await command.ExecuteReaderAsync(cancel);
        try
        {
            for (var count = 0; await row.ReadAsync(cancel); count++)
            {
                if (count == MostSegments || Boxed.Open(connection, Boxed.Segment(id, row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)), row.GetFieldValue<byte[]>(4)) is not { } bytes)
                    return null;
                Segments.Put(content, Packed.Open(bytes));
            }
        }
        catch (Exception unreadable) when (unreadable is RootKeyRefused or CryptographicException or InvalidDataException or JsonException or OverflowException or FormatException)
        {
            return null;
        }
        return content;
    }

    private static async Task<IReadOnlyList<string>> Other(NpgsqlConnection connection, PublishedDefinition published, Statement committed, Guid id, int number, CancellationToken cancel)
    {
        try
        {
            return [.. Other(committed, await TypedRows.Load(connection, published, id, number, cancel), id)];
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException or InvalidDataException or OverflowException)
        {
            return ["its rows cannot be read"];
        }
    }

    /// <summary>The sections of which the one does not say what the other says.</summary>
    internal static IEnumerable<string> Other(Statement committed, Statement shown, Guid id)
    {
        var (was, now) = (Said(committed, id), Said(shown, id));
        return was.Keys.Union(now.Keys, StringComparer.Ordinal).Where(section => was.GetValueOrDefault(section) != now.GetValueOrDefault(section));
    }

    // As it would be committed to, whoever reads it.
    private static Dictionary<string, string> Said(Statement content, Guid id)
    {
        foreach (var section in content.Definition.Sections.Where(section => section.IsTable))
            content.Rows(section.Code).Sort((one, other) => one.Id.CompareTo(other.Id));
        return Segments.Of(content, id, "", _ => Anybody, [], seed: new byte[32]).GroupBy(segment => segment.Section, StringComparer.Ordinal)
            .ToDictionary(section => section.Key, section => Convert.ToHexString(SHA256.HashData([.. section.OrderBy(segment => segment.Block).SelectMany(segment => segment.Bytes)])), StringComparer.Ordinal);
    }

    private static readonly string[] Anybody = ["anybody"];
}
