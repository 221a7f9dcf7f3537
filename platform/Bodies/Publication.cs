using Entente.Bodies.Loading;
using Entente.Bodies.Publishing;
using Npgsql;

namespace Entente.Bodies;

/// <summary>
/// What came of one folder. With findings nothing was published, and the version that was in force stays so; it is null
/// when there never was one.
/// </summary>
public sealed record Outcome(string Code, int? Version, bool IsNew, IReadOnlyList<Finding> Findings);

/// <summary>
/// Publishes the folders of bodies into the database, as its owner. A folder that says the same as the version in force
/// makes no new one, so that every start of every node may call this.
/// </summary>
public static class Publication
{
    /// <summary>On this channel the code of a body is told when it has a new version.</summary>
    public const string Channel = "bodies_changed";

    public static async Task<IReadOnlyList<Outcome>> Publish(string owner, string root, TimeProvider time, CancellationToken cancel = default)
    {
        // The detail of a refusal names the party that is still needed.
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner) { IncludeErrorDetail = true });
        await using var connection = await source.OpenConnectionAsync(cancel);
        var outcomes = new List<Outcome>();
        foreach (var folder in Folders(root))
            outcomes.Add(await Publish(connection, FolderReader.Read(folder), time.GetUtcNow(), cancel));
        return outcomes;
    }

    private static IEnumerable<string> Folders(string root) =>
        Directory.EnumerateDirectories(root).Where(folder => !Path.GetFileName(folder).StartsWith('.')).Order(StringComparer.Ordinal);

    private static async Task<Outcome> Publish(NpgsqlConnection connection, Folder folder, DateTimeOffset now, CancellationToken cancel)
    {
        var loaded = BodyLoader.Load(folder);
        if (loaded.Body is not { } body)
            return new Outcome(folder.Name, (await Versions.Current(connection, folder.Name, cancel))?.Number, IsNew: false, loaded.Findings);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Versions.TakeTurn(connection, body.Code, cancel);
        var current = await Versions.Current(connection, body.Code, cancel);
        var content = BodyJson.Write(body);
        var digest = BodyJson.Digest(content);
        if (current?.Digest == digest)
            return new Outcome(body.Code, current.Value.Number, IsNew: false, []);
        if (await HeldPosts.Removed(connection, body, DateOnly.FromDateTime(now.UtcDateTime), cancel) is { Count: > 0 } held)
            return new Outcome(body.Code, current?.Number, IsNew: false, held);
        var number = (current?.Number ?? 0) + 1;
        try
        {
            await Versions.Add(connection, body.Code, number, digest, content, now, cancel);
            await Rows.Replace(connection, body, cancel);
        }
        catch (PostgresException problem) when (problem.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return new Outcome(body.Code, current?.Number, IsNew: false, [StillUsed(problem)]);
        }
        await Versions.Tell(connection, body.Code, cancel);
        await transaction.CommitAsync(cancel);
        return new Outcome(body.Code, number, IsNew: true, []);
    }

    private static Finding StillUsed(PostgresException problem) =>
        new("parties.csv", 1, 1, "party-in-use", $"A party that was removed is still referred to by what was recorded: {problem.Detail}", "Put its rows back, and end its membership with a date under \"until\".");
}
