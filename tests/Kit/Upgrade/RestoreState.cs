using Entente.Shared.Data;
using Npgsql;

namespace Entente.Tests.Kit.Upgrade;

/// <summary>Makes an empty database what it was in an earlier state.</summary>
public static class RestoreState
{
    private const string References = """
        select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
        from pg_constraint where contype = 'f' and conparentid = 0 order by 1, 2
        """;

    /// <summary>The roles must be there: they belong to the server, and every database of the tests has them.</summary>
    public static async Task Into(NpgsqlConnection owner, EarlierState state, TimeProvider time)
    {
        await Migrator.Migrate(owner, owner.UserName!, Then(state), time);
        foreach (var sql in state.Made)
            await KeepState.Run(owner, sql);
        await using var transaction = await owner.BeginTransactionAsync();
        await KeepState.Run(owner, "set local search_path = ''");
        // Rows come in no order that references would allow: those are put back when all are there.
        var references = await KeepState.All(owner, References, row => (Table: row.GetString(0), Name: row.GetString(1), Says: row.GetString(2)));
        foreach (var (table, name, _) in references)
            await KeepState.Run(owner, $"alter table {table} drop constraint {name}");
        // What keeps people from changing history keeps a restore from making it.
        foreach (var table in state.Tables)
            await KeepState.Run(owner, $"alter table {table.Name} disable trigger user");
        await KeepState.Run(owner, $"truncate {string.Join(", ", state.Tables.Select(table => table.Name))}");
        foreach (var table in state.Tables.Where(table => table.Rows.Length > 0))
            await Fill(owner, table);
        foreach (var (table, name, says) in references)
            await KeepState.Run(owner, $"alter table {table} add constraint {name} {says}");
        foreach (var table in state.Tables)
            await KeepState.Run(owner, $"alter table {table.Name} enable trigger user");
        foreach (var sequence in state.Sequences)
            await KeepState.Run(owner, $"select setval('{sequence.Name.Replace("'", "''", StringComparison.Ordinal)}', {sequence.Last})");
        await transaction.CommitAsync();
    }

    private static IReadOnlyList<Migration> Then(EarlierState state)
    {
        var known = Migration.All.ToDictionary(step => step.Number);
        return [.. state.Steps.Select(step => known.TryGetValue(step.Number, out var file) && file.Checksum == step.Checksum
            ? file
            : throw new MigrationRefused($"{step.File} was changed or removed after a tagged state had taken it. A schema file never changes."))];
    }

    private static async Task Fill(NpgsqlConnection owner, EarlierTable table)
    {
        await using var rows = await owner.BeginTextImportAsync($"copy {table.Name} ({string.Join(", ", table.Columns)}) from stdin");
        await rows.WriteAsync(table.Rows);
    }
}
