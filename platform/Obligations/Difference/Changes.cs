using Entente.Bodies;
using Entente.Records;
using Npgsql;
using NpgsqlTypes;

namespace Entente.Obligations;

/// <summary>What became of what parties owe, between two instants.</summary>
public enum ChangeKind
{
    /// <summary>Somebody owes it who did not owe it before, for any period.</summary>
    Added,
    /// <summary>It is no longer owed.</summary>
    Lifted,
    /// <summary>Its day was moved.</summary>
    Moved,
    /// <summary>It is called otherwise.</summary>
    Renamed,
}

/// <summary>One change of one duty: how many obligations of which parties, and the days it was and is due where they are all the same.</summary>
public sealed record DutyChange(DutyKey Duty, ChangeKind Kind, Called? Was, Called? Is, int Count, IReadOnlyList<string> Parties, DateOnly? DueWas, DateOnly? DueIs);

/// <summary>
/// What changed in what is owed between two instants, as it was known then and then: what an adopted measure adds and takes away, and whom it
/// binds. That another period of the same thing began is no change.
/// </summary>
public sealed class Changes(ReadersOf readers)
{
    public Task<IReadOnlyList<DutyChange>> Between(Person? reader, string body, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) => readers.As(reader, "what changed in what is owed, a declared release", async connection =>
    {
        await using var command = new NpgsqlCommand("""
            with touched as (
              select o.id, o.body, o.party, o.definition, o.requirement, a.state as state_was, a.due_on as due_was, coalesce(a.called, b.called) as called_was, b.state as state_is, b.due_on as due_is, b.called as called_is
              from obligations.obligation o
              cross join lateral (select e.* from obligations.event e where e.obligation = o.id and e.at <= @to order by e.at desc, e.seq desc limit 1) b
              left join lateral (select e.* from obligations.event e where e.obligation = o.id and e.at <= @from order by e.at desc, e.seq desc limit 1) a on true
              where o.body = @body and o.changed_at > @from and b.at > @from),
            judged as (
              select t.*, case
                when t.state_is <> 'lifted' and coalesce(t.state_was, 'lifted') = 'lifted' then 0
                when t.state_is = 'lifted' and t.state_was <> 'lifted' then 1
                when t.state_is <> 'lifted' and t.due_is is distinct from t.due_was then 2
                when t.state_is <> 'lifted' and t.called_is is distinct from t.called_was then 3 end as change
              from touched t)
            select j.definition, j.requirement, j.change, (any_value(j.called_was))::text, (any_value(j.called_is))::text, count(*)::int, array_agg(distinct j.party order by j.party),
              case when count(distinct j.due_was) = 1 then min(j.due_was) end, case when count(distinct j.due_is) = 1 then min(j.due_is) end
            from judged j
            where j.change is not null and not (j.change = 0 and exists (
              select from obligations.obligation p join obligations.event e on e.obligation = p.id and e.at <= @from and e.state <> 'lifted'
              where p.body = j.body and p.party = j.party and p.definition = j.definition and p.requirement is not distinct from j.requirement))
            group by j.definition, j.requirement, j.change order by j.change, j.definition, count(*) desc, j.requirement
            """, connection);
        command.Parameters.AddWithValue("body", body);
        command.Parameters.AddWithValue("from", NpgsqlDbType.TimestampTz, from.UtcDateTime);
        command.Parameters.AddWithValue("to", NpgsqlDbType.TimestampTz, to.UtcDateTime);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var changes = new List<DutyChange>();
        while (await rows.ReadAsync(cancel))
            changes.Add(Read(rows));
        return (IReadOnlyList<DutyChange>)changes;
    }, cancel);

    private static DutyChange Read(NpgsqlDataReader row) => new(new DutyKey(row.GetString(0), row.IsDBNull(1) ? null : row.GetGuid(1)), (ChangeKind)row.GetInt32(2),
        KeptRows.Json<Called>(row, 3), KeptRows.Json<Called>(row, 4), row.GetInt32(5), row.GetFieldValue<string[]>(6),
        row.IsDBNull(7) ? null : row.GetFieldValue<DateOnly>(7), row.IsDBNull(8) ? null : row.GetFieldValue<DateOnly>(8));
}
