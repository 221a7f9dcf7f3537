using System.Globalization;
using Entente.Client.Run;
using Entente.Disclosure;
using Entente.Shared.Data;
using Npgsql;

namespace Entente.Client.Backup;

/// <summary>
/// Makes an empty database what the backup says: first the steps it had taken, then all rows in one transaction that is only
/// committed when every member and every count agrees, then the steps since. Cut off anywhere it is begun again.
/// </summary>
internal sealed class Restore(string login, InstallationSecret secret, RootKey root, string files, TimeProvider time, Action<string> say)
{
    private const string References = """
        select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
        from pg_constraint where contype = 'f' and conparentid = 0 order by 1, 2
        """;

    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);

    /// <returns>What stands first in the backup.</returns>
    public async Task<PackHead> From(Stream archive, CancellationToken cancel)
    {
        await using var pack = new PackReader(archive);
        if (await pack.Next(cancel) is not { } first || pack.Name != PackNames.Head)
            throw new Refusal("This is no backup of Entente: it does not begin as one. Nothing was restored.");
        var head = await pack.Read<PackHead>(first, cancel);
        var steps = Steps(head);
        await using var owner = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(login) { Pooling = false }.ConnectionString);
        await owner.OpenAsync(cancel);
        await Begin(owner, cancel);
        await Installation.MakeRoles(owner, login, secret, cancel);
        await Migrator.Migrate(owner, owner.UserName!, steps, time, cancel);
        await using (var transaction = await owner.BeginTransactionAsync(cancel))
        {
            await Do(owner, "set local search_path = ''", cancel);
            foreach (var sql in head.Made)
                await Do(owner, Named(owner, sql), cancel);
            var references = await Loosen(owner, head, cancel);
            var end = await Members(owner, pack, head, cancel);
            pack.Compare(end);
            await Tighten(owner, head, references, cancel);
            await Count(owner, head, end, cancel);
            await CheckSecret(owner, cancel);
            await Agreement.Check(owner, await RootKeys.Ring(owner, root, cancel), say, cancel);
            await Do(owner, "drop schema restoring", cancel);
            await transaction.CommitAsync(cancel);
        }
        var since = await Migrator.Migrate(owner, owner.UserName!, Migration.All, time, cancel);
        say(string.Create(CultureInfo.InvariantCulture, $"{_rows.Values.Sum()} rows in {_rows.Count(rows => rows.Value > 0)} tables are as they were at {head.At:yyyy-MM-dd HH:mm:ss} UTC{(since == 0 ? "" : $"; {since} steps of this version were taken since")}."));
        return head;
    }

    private static readonly string[] Roles = ["writer", "reader", "analysts", "granted"];

    private static IReadOnlyList<Migration> Steps(PackHead head)
    {
        if (head.Format != PackNames.Format)
            throw new Refusal($"This backup is of form {head.Format}, which this version does not read. Restore it with the version that made it, or a newer one.");
        var known = Migration.All.ToDictionary(step => step.Number);
        foreach (var step in head.Steps)
            if (!known.TryGetValue(step.Number, out var file) || file.Checksum != step.Checksum)
                throw new Refusal($"The backup was made by a newer or another version: it holds step {step.Number:0000} ({step.File}), which this one does not have. Restore it with the version that made it, or a newer one.");
        return [.. head.Steps.Select(step => known[step.Number])];
    }

    // What a restore that was cut off left is taken away; what somebody else made is not.
    private static async Task Begin(NpgsqlConnection owner, CancellationToken cancel)
    {
        const string There = "select coalesce(array_agg(n.nspname::text), '{}') from pg_namespace n where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and (n.nspname <> 'public' or exists (select from pg_class c where c.relnamespace = n.oid))";
        string[] schemas;
        await using (var there = new NpgsqlCommand(There, owner))
            schemas = (string[])(await there.ExecuteScalarAsync(cancel))!;
        if (schemas.Length > 0 && !schemas.Contains("restoring"))
            throw new Refusal("The database is not empty. A backup is restored into an empty one: create one, or move the data folder away. Nothing was changed.");
        await Do(owner, string.Concat(schemas.Where(schema => schema != "restoring").Select(schema => $"drop schema \"{schema}\" cascade; ")) + "create schema if not exists public; create schema if not exists restoring", cancel);
    }

    private async Task<List<(string Table, string Name, string Says)>> Loosen(NpgsqlConnection owner, PackHead head, CancellationToken cancel)
    {
        var references = new List<(string Table, string Name, string Says)>();
        await using (var command = new NpgsqlCommand(References, owner))
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                references.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        // Rows come in no order that references would allow: those are put back when all are there.
        foreach (var (table, name, _) in references)
            await Do(owner, $"alter table {table} drop constraint {name}", cancel);
        // What keeps people from changing history keeps a restore from making it.
        foreach (var table in head.Tables)
            await Do(owner, $"alter table {table.Name} disable trigger user", cancel);
        await Do(owner, $"truncate {string.Join(", ", head.Tables.Select(table => table.Name))}", cancel);
        return references;
    }

    private static async Task Tighten(NpgsqlConnection owner, PackHead head, List<(string Table, string Name, string Says)> references, CancellationToken cancel)
    {
        foreach (var (table, name, says) in references)
            await Do(owner, $"alter table {table} add constraint {name} {says}", cancel);
        foreach (var table in head.Tables)
            await Do(owner, $"alter table {table.Name} enable trigger user", cancel);
        foreach (var sequence in head.Sequences)
            await Do(owner, $"select setval('{sequence.Name.Replace("'", "''", StringComparison.Ordinal)}', {sequence.Last.ToString(CultureInfo.InvariantCulture)})", cancel);
    }

    private async Task<PackEnd> Members(NpgsqlConnection owner, PackReader pack, PackHead head, CancellationToken cancel)
    {
        var tables = head.Tables.ToDictionary(table => PackNames.Tables + table.Name, StringComparer.Ordinal);
        NpgsqlRawCopyStream? copy = null;
        var filling = "";
        try
        {
            while (await pack.Next(cancel) is { } member)
            {
                var of = pack.Name[..Math.Max(0, pack.Name.LastIndexOf('/'))];
                if (copy is not null && of != filling)
                {
                    await copy.DisposeAsync();
                    copy = null;
                }
                if (tables.TryGetValue(of, out var table))
                {
                    if (copy is null)
                    {
                        say($"table {table.Name}");
                        copy = await owner.BeginRawBinaryCopyAsync($"copy {table.Name} ({string.Join(", ", table.Columns)}) from stdin (format binary)", cancel);
                        filling = of;
                    }
                    await member.CopyToAsync(copy, cancel);
                }
                else if (pack.Name.StartsWith(PackNames.Files, StringComparison.Ordinal))
                    await Keep(pack, member, cancel);
                else if (pack.Name == PackNames.End)
                    return await pack.Read<PackEnd>(member, cancel);
            }
        }
        catch (Exception problem) when (IsOfTheFile(problem))
        {
            throw pack.Damaged(problem);
        }
        finally
        {
            if (copy is not null)
                await copy.CancelAsync().ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        throw pack.Damaged();
    }

    // What the database says when its disk or its memory is full, or when it is stopped, is no fault of the backup.
    internal static bool IsOfTheFile(Exception problem) => problem switch
    {
        PostgresException said => said.SqlState[..2] is not ("53" or "57" or "58"),
        _ => problem is InvalidDataException or InvalidOperationException or EndOfStreamException,
    };

    private async Task Keep(PackReader pack, Stream member, CancellationToken cancel)
    {
        var path = Path.GetFullPath(Path.Combine(files, pack.Name[PackNames.Files.Length..]));
        if (!path.StartsWith(Path.GetFullPath(files) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw pack.Damaged();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
            await member.CopyToAsync(file, cancel);
        File.Move(path + ".new", path, overwrite: true);
    }

    private async Task Count(NpgsqlConnection owner, PackHead head, PackEnd end, CancellationToken cancel)
    {
        foreach (var table in head.Tables)
        {
            await using var count = new NpgsqlCommand($"select count(*) from {table.Name}", owner) { CommandTimeout = 0 };
            _rows[table.Name] = (long)(await count.ExecuteScalarAsync(cancel))!;
            if (_rows[table.Name] != end.Rows.GetValueOrDefault(table.Name))
                throw new Refusal(string.Create(CultureInfo.InvariantCulture, $"The backup is damaged: the table {table.Name} came with {_rows[table.Name]} rows and had {end.Rows.GetValueOrDefault(table.Name)}. Nothing was restored."));
        }
    }

    private async Task CheckSecret(NpgsqlConnection owner, CancellationToken cancel)
    {
        try
        {
            await Installation.CheckSecret(owner, secret, cancel);
        }
        catch (MigrationRefused)
        {
            throw new Refusal("The backup was made with another secret than the one that is here. Put the file 'secret' of that installation into the data folder (or its text into ENTENTE_SECRET) first; with the wrong one nobody's one-time codes could be read. Nothing was restored.");
        }
    }

    private static string Named(NpgsqlConnection owner, string sql)
    {
        var quote = new NpgsqlCommandBuilder();
        return Roles.Aggregate(sql, (said, role) => said.Replace($"{{{role}}}", quote.QuoteIdentifier($"{owner.UserName}_{role}"), StringComparison.Ordinal));
    }

    private static async Task Do(NpgsqlConnection owner, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, owner) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
