using Entente.Records.Writing;

namespace Entente.Records.Tables;

/// <summary>The SQL of one section's table. Its texts never change, so that they are prepared once for each connection.</summary>
internal sealed class TableSql
{
    private readonly SectionTable _table;
    private readonly string _columns;

    public TableSql(SectionTable table)
    {
        _table = table;
        _columns = string.Concat(table.Columns.Select(column => $", {column.Quoted}"));
        Insert = InsertInto(table.Quoted);
        InsertApart = InsertInto(table.QuotedApart);
        End = EndIn(table.Quoted);
        EndApart = EndIn(table.QuotedApart);
        MakeRoom = RoomIn(table.Quoted);
        MakeRoomApart = RoomIn(table.QuotedApart);
        Move = MoveIn(table.Quoted);
        MoveApart = MoveIn(table.QuotedApart);
        Close = CloseIn(table.Quoted);
        CloseApart = CloseIn(table.QuotedApart);
        Restore = RestoreIn(table.Quoted);
        RestoreApart = RestoreIn(table.QuotedApart);
        const string Standing = "since <= $2 and (until is null or until > $2)";
        AsOf = table.IsRegister ? OfVersion() : table.HasApart ? Joined(Standing) : $"{Plain(Standing)}, row_id";
        // How many it takes is not known beforehand: so the rows come one by one as the key has them, and not once all are sorted.
        Streamed = table.IsRegister || table.HasApart ? AsOf : $"{Plain(Standing)} limit (select 9223372036854775807)";
    }

    /// <summary>$1 statement, $2 row, $3 place, $4 version, $5 audience; for registers $6 and $7 the days, $8 since when it is known; then the columns.</summary>
    public string Insert { get; }

    public string InsertApart { get; }

    /// <summary>$1 statement, $2 version, $3 the rows or null for all of them.</summary>
    public string End { get; }

    public string EndApart { get; }

    /// <summary>$1 statement, $2 version, $3 and $4 the days, $5 since when it is known: two commands.</summary>
    public IReadOnlyList<string> MakeRoom { get; }

    public IReadOnlyList<string> MakeRoomApart { get; }

    /// <summary>$1 statement, $2 version, $3 the readers before, $4 from this version on: two commands.</summary>
    public IReadOnlyList<string> Move { get; }

    public IReadOnlyList<string> MoveApart { get; }

    /// <summary>$1 statement, $2 version: what the version says is kept, and holds on no day.</summary>
    public string Close { get; }

    public string CloseApart { get; }

    /// <summary>$1 statement, $2 the version that took these days, $3 and $4 the days, $5 since when it is known again.</summary>
    public string Restore { get; }

    public string RestoreApart { get; }

    /// <summary>$1 statement, $2 version: place, row and the columns, in their order.</summary>
    public string AsOf { get; }

    /// <summary>The same, where all rows are read from the first to the last.</summary>
    public string Streamed { get; }

    public string CopyInto(bool apart, Span? span) =>
        $"copy {(apart ? _table.QuotedApart : _table.Quoted)} (statement, row_id, place, since, aud{(span is null ? "" : ", valid_from, valid_until, known_from")}{_columns}) from stdin (format binary)";

    public string Columns => _columns;

    private string InsertInto(string table)
    {
        var system = _table.IsRegister ? 8 : 5;
        return RowInsert.Of($"insert into {table} (statement, row_id, place, since, aud{(_table.IsRegister ? ", valid_from, valid_until, known_from" : "")}{_columns}) values ", system + _table.Columns.Count);
    }

    private static string EndIn(string table) =>
        $"update {table} set until = $2 where statement = $1 and until is null and ($3::uuid[] is null or row_id = any ($3))";

    // What was known ends; what the new days leave of it begins to be known.
    private string[] RoomIn(string table) =>
    [
        $"update {table} set until = $2, known_until = $5 where statement = $1 and until is null and valid_from < $4 and valid_until > $3",
        $"""
        insert into {table} (statement, row_id, place, since, aud, valid_from, valid_until, known_from{_columns})
        select statement, row_id, place, since, aud, valid_from, $3, $5{_columns} from {table} where statement = $1 and until = $2 and valid_from < $3
        union all
        select statement, row_id, place, since, aud, $4, valid_until, $5{_columns} from {table} where statement = $1 and until = $2 and valid_until > $4
        """,
    ];

    // The second takes all four as well, so that both are asked alike.
    private string[] MoveIn(string table) =>
    [
        $"insert into {table} (statement, row_id, place, since, aud{_columns}) select statement, row_id, place, $2, $4{_columns} from {table} where statement = $1 and until is null and since < $2 and aud = $3",
        $"update {table} set until = $2 where statement = $1 and until is null and since < $2 and aud = $3 and aud <> $4",
    ];

    private static string CloseIn(string table) => $"update {table} set until = $2, known_until = known_from where statement = $1 and since = $2 and until is null";

    // What the version itself said of those days is not what was there before it.
    private string RestoreIn(string table) =>
        $"""
        insert into {table} (statement, row_id, place, since, aud, valid_from, valid_until, known_from{_columns})
        select statement, row_id, place, since, aud, greatest(valid_from, $3), least(valid_until, $4), $5{_columns} from {table}
        where statement = $1 and until = $2 and since <> $2 and known_from < known_until and valid_from < $4 and valid_until > $3
        """;

    private string Plain(string condition) =>
        $"select place, row_id{_columns} from {_table.Quoted} where statement = $1 and {condition} order by place";

    // A row and its companions: each field is in one of them only.
    private string Joined(string condition) =>
        $"""
        select coalesce(m.place, a.place) as place, coalesce(m.row_id, a.row_id) as row_id{Each(column => $"coalesce(m.{column}, a.{column}) as {column}")}
        from (select * from {_table.Quoted} where statement = $1 and {condition}) m
        full join (select row_id, min(place) as place{Each(column => $"any_value({column}) as {column}")}
                   from {_table.QuotedApart} where statement = $1 and {condition} group by row_id) a on a.row_id = m.row_id
        order by 1, 2
        """;

    // What a version said of an entry is kept, even where a later one left only a part of its days.
    private string OfVersion()
    {
        var inner = _table.HasApart
            ? $"""
              select coalesce(m.place, a.place) as place, coalesce(m.row_id, a.row_id) as row_id{Each(column => $"coalesce(m.{column}, a.{column}) as {column}")}
              from (select distinct on (row_id) * from {_table.Quoted} where statement = $1 and since = $2 order by row_id, known_from) m
              full join (select row_id, min(place) as place{Each(column => $"any_value({column}) as {column}")}
                         from {_table.QuotedApart} where statement = $1 and since = $2 group by row_id) a on a.row_id = m.row_id
              """
            : $"select distinct on (row_id) place, row_id{_columns} from {_table.Quoted} where statement = $1 and since = $2 order by row_id, known_from";
        return $"select place, row_id{_columns} from ({inner}) said order by place, row_id";
    }

    private string Each(Func<string, string> write) => string.Concat(_table.Columns.Select(column => $", {write(column.Quoted)}"));
}
