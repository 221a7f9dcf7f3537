using Entente.Records.Confidential;
using Npgsql;

namespace Entente.Records.Files;

/// <summary>Where a file is on its way: arriving, waiting for the scanner, and what the scanner said.</summary>
public enum FileState { Arriving, Waiting, Clean, NotScanned, Refused }

/// <summary>An attachment as its table knows it.</summary>
/// <param name="Received">How much of it has arrived.</param>
/// <param name="Type">What its bytes are; null until it is complete.</param>
/// <param name="Why">Why it was refused or not scanned.</param>
public sealed record StoredFile(Guid Id, Guid Statement, string Section, string Field, string Name, long Size, long Received, string? Type, byte[]? Sha256, FileState State, string? Why, Guid? SentBy, DateTimeOffset BegunAt)
{
    private const string Columns = "id, statement, section, field, name, size, received, type, sha256, state, why, sent_by, begun_at, key";

    /// <summary>The key that encrypts it and its name; null: they are plain.</summary>
    public Guid? Key { get; init; }

    public bool Readable => State is FileState.Clean or FileState.NotScanned;

    /// <summary>The file; null where there is none, or none that the reader may see.</summary>
    public static async Task<StoredFile?> Find(NpgsqlConnection connection, Guid id, CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from records.file where id = $1", connection) { Parameters = { new() { Value = id } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        return await rows.ReadAsync(cancel) ? Read(connection, rows) : null;
    }

    /// <summary>All of one statement, as the reader may see them.</summary>
    public static async Task<IReadOnlyList<StoredFile>> Of(NpgsqlConnection connection, Guid statement, CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from records.file where statement = $1 order by begun_at, id", connection) { Parameters = { new() { Value = statement } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var files = new List<StoredFile>();
        while (await rows.ReadAsync(cancel))
            files.Add(Read(connection, rows));
        return files;
    }

    internal static string Word(FileState state) => state == FileState.NotScanned ? "not-scanned" : state.ToString().ToLowerInvariant();

    private static StoredFile Read(NpgsqlConnection connection, NpgsqlDataReader rows) => new(
        rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), rows.GetString(3), Boxed.Open(connection, NamePlace(rows.GetGuid(0)), rows.GetString(4), erased: "…"), rows.GetInt64(5), rows.GetInt64(6), Text(rows, 7),
        rows.IsDBNull(8) ? null : rows.GetFieldValue<byte[]>(8), Enum.GetValues<FileState>().First(state => Word(state) == rows.GetString(9)), Text(rows, 10),
        rows.IsDBNull(11) ? null : rows.GetGuid(11), rows.GetFieldValue<DateTimeOffset>(12))
    {
        Key = rows.IsDBNull(13) ? null : rows.GetGuid(13),
    };

    internal static string NamePlace(Guid id) => Boxed.Of("file name", id);

    private static string? Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
}
