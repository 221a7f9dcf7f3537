-- A certificate that was submitted and is still to be validated is not valid yet: verification knows the state.

drop function records.verified(text, text);
create function records.verified(wanted_number text, wanted_code text)
  returns table (body text, definition text, definition_version int, party text, issued_at timestamptz, stands boolean, last_day date, replaced boolean, said jsonb, line_numbers int[], line_rows uuid[], line_totals numeric[], line_rests numeric[], state text)
  language sql stable security definer set search_path = ''
  as $$
    select s.body, s.definition, c.definition_version, s.party, (select min(v.made_at) from records.version v where v.statement = s.id), c.stands, c.last_day, c.replaced_by is not null, c.said,
      l.numbers, l.rows, l.totals, l.rests, s.state
    from records.statement s join records.certificate c on c.statement = s.id
    cross join lateral (
      select coalesce(array_agg(b.line order by b.line), '{}') as numbers, coalesce(array_agg(b.row_id order by b.line), '{}') as rows,
        coalesce(array_agg(b.total order by b.line), '{}') as totals, coalesce(array_agg(b.total - b.drawn order by b.line), '{}') as rests
      from records.balance b where b.certificate = s.id
    ) l
    where s.number = wanted_number and c.code = wanted_code
  $$;
revoke execute on function records.verified(text, text) from public;
grant execute on function records.verified(text, text) to {reader};

-- Of very many entries that are alike, those that are most alike are compared; not whichever comes first.
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
          and not exists (select from records.entry_merger m where m.statement = n.statement and m.undone_in is null)
          and not exists (select from records.not_alike a where a.one = least(n.statement, beside) and a.other = greatest(n.statement, beside))
        order by n.statement, n.field, extensions.similarity(n.folded, wanted.folded) desc
      ) a
      order by max(a.likeness) over (partition by a.statement) desc, a.statement, a.likeness desc
      limit most;
  end
  $$;
