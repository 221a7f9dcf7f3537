-- A part may be shown to more than the statement is, and whoever does not read the statement does not find the part: so it is on
-- pages, and so it is where a part is asked for by itself. One is the file of an answer, whose address may have been kept from a
-- time when the statement was shown to more.
alter policy in_view on records.file
  using (exists (select from records.statement s where s.id = file.statement
                 and ((file.aud = any (records.reading()) and s.version > 0)
                      or (s.own_aud = any (records.reading())
                          and (file.aud is not null or not exists (select from records.unsaid() u where u.statement = s.id and u.opened_at <= file.begun_at and (u.ended_at is null or file.begun_at < u.ended_at)))))));

-- Another are the rows of a section, for analysts, who ask the table itself.
do $$
  declare
    found record;
  begin
    for found in select p.schemaname, p.tablename from pg_policies p where p.policyname = 'of_analysts' and p.schemaname <> 'records' loop
      execute format('alter policy of_analysts on %I.%I using (aud in (select records.audiences_of_analyst()) and statement in (select s.id from records.statement s))', found.schemaname, found.tablename);
    end loop;
  end
$$;

-- And so with the name of an entry of a register: one that is not read took the place of another among the first that were looked at.
create or replace function records.entries_named(of_body text, of_definition text, asked text, most int)
  returns table (statement uuid, field text, said text)
  language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
  as $$
  declare
    word text := left(records.fold(asked), 300);
    mine int[] := records.reading();
  begin
    if word = '' then
      return;
    end if;
    return query
      select n.statement, n.field, n.said from records.entry_name n
      where n.body = of_body and n.definition = of_definition and n.folded like word || '%' and n.aud = any (mine)
        and exists (select from records.statement s where s.id = n.statement and ((s.version > 0 and s.aud = any (mine)) or s.own_aud = any (mine)))
      limit most;
    if char_length(word) >= 3 then
      return query
        select n.statement, n.field, n.said from records.entry_name n
        where n.body = of_body and n.definition = of_definition and n.folded like '%_' || word || '%' and n.aud = any (mine)
          and exists (select from records.statement s where s.id = n.statement and ((s.version > 0 and s.aud = any (mine)) or s.own_aud = any (mine)))
        limit most;
    end if;
  end
  $$;

create or replace function records.entries_alike(of_body text, of_definition text, beside uuid, fields text[], names text[], at_least real, most int)
  returns table (statement uuid, field text, said text, likeness real)
  language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
  as $$
  declare
    mine int[] := records.reading();
  begin
    perform set_config('pg_trgm.similarity_threshold', at_least::text, true);
    return query
      select distinct on (n.statement, n.field) n.statement, n.field, n.said, extensions.similarity(n.folded, wanted.folded)
      from (select w.field, left(records.fold(w.name), 300) as folded from unnest(fields, names) as w (field, name)) wanted
      join records.entry_name n on n.field = wanted.field and n.folded operator(extensions.%) wanted.folded
      where wanted.folded <> '' and n.body = of_body and n.definition = of_definition and n.statement <> beside and n.aud = any (mine)
        and exists (select from records.statement s where s.id = n.statement and ((s.version > 0 and s.aud = any (mine)) or s.own_aud = any (mine)))
        and not exists (select from records.entry_merger m where m.statement = n.statement and m.undone_in is null)
        and not exists (select from records.not_alike a where a.one = least(n.statement, beside) and a.other = greatest(n.statement, beside))
      order by n.statement, n.field, extensions.similarity(n.folded, wanted.folded) desc
      limit most;
  end
  $$;
