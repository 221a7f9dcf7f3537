using Entente.Bodies;
using Entente.Bodies.Definitions;
using Npgsql;

namespace Entente.Records.Tables;

/// <summary>
/// The views of what counts now, and the comments that say what each column holds. A view reads as whoever asks it; it keeps
/// the columns that it had, and new ones come after them.
/// </summary>
internal static class TableViews
{
    private static readonly Dictionary<string, string> OfEveryTable = new(StringComparer.Ordinal)
    {
        ["statement"] = "The statement that the row belongs to",
        ["row_id"] = "The row; the same in every version of the statement",
        ["place"] = "The order of the rows within the statement",
        ["since"] = "The first version of the statement that has the row like this",
        ["until"] = "The first version that no longer has it; blank while it stands",
        ["aud"] = "Who reads the row",
        ["valid_from"] = "The first day on which the entry holds; -infinity: since ever",
        ["valid_until"] = "The first day on which it no longer holds; infinity: it goes on",
        ["known_from"] = "Since when this is known",
        ["known_until"] = "Until when it was taken for true; infinity: it still is",
        ["party"] = "The party that declared it",
        ["period"] = "The period that it was declared for; the last day excluded",
        ["statement_number"] = "The number of the statement, where statements have one",
    };

    public static async Task Make(NpgsqlConnection connection, PublishedDefinition published, Roles roles, CancellationToken cancel)
    {
        var tables = published.Definition.Sections.Select(section => SectionTable.Of(published, section)).ToList();
        var columns = await Columns(connection, published.Body, [.. tables.Select(table => table.Name)], cancel);
        var sql = new List<string>();
        foreach (var table in tables)
        {
            var all = columns[table.Name].ToList();
            sql.Add(View(published, table, all, roles));
            foreach (var relation in new[] { ("table", table.Quoted), ("view", table.QuotedCurrent) })
                Comment(sql, published, table, all, relation);
        }
        await TableMaking.Run(connection, string.Concat(sql), cancel);
    }

    private static string View(PublishedDefinition published, SectionTable table, List<string> columns, Roles roles)
    {
        var standing = $"s.state in ({string.Join(", ", published.Standing.Select(TableMaking.Literal))})";
        if (published.Standing.Count == 0)
            standing = "false";
        return $"""
            create or replace view {table.QuotedCurrent} with (security_invoker = true) as
            {(table.HasApart ? WithCompanions(table, columns, standing) : Rows(table, columns, standing))};
            grant select on {table.QuotedCurrent} to {roles.Writer}, {roles.Reader}, {roles.Analysts};

            """;
    }

    private static string Rows(SectionTable table, List<string> columns, string standing) =>
        $"""
        select s.party, s.period, s.number as statement_number{Each(columns, column => $"t.{column}")}
        from {table.Quoted} t join records.statement s on s.id = t.statement
        where t.until is null and {standing}
        """;

    // What a reader may see of a row: the row with its companions, or its companions alone.
    private static string WithCompanions(SectionTable table, List<string> columns, string standing)
    {
        var system = columns.Where(column => OfEveryTable.ContainsKey(column)).ToHashSet(StringComparer.Ordinal);
        var values = columns.Where(column => !system.Contains(column)).ToList();
        var days = table.IsRegister ? ", valid_from, valid_until, known_from, known_until" : "";
        var same = $"x.statement = t.statement and x.row_id = t.row_id and x.until is null{(table.IsRegister ? " and x.valid_from = t.valid_from" : "")}";
        return $"""
            select s.party, s.period, s.number as statement_number{Each(columns, column => system.Contains(Bare(column)) ? $"t.{column}" : $"coalesce(t.{column}, a.{column}) as {column}")}
            from {table.Quoted} t join records.statement s on s.id = t.statement
            left join lateral (select {Each(values, column => $"any_value(x.{column}) as {column}").TrimStart(',')} from {table.QuotedApart} x where {same}) a on true
            where t.until is null and {standing}
            union all
            select s.party, s.period, s.number{Each(columns, column => $"t.{column}")}
            from (select statement, row_id, min(place) as place, min(since) as since, null::int as until, min(aud) as aud{days}{Each(values, column => $"any_value({column}) as {column}")}
                  from {table.QuotedApart} where until is null group by statement, row_id{days}) t
            join records.statement s on s.id = t.statement
            where {standing} and not exists (select from {table.Quoted} x where {same})
            """;
    }

    private static void Comment(List<string> sql, PublishedDefinition published, SectionTable table, List<string> columns, (string Kind, string Name) relation)
    {
        var of = $"{table.Section.Name} ({published.Definition.Name}){(table.Section.Help is { } help ? $". {Mentions.Unfilled(help.ToString())}" : "")}";
        sql.Add($"comment on {relation.Kind} {relation.Name} is {TableMaking.Literal(relation.Kind == "view" ? $"{of}: what counts now" : of)};\n");
        IEnumerable<string> ours = relation.Kind == "view" ? ["party", "period", "statement_number", .. columns] : columns;
        foreach (var column in ours)
            if (OfEveryTable.TryGetValue(column, out var said))
                sql.Add($"comment on column {relation.Name}.\"{column}\" is {TableMaking.Literal(said)};\n");
        var now = new Dictionary<(int Field, string Part), string>();
        foreach (var column in table.Columns.Where(column => column.Part != FieldColumns.Sealed))
        {
            now[(column.Field, column.Part)] = column.Name;
            sql.Add($"comment on column {relation.Name}.{column.Quoted} is {TableMaking.Literal(About(table.Section.Fields[column.Field], column.Part))};\n");
        }
        foreach (var old in published.Columns.Where(column => column.Section == table.Section.Code && column.Column.Length > 0))
            if (Place(table.Section, old.Field) is var place and >= 0 && now.TryGetValue((place, old.Part), out var newer) && newer != old.Column)
                sql.Add($"comment on column {relation.Name}.\"{old.Column}\" is {TableMaking.Literal($"{table.Section.Fields[place].Name}, as earlier versions asked it ({old.Type}); now in {newer}")};\n");
    }

    private static string About(Field field, string part) => part switch
    {
        FieldColumns.Answer => $"{field.Name}: what was said instead of a value (nil, not-applicable, withheld)",
        FieldColumns.Reason => $"{field.Name}: the reason for it",
        FieldColumns.Currency => $"{field.Name}: its currency",
        FieldColumns.Latitude => $"{field.Name}: degrees north",
        FieldColumns.Longitude => $"{field.Name}: degrees east",
        _ => $"{field.Name}{((field.Unit ?? field.Currency) is { } unit ? $" ({unit})" : "")}{(field.Hint is { } hint ? $". {hint}" : "")}",
    };

    private static int Place(Section section, string field)
    {
        for (var place = 0; place < section.Fields.Count; place++)
            if (section.Fields[place].Code == field)
                return place;
        return -1;
    }

    private static string Each(IEnumerable<string> columns, Func<string, string> write) => string.Concat(columns.Select(column => $", {write($"\"{column}\"")}"));

    private static string Bare(string quoted) => quoted.Trim('"');

    private static async Task<ILookup<string, string>> Columns(NpgsqlConnection connection, string schema, string[] tables, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select c.relname::text, a.attname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where n.nspname = $1 and c.relname = any ($2) and a.atttypid <> 'bytea'::regtype order by c.relname, a.attnum
            """, connection) { Parameters = { new() { Value = schema }, new() { Value = tables } } };
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var columns = new List<(string Table, string Column)>();
        while (await rows.ReadAsync(cancel))
            columns.Add((rows.GetString(0), rows.GetString(1)));
        return columns.ToLookup(column => column.Table, column => column.Column);
    }
}
