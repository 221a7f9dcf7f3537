using Entente.Bodies;
using Entente.Bodies.Definitions;
using Npgsql;

namespace Entente.Records.Tables;

/// <summary>
/// What the database itself holds registers to: no entry says two things of one day, no two entries have the same key on one
/// day. Its comment says what a constraint or an index is made of, so that it is made again only when that changed.
/// </summary>
internal static class TableRules
{
    private const string OnOneDay = "daterange(valid_from, valid_until) with &&";

    // An index entry has to fit into a third of a page.
    private const int LongestTitle = 600;

    public static async Task Make(NpgsqlConnection connection, PublishedDefinition published, CancellationToken cancel)
    {
        if (published.Definition.Traits.Register is not { } register)
            return;
        var there = await Marks(connection, published.Body, cancel);
        var sql = new List<string>();
        foreach (var table in published.Definition.Sections.Select(section => SectionTable.Of(published, section)))
        {
            foreach (var apart in table.HasApart ? new[] { false, true } : [false])
            {
                Constrain(sql, there, table, apart, "_once", "An entry says one thing of each day", $"statement with =, row_id with =, {(apart ? "aud with =, " : "")}{OnOneDay}");
                var key = ColumnsOf(table, register.Key);
                Constrain(sql, there, table, apart, "_key", $"No two entries have the same {string.Join(", ", key)} on one day", key.Count == 0 ? null : $"{string.Concat(key.Select(column => $"\"{column}\" with =, "))}{OnOneDay}");
            }
            Title(sql, there, table, register.Title);
            Names(sql, published, table, register);
        }
        await TableMaking.Run(connection, string.Concat(sql), cancel);
    }

    /// <summary>The columns of these fields, where all of them are in this section; none where it is another's.</summary>
    internal static List<string> ColumnsOf(SectionTable table, IReadOnlyList<string> fields)
    {
        var codes = fields.Select(field => field.Split('.') is [var section, var code] ? section == table.Section.Code ? code : "" : field).ToList();
        if (table.Section.IsTable || !codes.TrueForAll(code => table.Section.Field(code) is not null))
            return [];
        return [.. codes.SelectMany(code => table.Columns.Where(column => table.Section.Fields[column.Field].Code == code && column.Part is FieldColumns.Value or FieldColumns.Latitude or FieldColumns.Longitude)).Select(column => column.Name)];
    }

    /// <summary>What lists are ordered by. A blank comes first, as a value: compared with nothing, an entry would be on no page.</summary>
    internal static List<(string Sql, string Type)> Sorts(SectionTable table, IReadOnlyList<string> title, string of = "")
    {
        var names = ColumnsOf(table, title);
        return [.. names.Select(name => table.Columns.First(column => column.Name == name)).Where(column => First(column.Type) is not null)
            .Select(column => ($"coalesce({of}{column.Quoted}, {First(column.Type)})", column.Type))];
    }

    private static string? First(string type) => type switch
    {
        "text" => "''",
        "bigint" => "'-9223372036854775808'::bigint",
        "numeric" => "'-infinity'::numeric",
        "date" => "'-infinity'::date",
        "timestamptz" => "'-infinity'::timestamptz",
        "boolean" => "false",
        "uuid" => "'00000000-0000-0000-0000-000000000000'::uuid",
        _ => null,
    };

    private static void Constrain(List<string> sql, Dictionary<string, string> there, SectionTable table, bool apart, string suffix, string mark, string? what)
    {
        var of = apart ? table.QuotedApart : table.Quoted;
        var name = $"{table.Name}{(apart ? "_apart" : "")}{suffix}";
        if (there.TryGetValue(name, out var known) && known == mark)
            return;
        if (known is not null)
            sql.Add($"alter table {of} drop constraint \"{name}\";\n");
        if (what is not null)
            sql.AddRange([$"alter table {of} add constraint \"{name}\" exclude using gist ({what}) where (until is null);\n",
                   $"comment on index \"{table.Schema}\".\"{name}\" is {TableMaking.Literal(mark)};\n"]);
    }

    private static void Title(List<string> sql, Dictionary<string, string> there, SectionTable table, IReadOnlyList<string> title)
    {
        var sorts = Sorts(table, title);
        var name = $"{table.Name}_title";
        var mark = $"Lists by {string.Join(", ", sorts.Select(sort => sort.Sql))}";
        if (there.TryGetValue(name, out var known) && known == mark)
            return;
        if (known is not null)
            sql.Add($"drop index \"{table.Schema}\".\"{name}\";\n");
        if (sorts.Count > 0 && table.Section.Fields.Where(field => title.Any(one => one.Split('.')[^1] == field.Code)).Sum(Length) <= LongestTitle)
            sql.AddRange([$"create index \"{name}\" on {table.Quoted} ({string.Concat(sorts.Select(sort => $"({sort.Sql}), "))}statement) where until is null;\n",
                   $"comment on index \"{table.Schema}\".\"{name}\" is {TableMaking.Literal(mark)};\n"]);
    }

    // What an entry is found by, now and once it is called otherwise.
    private static void Names(List<string> sql, PublishedDefinition published, SectionTable table, RegisterTrait register)
    {
        var places = register.Title.Concat(register.Key).Concat(register.Alike).SelectMany(field => ColumnsOf(table, [field])).Distinct(StringComparer.Ordinal)
            .Select(name => table.Columns.First(column => column.Name == name)).Where(column => column.Type is "text" or "bigint")
            .Select(column => TableMaking.Literal($"{column.Name}:{table.Section.Fields[column.Field].Code}")).Order(StringComparer.Ordinal).ToList();
        foreach (var of in table.HasApart ? new[] { table.Quoted, table.QuotedApart } : [table.Quoted])
            sql.Add($"select records.gather_names({TableMaking.Literal(of)}, {TableMaking.Literal(published.Body)}, {TableMaking.Literal(published.Definition.Code)}, array[{string.Join(", ", places)}]::text[]);\n");
    }

    private static int Length(Field field) => field.Type == FieldType.LongText ? field.Longest ?? 10_000 : field.IsText ? field.Longest ?? 200 : 20;

    private static async Task<Dictionary<string, string>> Marks(NpgsqlConnection connection, string schema, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select c.relname::text, obj_description(c.oid, 'pg_class') from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = $1 and c.relkind = 'i' and obj_description(c.oid, 'pg_class') is not null
            """, connection) { Parameters = { new() { Value = schema } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
            marks[rows.GetString(0)] = rows.GetString(1);
        return marks;
    }
}
