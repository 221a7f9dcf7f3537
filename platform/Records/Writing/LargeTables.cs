using System.Collections.Frozen;
using Entente.Bodies;
using Entente.Records.Content;
using Entente.Records.Interchange;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records.Writing;

/// <summary>Tables with more rows than a batch of single commands carries well: they are copied, in the transaction of everything else.</summary>
internal static class LargeTables
{
    /// <summary>Above this, copying is faster than a command for each row, even where it needs a table in between.</summary>
    public const int MostInBatch = 2_000;

    public static IReadOnlySet<string> None { get; } = FrozenSet<string>.Empty;

    public static IReadOnlySet<string> Of(PublishedDefinition published, Statement content)
    {
        var large = published.Definition.Sections.Where(section => section.IsTable && content.Rows(section.Code).Count > MostInBatch && !SectionTable.Of(published, section).IsRegister);
        return large.Select(section => section.Code).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } some ? some : None;
    }

    /// <param name="anew">The table has no rows of this statement under this version of the definition.</param>
    public static async Task Write(NpgsqlConnection connection, NpgsqlBatch batch, PublishedDefinition published, Guid statement, NewVersion version, IReadOnlySet<string> large, Readers readers, bool anew, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        batch.Transaction = transaction;
        await batch.ExecuteNonQueryAsync(cancel);
        foreach (var (place, section) in published.Definition.Sections.Index())
        {
            if (!large.Contains(section.Code))
                continue;
            var (table, rows) = (SectionTable.Of(published, section), new RowsInMemory(version.Content.Rows(section.Code)));
            if (anew)
                await RowStream.Add(connection, table, statement, version.Number, rows, readers.Slices[place], cancel);
            else
                await RowStream.Correct(connection, table, statement, version.Number, rows, readers.Slices[place], cancel);
        }
        await transaction.CommitAsync(cancel);
    }
}
