using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Bodies.Editing;

/// <summary>Files by what they hold: each is kept once under its digest.</summary>
internal static class Contents
{
    public static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Keeps what is not kept yet.</summary>
    public static async Task Keep(NpgsqlConnection connection, IReadOnlyCollection<byte[]> files, CancellationToken cancel)
    {
        if (files.Count == 0)
            return;
        await using var command = new NpgsqlCommand("insert into editing.content (digest, bytes) select distinct on (digest) digest, bytes from unnest($1, $2) as row (digest, bytes) on conflict do nothing", connection)
        {
            Parameters = { new() { Value = files.Select(Digest).ToArray() }, new() { Value = files.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }

    public static async Task<Dictionary<string, byte[]>> Read(NpgsqlConnection connection, IEnumerable<string> digests, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select digest, bytes from editing.content where digest = any ($1)", connection) { Parameters = { new() { Value = digests.Distinct(StringComparer.Ordinal).ToArray() } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var read = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
            read[rows.GetString(0)] = rows.GetFieldValue<byte[]>(1);
        return read;
    }
}
