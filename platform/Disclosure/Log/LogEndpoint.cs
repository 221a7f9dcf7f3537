using System.Globalization;
using System.Text;
using Entente.Ledger;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Disclosure.Log;

/// <summary>
/// The log as anybody may read it (C2SP tlog-tiles): the last signed state, the tiles of the tree, the entries, and whose
/// signatures are to be believed. Entries say nothing of what was declared.
/// </summary>
internal static class LogEndpoint
{
    private const string Text = "text/plain; charset=utf-8";
    private const string Binary = "application/octet-stream";
    private const string ForEver = "public, max-age=31536000, immutable";
    private const string AskEachTime = "no-cache";

    public static void Map(WebApplication app)
    {
        var log = app.MapGroup("/log").AllowAnonymous();
        log.MapGet("checkpoint", Checkpoint);
        log.MapGet("keys", Keys);
        log.MapGet("tile/{**rest}", Tiles);
    }

    private static async Task<IResult> Checkpoint(HttpContext context, Database database)
    {
        context.Response.Headers.CacheControl = AskEachTime;
        return await database.Read(null, connection => LogReading.Last(connection, context.RequestAborted), context.RequestAborted) is { } last
            ? Results.Text(last.Note.ToString(), Text) : Results.NotFound();
    }

    private static async Task<IResult> Keys(HttpContext context, Database database, Witnesses witnesses)
    {
        context.Response.Headers.CacheControl = AskEachTime;
        context.Response.Headers.ContentDisposition = "inline; filename=\"keys\"";
        var keys = await database.Read(null, connection => KnownKeys.Read(connection, context.RequestAborted), context.RequestAborted);
        return Results.Text(PolicyOf(keys, witnesses), Text);
    }

    // What is narrower than a tile can be was the right edge once, and never changes either.
    private static async Task<IResult> Tiles(HttpContext context, string rest, Database database)
    {
        var cancel = context.RequestAborted;
        if (!Tile.TryParse($"tile/{rest}", out var tile, out var entries))
            return Results.NotFound();
        var bytes = await database.Read(null, async connection => await IsThere(connection, tile, cancel)
            ? entries ? await Bundle(connection, tile, cancel) : Hashes(await LogReading.Tiles(connection, [tile], cancel), tile)
            : null, cancel);
        if (bytes is null)
            return Results.NotFound();
        context.Response.Headers.CacheControl = ForEver;
        return Results.Bytes(bytes, Binary);
    }

    private static async Task<bool> IsThere(NpgsqlConnection connection, Tile tile, CancellationToken cancel)
    {
        var last = await LogReading.Last(connection, cancel);
        return last is not null && (last.Size >> (8 * tile.Level)) >= (tile.Index * Tile.Full) + tile.Width;
    }

    private static async Task<byte[]?> Bundle(NpgsqlConnection connection, Tile tile, CancellationToken cancel) =>
        await LogReading.Entries(connection, tile, cancel) is { } all && all.Count == tile.Width ? EntryBundle.Of(all) : null;

    private static byte[]? Hashes(Dictionary<(int Level, long Number), byte[]> tiles, Tile tile) =>
        tiles.TryGetValue((tile.Level, tile.Index), out var bytes) && bytes.Length >= tile.Width * Hash.Length ? bytes[..(tile.Width * Hash.Length)] : null;

    /// <summary>All keys that ever signed, since receipts of then still hold; and the witnesses, of which everybody decides how many to ask for.</summary>
    internal static string PolicyOf(IReadOnlyList<KnownKey> keys, Witnesses witnesses)
    {
        var policy = new StringBuilder("# Whose signatures on receipts are to be believed. Compare it with what the witnesses publish.\n");
        foreach (var key in keys)
        {
            policy.Append(CultureInfo.InvariantCulture, $"# began {key.BegunAt.UtcDateTime:yyyy-MM-dd} at place {key.Begins}");
            if (key is { EndedAt: { } ended, Ends: { } ends })
                policy.Append(CultureInfo.InvariantCulture, $", ended {ended.UtcDateTime:yyyy-MM-dd} at place {ends}");
            policy.Append('\n').Append("log ").Append(key.Key).Append('\n');
        }
        foreach (var (number, witness) in witnesses.All.Index())
            policy.Append(CultureInfo.InvariantCulture, $"witness witness-{number + 1} {witness.Key} {witness.Address}\n");
        return policy.Append("# Say here how many witnesses you ask for: a group of them, or none.\nquorum none\n").ToString();
    }
}
