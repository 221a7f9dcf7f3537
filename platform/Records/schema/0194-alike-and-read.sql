-- Of very many entries that are alike, those that are most alike are compared, and of those only what the reader may read.
create or replace function records.entries_alike(of_body text, of_definition text, beside uuid, fields text[], names text[], at_least real, most int)
  returns table (statement uuid, field text, said text, likeness real)
  language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
  as $$
  declare
    mine int[] := records.reading();
  begin
    perform set_config('pg_trgm.similarity_threshold', at_least::text, true);
    return query
      select a.statement, a.field, a.said, a.likeness
      from (
        select distinct on (n.statement, n.field) n.statement, n.field, n.said, extensions.similarity(n.folded, wanted.folded) as likeness
        from (select w.field, left(records.fold(w.name), 300) as folded from unnest(fields, names) as w (field, name)) wanted
        join records.entry_name n on n.field = wanted.field and n.folded operator(extensions.%) wanted.folded
        where wanted.folded <> '' and n.body = of_body and n.definition = of_definition and n.statement <> beside and n.aud = any (mine)
          and exists (select from records.statement s where s.id = n.statement and ((s.version > 0 and s.aud = any (mine)) or s.own_aud = any (mine)))
          and not exists (select from records.entry_merger m where m.statement = n.statement and m.undone_in is null)
          and not exists (select from records.not_alike a where a.one = least(n.statement, beside) and a.other = greatest(n.statement, beside))
        order by n.statement, n.field, extensions.similarity(n.folded, wanted.folded) desc
      ) a
      order by max(a.likeness) over (partition by a.statement) desc, a.statement, a.likeness desc
      limit most;
  end
  $$;

-- For analysts too, what belongs to a statement asks for that one statement.
do $$
  declare
    found record;
  begin
    for found in select p.schemaname, p.tablename from pg_policies p where p.policyname = 'of_analysts' and p.schemaname <> 'records' loop
      execute format('alter policy of_analysts on %1$I.%2$I using (aud in (select records.audiences_of_analyst()) and exists (select from records.statement s where s.id = %2$I.statement))', found.schemaname, found.tablename);
    end loop;
  end
$$;
