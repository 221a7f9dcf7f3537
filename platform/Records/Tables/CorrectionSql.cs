namespace Entente.Records.Tables;

/// <summary>
/// A correction of a large table, step by step, in tables that only this connection sees. Rows that are still in order keep their
/// places, so that one row put in front of a hundred thousand others moves none of them (as <see cref="RowChange"/> does it).
/// </summary>
internal sealed class CorrectionSql(SectionTable table, bool apart)
{
    private readonly string _of = apart ? table.QuotedApart : table.Quoted;

    // A row has one companion for each audience, and each goes its own way.
    private readonly string _same = apart ? "o.row_id = a.row_id and o.aud = a.aud" : "o.row_id = a.row_id";

    // A table and its companions are corrected side by side.
    private readonly string _mine = apart ? "_apart" : "";

    private string Arriving => $"pg_temp.arriving{_mine}";

    private string Matched => $"pg_temp.matched{_mine}";

    private string Placed => $"pg_temp.placed{_mine}";

    public string Arrive => $"""
        create temp table {Arriving} on commit drop as select 0::bigint as ordinal, row_id, aud{table.Sql.Columns} from {_of} with no data
        """;

    public string CopyInto => $"copy {Arriving} (ordinal, row_id, aud{table.Sql.Columns}) from stdin (format binary)";

    public string Weigh => $"analyze {Arriving}";

    /// <summary>$1 statement. Each row beside what it was; how many keep their place up to it is the gap that it stands in.</summary>
    public string Match => $"""
        create temp table {Matched} on commit drop as
        with beside as (
          select a.ordinal, a.row_id, a.aud, o.place as old,
            o.place is not null and o.aud = a.aud and ({Row("o")}) is not distinct from ({Row("a")}) as alike,
            o.place > coalesce(max(o.place) over (order by a.ordinal, a.aud rows between unbounded preceding and 1 preceding), 0) as in_order
          from {Arriving} a left join {_of} o on o.statement = $1 and o.until is null and {_same})
        select ordinal, row_id, aud, old, alike, coalesce(in_order, false) as in_order,
          count(*) filter (where in_order) over (order by ordinal, aud) as gap
        from beside;
        """;

    /// <summary>Whether more rows want to stand somewhere than there are places left.</summary>
    public string IsTight => $"""
        with gaps as (select gap, coalesce(max(old) filter (where in_order), 0) as start, count(*) filter (where not in_order) as waiting from {Matched} group by gap),
             ends as (select start, waiting, lead(start) over (order by gap) as finish from gaps)
        select coalesce(bool_or(finish - start <= waiting), false) from ends
        """;

    public string Place => $"""
        create temp table {Placed} on commit drop as
        with gaps as (select gap, coalesce(max(old) filter (where in_order), 0) as start, count(*) filter (where not in_order) as waiting from {Matched} group by gap),
             ends as (select gap, start, waiting, lead(start) over (order by gap) as finish from gaps)
        select m.ordinal, m.row_id, m.aud, m.alike and m.in_order as stays,
          case when m.in_order then m.old
               when e.finish is null then e.start + {RowChange.Step} * row_number() over in_gap
               else e.start + (e.finish - e.start) * row_number() over in_gap / (e.waiting + 1) end as place
        from {Matched} m join ends e using (gap)
        window in_gap as (partition by m.gap, m.in_order order by m.ordinal, m.aud);
        analyze {Placed}
        """;

    public string PlaceAnew => $"""
        create temp table {Placed} on commit drop as
        select ordinal, row_id, aud, alike and old = ordinal * {RowChange.Step} as stays, ordinal * {RowChange.Step} as place from {Matched};
        analyze {Placed}
        """;

    /// <summary>$1 statement, $2 version.</summary>
    public string End => $"""
        update {_of} o set until = $2
        where o.statement = $1 and o.until is null and not exists (select from {Placed} a where a.stays and {_same})
        """;

    /// <summary>$1 statement, $2 version.</summary>
    public string Begin => $"""
        insert into {_of} (statement, row_id, place, since, aud{table.Sql.Columns})
        select $1, p.row_id, p.place, $2, p.aud{string.Concat(table.Columns.Select(column => $", a.{column.Quoted}"))}
        from {Placed} p join {Arriving} a using (ordinal, aud) where not p.stays
        order by p.place
        """;

    public string Leave => $"drop table {Arriving}, {Matched}, {Placed}";

    private string Row(string of) => string.Join(", ", table.Columns.Select(column => $"{of}.{column.Quoted}"));
}
