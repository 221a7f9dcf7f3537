using Dapper;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>
/// Changes every row of the database that a reader may not read, whether or not the house would ever change it so: a word
/// more, a number higher, a day later. Which rows those are is said here for each table that holds what is declared; a table
/// that is not said to be of some kind fails the test.
/// </summary>
internal sealed class Shaking(World world, Reader reader)
{
    private const string OfOthers = "x.statement = any (@notOwn)";
    private const string OfDraft = "(x.statement = any (@notOwn) or (x.statement, x.generation) in (select d.statement, d.generation from records.draft d where d.by_body and d.ended is null and d.statement = any (@unsaid)))";
    private const string Unread = "x.statement = any (@unread)";
    private const string ByAudience = "((x.aud = any (@audiences) or x.statement = any (@unread)) and x.statement <> all (@granted))";
    private const string Unfollowed = "x.statement = any (@unfollowed)";

    /// <summary>Of each table the columns that are changed, and in which rows.</summary>
    // The commitment of a segment stands in the log, and whoever reads a part of a statement may check it: docs/releases.md.
    private static readonly (string Table, string Columns, string Where)[] Tables =
    [
        ("statement", "title number opened_at changed_at", "x.id = any (@unread)"),
        ("version", "reason made_at", Unread), ("leaf", "added_at", Unread), ("segment", "bytes", ByAudience),
        ("entry_name", "said", ByAudience), ("notice", "ends_at reply_by", Unread), ("balance", "total", "x.certificate = any (@unread)"),
        ("certificate", "last_day", Unread), ("draw", "drawn_at", "(x.statement = any (@unread) or x.statement = any (@unreadUses)) and x.certificate = any (@notOwn)"),
        ("event", "reason at", Unfollowed), ("draft", "changed_at", OfDraft), ("cell_operation", "now made_at", OfDraft), ("draft_snapshot", "", OfDraft), ("fault", "row_number excuse", $"({OfOthers} or (x.version = 0 and x.statement = any (@unsaid)))"),
        ("file", "name size", $"(((x.aud is null or x.aud = any (@audiences) or x.statement = any (@unread)) and x.statement = any (@notOwn) and not (x.aud is not null and x.statement = any (@granted))) or (x.aud is null and {Since("begun_at")}))"),
        ("load", "rows taken faults", OfOthers), ("sent_file", "name changes", $"({OfOthers} or {Since("sent_at")})"), ("proposal", "reason answer", OfOthers), ("entry_request", "title reason answer", OfOthers),
        ("case_clock", "due_at", OfOthers), ("allotment", "at", OfOthers), ("letter", "text at", OfOthers), ("referral", "question opinion due_at", "x.aud = any (@audiences)"),
        ("reply", "text", "x.aud = any (@audiences)"), ("read_mark", "at", "x.person is distinct from @me and x.statement = any (@notOwn)"), ("notice_mail", "told_at", "x.person is distinct from @me"),
        ("entry_load", "name", "x.own_aud = any (@audiences)"), ("command", "", "false"), ("number_series", "", "false"), ("sharing", "because at", Unfollowed),
    ];

    private const string Letter = "(not @serves and not (l.sent_at is not null and l.party = any (@mine)))";
    private const string Meeting = "(not @serves and not (m.draft_on <= @today and cardinality(@mine) > 0) and not (m.shown_on <= @today and m.shown_to = any (@alls)))";
    private const string Finding = "(not @serves and x.meeting in (select m.id from obligations.meeting m where not (m.draft_on <= @today and x.party = any (@mine)) and not (m.shown_on <= @today and m.shown_to = any (@alls))))";

    /// <summary>The same of what is owed, and of what was written and found about it. A party reads of a letter what was sent, and not what the secretariat notes.</summary>
    private static readonly (string Table, string Columns, string Where)[] OfDuties =
    [
        ("obligation", "called period_code due_on due_at met_at changed_at", "x.aud = any (@audiences)"),
        ("event", "called at due_on due_at met_at", "x.obligation in (select o.id from obligations.obligation o where o.aud = any (@audiences))"),
        ("ground", "reason note", "x.own_aud = any (@audiences)"), ("delegation", "note at", "x.own_aud = any (@audiences)"), ("reminder", "sent_at", "x.own_aud = any (@audiences)"),
        ("mailing", "template called year reply_by made_at", "not @serves"), ("letter", "told follow_up follow_up_on", "not @serves"),
        ("letter", "subject paragraphs made_at reply_by sent_at reply replied_at closed_at", $"x.id in (select l.id from obligations.letter l where {Letter})"),
        ("letter_paper", "pdf made_at", $"x.letter in (select l.id from obligations.letter l where {Letter})"), ("letter_step", "note at", "not @serves"),
        ("meeting", "name reply_until final_until known_at", $"x.id in (select m.id from obligations.meeting m where {Meeting})"), ("finding", "called note reply replied_at plan follow_up", Finding),
        ("paper", "name year html pdf known_at made_at names", "not @serves and x.shown_to <> 'public' and x.shown_to <> all (@alls)"), ("calendar_address", "name made_at", "x.person is distinct from @me"),
        ("follower", "", "false"), ("swept", "", "false"),
    ];

    /// <summary>Tables that hold nothing that somebody declared, or that are reached through one of the above.</summary>
    private static readonly string[] Others =
        ["audience", "outbox", "api_key", "load_part", "entry_load_item", "entry_merger", "entry_split", "not_alike", "analyst", "sealed_field"];

    /// <summary>How many rows were changed.</summary>
    public async Task<int> Next(Random chance)
    {
        await using var owner = new NpgsqlConnection(world.App.Database.Owner);
        await owner.OpenAsync();
        var with = new
        {
            audiences = (await owner.QueryAsync<(int Id, string[] Members)>("select id, members from records.audience where body = @Code", world.Body)).Where(audience => !Reads(audience.Members)).Select(audience => audience.Id).ToArray(),
            unread = world.Things.Where(thing => !WhoReads.Reads(reader, world.Body, thing)).Select(thing => thing.Id).ToArray(),
            unsaid = world.Things.Where(thing => !WhoReads.Works(reader, thing, byBody: true)).Select(thing => thing.Id).ToArray(),
            granted = world.Things.Where(thing => WhoReads.IsGranted(reader, thing)).Select(thing => thing.Id).ToArray(),
            unfollowed = world.Things.Where(thing => !WhoReads.Follows(reader, thing)).Select(thing => thing.Id).ToArray(),
            notOwn = world.Things.Where(thing => !WhoReads.Owns(reader, thing)).Select(thing => thing.Id).ToArray(),
            unreadUses = world.Things.Where(thing => thing.Of.Section("sources") is { } sources && !WhoReads.Reads(reader, world.Body, thing, thing.Chosen.Of(sources, sources.Fields[0]))).Select(thing => thing.Id).ToArray(),
            me = reader.Person,
            serves = WhoReads.Serves(reader),
            mine = Dues.PartiesOf(reader),
            alls = world.Dues.AudiencesOf(reader),
            today = world.Body.DayOf(reader.Now),
            half = chance.Next(2),
        };
        var columns = (await owner.QueryAsync<(string Schema, string Table, string Column, string Type)>("""
            select c.table_schema, c.table_name, c.column_name, c.data_type from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
            where c.table_schema in ('records', 'obligations', @Code) and t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
            """, world.Body)).ToLookup(column => (column.Schema, column.Table));
        columns.Select(column => column.Key).Where(key => key.Schema == "records").Select(key => key.Table).Except(Tables.Select(known => known.Table)).Except(Others)
            .Concat(columns.Select(column => column.Key).Where(key => key.Schema == "obligations").Select(key => key.Table).Except(OfDuties.Select(known => known.Table)))
            .ShouldBeEmpty("say in Shaking which rows of these tables a reader may not read");
        var changed = 0;
        foreach (var table in columns.OrderBy(table => table.Key))
            foreach (var sql in Change(table.Key, [.. table.Select(column => (column.Column, column.Type))]))
                changed += await owner.ExecuteAsync(sql, with);
        return changed;
    }

    private static string Since(string column) => $"exists (select from records.draft d where d.by_body and d.ended is null and d.statement = any (@unsaid) and d.statement = x.statement and x.{column} >= d.opened_at)";

    // public, all:CODE, group:CODE, post:CODE, party:CODE, serving, from:INSTANT.
    private bool Reads(string[] members)
    {
        var opened = members.Where(word => word.StartsWith("from:", StringComparison.Ordinal)).All(word => DateTimeOffset.Parse(word[5..], System.Globalization.CultureInfo.InvariantCulture) <= reader.Now);
        return members.Any(word => word.Split(':') switch
        {
            ["public"] => opened,
            ["serving"] => WhoReads.Serves(reader),
            ["party", var party] => reader.Posts.Any(post => post.Party == party && post.Rights.Contains(Entente.Bodies.Right.Read)),
            ["post", var code] => reader.Posts.Any(post => post.Code == code),
            ["all" or "group", var code] => opened && WhoReads.Among(reader, world.Body, code, world.Body.DayOf(reader.Now)),
            _ => false,
        });
    }

    private static IEnumerable<string> Change((string Schema, string Table) of, IReadOnlyList<(string Column, string Type)> columns)
    {
        if (of.Schema is "records" or "obligations")
            return (of.Schema == "records" ? Tables : OfDuties).Where(known => known.Table == of.Table && known.Columns.Length > 0)
                .Select(known => Change(of, known.Columns.Split(' ').Select(name => columns.First(column => column.Column == name)), known.Where)).OfType<string>();
        string[] house = ["statement", "since", "until", "aud", "row_id", "number", "place", "valid_from", "valid_until", "known_from", "known_until", "valid", "known"];
        // What is encrypted stays something that whoever reads it can open.
        return Change(of, columns.Where(column => column.Type != "bytea" && !house.Contains(column.Column) && !column.Column.EndsWith("_answer", StringComparison.Ordinal)), ByAudience) is { } sql ? [sql] : [];
    }

    private static string? Change((string Schema, string Table) of, IEnumerable<(string Column, string Type)> changed, string where)
    {
        var sets = changed.Select(column => (column.Column, As: More($"x.\"{column.Column}\"", column.Type))).Where(column => column.As is not null).Select(column => $"\"{column.Column}\" = {column.As}").ToList();
        return sets.Count == 0 ? null : $"update \"{of.Schema}\".\"{of.Table}\" x set {string.Join(", ", sets)} where {where} and (@half = 0 or hashtext(x::text) % 2 = 0)";
    }

    private static string? More(string column, string type) => type switch
    {
        // Another one each time, and no longer for it: what is too long would be refused.
        "text" => $"case when {column} like '%zx' then left({column}, -1) || 'y' when {column} like '%zy' then left({column}, -1) || 'x' else {column} || 'zx' end",
        "numeric" or "bigint" or "integer" => $"{column} + 1",
        "boolean" => $"not {column}",
        // Answers end before all are shown, however often the day is moved.
        "date" when column == "x.\"reply_until\"" => $"least({column} + 1, x.shown_on)",
        "date" => $"{column} + 1",
        "timestamp with time zone" => $"{column} + interval '1 second'",
        // What a segment says stays something that can be read again, for whoever corrects it later.
        "bytea" when column.EndsWith("\"bytes\"", StringComparison.Ordinal) => $"case when x.key is null then convert_to(replace(convert_from({column}, 'UTF8'), 'zq', 'zr'), 'UTF8') else {column} end",
        "jsonb" => $"replace({column}::text, 'zq', 'zr')::jsonb",
        "bytea" => $"set_byte({column}, 0, (get_byte({column}, 0) + 1) % 256)",
        _ => null,
    };
}
