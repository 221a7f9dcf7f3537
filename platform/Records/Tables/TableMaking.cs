using Entente.Bodies;
using Npgsql;

namespace Entente.Records.Tables;

/// <summary>
/// Makes the tables, policies, indexes and views of a published version, under the owner's login and in the transaction of the
/// publication. Versions only add: a column, once made, stays as it is, and so does every name that somebody may use.
/// </summary>
public static class TableMaking
{
    public static async Task Make(NpgsqlConnection connection, PublishedDefinition published, IReadOnlyList<DefinitionColumn> added, CancellationToken cancel)
    {
        try
        {
            var roles = Roles.Of(connection);
            await Run(connection, Schema(published, roles), cancel);
            await Run(connection, Tables(published, added, roles), cancel);
            await Run(connection, Sealed(published, added), cancel);
            await TableRules.Make(connection, published, cancel);
            await TableViews.Make(connection, published, roles, cancel);
            if (published.Definition.MayBeSealed)
                await Run(connection, $"select records.seal({Literal(published.Body)}, {Literal(published.Definition.Code)});", cancel);
        }
        catch (PostgresException problem) when (Refusal(published, problem) is { } finding)
        {
            throw new TablesRefused(finding, problem);
        }
    }

    internal static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        if (sql.Length == 0)
            return;
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Schema(PublishedDefinition published, Roles roles) =>
        $"""
        create schema if not exists "{published.Body}";
        comment on schema "{published.Body}" is {Literal(BodySchema.Mark + published.Body)};
        grant usage on schema "{published.Body}" to {roles.Writer}, {roles.Reader}, {roles.Analysts};
        """;

    private static string Tables(PublishedDefinition published, IReadOnlyList<DefinitionColumn> added, Roles roles)
    {
        var sql = new List<string>();
        foreach (var section in published.Definition.Sections)
        {
            var table = SectionTable.Of(published, section);
            var mine = added.Where(column => column.Section == section.Code).ToList();
            var columns = mine.Where(column => column.Column.Length > 0).ToList();
            var newTable = mine.Exists(column => column.IsTable);
            var newApart = mine.Exists(column => column.IsApart);
            if (newTable)
                sql.Add(Create(table, columns) + Guard(table.Quoted, section.Code, roles));
            else if (columns.Count > 0)
                sql.Add(Widen(table.Quoted, columns));
            if (newApart)
                sql.Add(CreateApart(table) + Guard(table.QuotedApart, section.Code, roles));
            else if (table.HasApart && columns.Count > 0)
                sql.Add(Widen(table.QuotedApart, columns));
            foreach (var column in columns.Where(column => column.SqlType == "uuid"))
                sql.Add($"create index on {table.Quoted} (\"{column.Column}\") where until is null and \"{column.Column}\" is not null;\n");
        }
        return string.Concat(sql);
    }

    private static string Sealed(PublishedDefinition published, IReadOnlyList<DefinitionColumn> added) =>
        string.Concat(added.Where(column => column.Part == FieldColumns.Sealed).Select(column =>
            $"insert into records.sealed_field (body, definition, section, field) values ({Literal(published.Body)}, {Literal(published.Definition.Code)}, {Literal(column.Section)}, {Literal(column.Field)}) on conflict do nothing;\n"));

    private static string Create(SectionTable table, List<DefinitionColumn> columns)
    {
        var register = table.IsRegister
            ? """
                valid_from date not null,
                valid_until date not null,
                known_from timestamptz not null,
                known_until timestamptz not null default 'infinity',

              """
            : "";
        return $"""
            create table {table.Quoted} (
              statement uuid not null,
              row_id uuid not null,
              place bigint not null,
              since int not null,
              until int,
              aud int not null,
            {register}  {string.Concat(columns.Select(column => $"\"{column.Column}\" {column.SqlType},\n  "))}{Last(table, "statement, place, since")}
            );
            {(table.IsRegister ? $"create index on {table.Quoted} (statement, place);\n" : "")}
            """;
    }

    private static string CreateApart(SectionTable table) =>
        $"""
        create table {table.QuotedApart} (like {table.Quoted} including defaults,
          {Last(table, "statement, place, since, aud")});
        {(table.IsRegister ? $"create index on {table.QuotedApart} (statement, place);" : "")}
        comment on table {table.QuotedApart} is {Literal($"What is shown to others than the rest of its row in {table.Name}: the same columns, its own audience")};

        """;

    // In a register the constraint that an entry says one thing of each day does what the key does elsewhere; what was known
    // for no time at all, between two versions of one instant, may stand there twice.
    private static string Last(SectionTable table, string key) => table.IsRegister ? "check (valid_from < valid_until)" : $"primary key ({key})";

    private static string Widen(string table, List<DefinitionColumn> columns) =>
        $"alter table {table} {string.Join(", ", columns.Select(column => $"add column \"{column.Column}\" {column.SqlType}"))};\n";

    // From the first row on nobody reads what is not shown to them; the writer changes rows and never the table. Who reads is asked
    // once for each query, and not again for each row. Analysts ask a table itself, and find no part of what they do not read as a
    // whole. What a grant opens is for the login of grants alone.
    private static string Guard(string table, string section, Roles roles) =>
        $"""
        alter table {table} enable row level security;
        create policy in_view on {table} for select to {roles.Reader} using (aud in (select unnest(records.reading())));
        create policy of_analysts on {table} for select to {roles.Analysts} using (aud in (select records.audiences_of_analyst()) and exists (select from records.statement s where s.id = {table}.statement));
        create policy granted on {table} for select to {roles.Granted} using (statement = any ((select records.granted({Literal(section)}))::uuid[]));
        grant select on {table} to {roles.Reader}, {roles.Analysts};
        grant select, insert, update, delete on {table} to {roles.Writer};

        """;

    private static Finding? Refusal(PublishedDefinition published, PostgresException problem)
    {
        var file = $"{published.Definition.Code}.{published.Definition.Kind.ToString().ToLowerInvariant()}.yaml";
        return problem.SqlState switch
        {
            PostgresErrorCodes.TooManyColumns => new Finding(file, 1, 1, "too-many-columns", "A section has had more columns, over all its versions, than a table of the database can hold.", "Move some of its fields to a new section."),
            PostgresErrorCodes.ExclusionViolation => new Finding(file, 1, 1, "key-not-unique", "Entries that hold on the same day have the same key, so that it cannot become the key of the register.", "Correct the entries first, or choose another key."),
            _ => null,
        };
    }
}

/// <summary>The names of writer, reader, analysts and the login of grants, as SQL has them: all follow from the owner's.</summary>
internal sealed record Roles(string Writer, string Reader, string Analysts, string Granted)
{
    public static Roles Of(NpgsqlConnection owner)
    {
        var quote = new NpgsqlCommandBuilder();
        return new Roles(quote.QuoteIdentifier($"{owner.UserName}_writer"), quote.QuoteIdentifier($"{owner.UserName}_reader"), quote.QuoteIdentifier($"{owner.UserName}_analysts"), quote.QuoteIdentifier($"{owner.UserName}_granted"));
    }
}
