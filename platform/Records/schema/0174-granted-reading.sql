-- Reading under a grant. It goes through a login of its own, that reads what the reader's login does and, while a grant of the person
-- lives, the rows that it opens. The reader's login has none of these policies, and so pays nothing for them.

grant {reader} to {granted} with inherit true, set false;

-- The statements that the live grants of whoever reads open; of a section where one is named.
create function records.granted(section text) returns uuid[]
  language sql stable security definer set search_path = ''
  as $$
    select coalesce(array_agg(distinct s.id), '{}')
    from disclosure.live_grants(house.reader(), coalesce(nullif(current_setting('entente.at', true), '')::timestamptz, now())) g
    join records.statement s on s.body = g.body and s.party = g.party and s.definition = g.definition and (g.statement is null or s.id = g.statement)
    where s.version > 0 and (granted.section is null or g.sections is null or granted.section = any (g.sections))
  $$;
revoke execute on function records.granted(text) from public;
grant execute on function records.granted(text) to {granted};

-- Which parts of a statement a grant of whoever reads opens: null where none does, {*} for all of it.
create function records.granted_parts(of_statement uuid) returns text[]
  language sql stable security definer set search_path = ''
  as $$
    select case when bool_or(g.sections is null) then '{*}' else array_agg(distinct part.code) end
    from disclosure.live_grants(house.reader(), coalesce(nullif(current_setting('entente.at', true), '')::timestamptz, now())) g
    join records.statement s on s.body = g.body and s.party = g.party and s.definition = g.definition and (g.statement is null or s.id = g.statement)
    left join lateral unnest(g.sections) part (code) on true
    where s.id = granted_parts.of_statement and s.version > 0
  $$;
revoke execute on function records.granted_parts(uuid) from public;
grant execute on function records.granted_parts(uuid) to {reader};

-- The live grants of whoever reads, each with what it opens, for the log of readings.
create function records.grants_of_reader(at timestamptz) returns table (id uuid, statements uuid[])
  language sql stable security definer set search_path = ''
  as $$
    select g.id, array_agg(s.id)
    from disclosure.live_grants(house.reader(), grants_of_reader.at) g
    join records.statement s on s.body = g.body and s.party = g.party and s.definition = g.definition and (g.statement is null or s.id = g.statement)
    group by g.id
  $$;
revoke execute on function records.grants_of_reader(timestamptz) from public;
grant execute on function records.grants_of_reader(timestamptz) to {granted};

create policy granted on records.statement for select to {granted}
  using (version > 0 and id = any ((select records.granted(null))::uuid[]));
create policy granted on records.segment for select to {granted}
  using (statement = any ((select records.granted(null))::uuid[]) and records.granted_parts(statement) && array['*', section]);
create policy granted on records.file for select to {granted}
  using (statement = any ((select records.granted(null))::uuid[]) and records.granted_parts(statement) && array['*', section] and attached_at is not null and aud is not null);

-- The tables of definitions that were published before; those to come are made with it.
do $$
declare
  made record;
begin
  for made in
    select distinct p.schemaname, p.tablename, c.section
    from pg_catalog.pg_policies p join bodies.sections_of_tables() c on c.body = p.schemaname and p.tablename in (c.table_name, c.table_name || '_apart')
    where p.policyname = 'in_view'
  loop
    execute format('create policy granted on %I.%I for select to {granted} using (statement = any ((select records.granted(%L))::uuid[]))', made.schemaname, made.tablename, made.section);
  end loop;
end
$$;
