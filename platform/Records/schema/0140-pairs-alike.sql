-- Pairs of entries whose names or numbers are alike, for a part of a register at a time: of the entries that changed last before a
-- moment, each with those like it that changed no later. Every pair is told once, whoever goes through all parts.
create function records.pairs_alike(of_body text, of_definition text, fields text[], at_least real, before_at timestamptz, before_id uuid, looked int)
  returns table (entry uuid, other uuid, field text, ours text, theirs text, likeness real, changed_at timestamptz)
  language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
  as $$
  declare
    mine int[] := records.reading();
  begin
    perform set_config('pg_trgm.similarity_threshold', at_least::text, true);
    return query
      with looked_at as materialized (
        select s.id, s.changed_at from records.statement s
        where s.body = of_body and s.definition = of_definition and s.version > 0 and s.aud = any (mine) and (s.changed_at, s.id) < (before_at, before_id)
          and not exists (select from records.entry_merger m where m.statement = s.id and m.undone_in is null)
        order by s.changed_at desc, s.id desc limit looked),
      alike as (
        select l.id, l.changed_at, n.statement as other, n.field, w.said as ours, n.said as theirs, extensions.similarity(n.folded, w.folded) as likeness
        from looked_at l
        join records.entry_name w on w.statement = l.id and w.field = any (fields) and w.aud = any (mine)
        join records.entry_name n on n.field = w.field and n.folded operator(extensions.%) w.folded and n.body = of_body and n.definition = of_definition and n.statement <> l.id and n.aud = any (mine))
      select distinct on (a.id, a.other, a.field) a.id, a.other, a.field, a.ours, a.theirs, a.likeness, a.changed_at
      from alike a join records.statement o on o.id = a.other
      where (o.changed_at, o.id) < (a.changed_at, a.id)
        and not exists (select from records.entry_merger m where m.statement = a.other and m.undone_in is null)
        and not exists (select from records.not_alike k where k.one = least(a.id, a.other) and k.other = greatest(a.id, a.other))
        and not exists (select from records.entry_split p where p.undone_in is null and ((p.statement = a.id and p.origin = a.other) or (p.statement = a.other and p.origin = a.id)))
      order by a.id, a.other, a.field, a.likeness desc;
  end
  $$;
revoke execute on function records.pairs_alike(text, text, text[], real, timestamptz, uuid, int) from public;
grant execute on function records.pairs_alike(text, text, text[], real, timestamptz, uuid, int) to {reader};
