using Entente.Bodies.Editing;
using Entente.Bodies.Loading;
using Entente.Bodies.Publishing;
using Npgsql;

namespace Entente.Bodies;

/// <summary>
/// What came of one folder. With findings nothing was published, and the version that was in force stays so; it is null
/// when there never was one.
/// </summary>
public sealed record Outcome(string Code, int? Version, bool IsNew, IReadOnlyList<Finding> Findings)
{
    /// <summary>Its folder is gone since the last time: it takes nothing new, and what it holds stays readable.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Files that were changed and published on the page, and are not in the folder; what was published stands.</summary>
    public IReadOnlyList<string> OnPageOnly { get; init; } = [];

    /// <summary>Files that were changed on the page and in the folder, differently: what was published stands, and the folder's waits as a proposal.</summary>
    public IReadOnlyList<string> Disputed { get; init; } = [];
}

/// <summary>
/// Publishes the folders of bodies into the database, as its owner. A folder that says the same as the version in force
/// makes no new one, so that every start of every node may call this.
/// </summary>
public static class Publication
{
    /// <summary>On this channel the code of a body is told when it has a new version.</summary>
    public const string Channel = "bodies_changed";

    /// <param name="tables">Makes the tables of new versions, in the same transaction.</param>
    public static async Task<IReadOnlyList<Outcome>> Publish(string owner, string root, MakeTables tables, TimeProvider time, CancellationToken cancel = default)
    {
        // The detail of a refusal names the party that is still needed.
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(owner) { IncludeErrorDetail = true });
        await using var connection = await source.OpenConnectionAsync(cancel);
        var outcomes = new List<Outcome>();
        var folders = Folders(root).ToList();
        foreach (var folder in folders)
            outcomes.Add(await Publish(connection, FolderReader.Read(folder), tables, time.GetUtcNow(), cancel));
        foreach (var gone in await Withdrawals.Mark(connection, [.. folders.Select(folder => Path.GetFileName(folder)!)], time.GetUtcNow(), cancel))
            outcomes.Add(new Outcome(gone.Body, gone.Version, IsNew: false, []) { Withdrawn = true });
        return outcomes;
    }

    /// <summary>Publishes one body as it was loaded.</summary>
    public static Task<Outcome> Publish(NpgsqlConnection connection, Loaded loaded, string code, MakeTables tables, DateTimeOffset now, CancellationToken cancel = default) =>
        Publish(connection, loaded, code, tables, now, _ => Task.CompletedTask, cancel);

    /// <param name="along">What else belongs to this version, in the same transaction.</param>
    internal static async Task<Outcome> Publish(NpgsqlConnection connection, Loaded loaded, string code, MakeTables tables, DateTimeOffset now, Func<int, Task> along, CancellationToken cancel)
    {
        if (loaded.Body is not { } body)
            return new Outcome(code, (await Versions.Current(connection, code, cancel))?.Number, IsNew: false, loaded.Findings);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Versions.TakeTurn(connection, body.Code, cancel);
        var current = await Versions.Current(connection, body.Code, cancel);
        var refused = await HeldPosts.Removed(connection, body, DateOnly.FromDateTime(now.UtcDateTime), cancel);
        if (refused.Count == 0)
            refused = await Schemas.Refused(connection, body, loaded.Definitions, cancel);
        if (refused.Count > 0)
            return new Outcome(body.Code, current?.Number, IsNew: false, refused);
        try
        {
            var number = await Body(connection, body, current, now, cancel);
            var anything = await DefinitionVersions.Publish(connection, body.Code, loaded.Definitions, tables, now, cancel);
            if (await Withdrawals.End(connection, body.Code, cancel) || anything || number != current?.Number)
                await Versions.Tell(connection, body.Code, cancel);
            await along(number);
            await transaction.CommitAsync(cancel);
            return new Outcome(body.Code, number, IsNew: anything || number != current?.Number, []);
        }
        catch (PostgresException problem) when (problem.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return new Outcome(body.Code, current?.Number, IsNew: false, [StillUsed(problem)]);
        }
        catch (TablesRefused problem)
        {
            return new Outcome(body.Code, current?.Number, IsNew: false, [problem.Finding]);
        }
    }

    private static IEnumerable<string> Folders(string root) =>
        Directory.EnumerateDirectories(root).Where(folder => !Path.GetFileName(folder).StartsWith('.')).Order(StringComparer.Ordinal);

    private static async Task<Outcome> Publish(NpgsqlConnection connection, Folder folder, MakeTables tables, DateTimeOffset now, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var disk = await DiskPublication.Of(connection, folder, cancel);
                return await Publish(connection, folder.Name, disk, tables, now, cancel);
            }
            catch (EditionMoved) when (attempt < 5)
            {
                // Another process published in the same moment: what stands now is looked at again.
            }
        }
    }

    private static async Task<Outcome> Publish(NpgsqlConnection connection, string code, DiskPublication disk, MakeTables tables, DateTimeOffset now, CancellationToken cancel)
    {
        if (disk.Standing.Disputed.Count > 0)
        {
            await disk.PutAside(connection, now, cancel);
            return new Outcome(code, (await Versions.Current(connection, code, cancel))?.Number, IsNew: false, []) { Disputed = disk.Standing.Disputed, OnPageOnly = disk.Standing.OnPageOnly };
        }
        var outcome = await Publish(connection, BodyLoader.Load(disk.Folder), code, tables, now, number => disk.Keep(connection, number, now, cancel), cancel);
        return outcome with { OnPageOnly = disk.Standing.OnPageOnly };
    }

    // The version in force afterwards: the one before where the body says the same.
    private static async Task<int> Body(NpgsqlConnection connection, Body body, (int Number, string Digest)? current, DateTimeOffset now, CancellationToken cancel)
    {
        var content = BodyJson.Write(body);
        var digest = BodyJson.Digest(content);
        if (current?.Digest == digest)
            return current.Value.Number;
        var number = (current?.Number ?? 0) + 1;
        await Versions.Add(connection, body.Code, number, digest, content, now, cancel);
        await Rows.Replace(connection, body, cancel);
        return number;
    }

    private static Finding StillUsed(PostgresException problem) =>
        new("parties.csv", 1, 1, "party-in-use", $"A party that was removed is still referred to by what was recorded: {problem.Detail}", "Put its rows back, and end its membership with a date under \"until\".");
}
