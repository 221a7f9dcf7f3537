-- Logins of the database for analysts: one for each reader, who asks what it likes of the bodies' tables and is shown what the
-- reader is. Who the reader is follows from the login alone, never from a setting, which whoever is logged in may change.

create table records.analyst (
  login    text primary key,
  person   uuid not null references bodies.person (id),
  made_at  timestamptz not null,
  ended_at timestamptz
);
comment on table records.analyst is 'Which person''s reading a login of the database stands for';
alter table records.analyst enable row level security;

-- The policies ask "in (select …)": the set is worked out once for each question and looked up for each row.
create function records.audiences_of_analyst() returns setof int
  language sql stable parallel safe security definer set search_path = ''
  as $$
    select unnest(records.audiences_of(coalesce(array_agg(p.body), '{}'), coalesce(array_agg(p.principal), '{}'), statement_timestamp()))
    from records.analyst a cross join lateral bodies.principals_of_person(a.person, (statement_timestamp() at time zone 'UTC')::date) p
    where a.login = session_user and a.ended_at is null
    having count(*) > 0
  $$;
revoke execute on function records.audiences_of_analyst() from public;
grant execute on function records.audiences_of_analyst() to {analysts};

-- What the views of what counts now need of a statement.
grant select (id, party, period, number, state) on records.statement to {analysts};
create policy of_analysts on records.statement for select to {analysts}
  using (version > 0 and (aud in (select records.audiences_of_analyst()) or own_aud in (select records.audiences_of_analyst())));

-- Tables that were made before there were analysts.
do $$
  declare
    found record;
  begin
    for found in select n.nspname, c.relname, c.relkind, c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where obj_description(n.oid, 'pg_namespace') like 'What is declared to %' and c.relkind in ('r', 'v') loop
      execute format('grant usage on schema %I to {analysts}', found.nspname);
      execute format('grant select on %I.%I to {analysts}', found.nspname, found.relname);
      if found.relkind = 'r' then
        execute format('create policy of_analysts on %I.%I for select to {analysts} using (aud in (select records.audiences_of_analyst()))', found.nspname, found.relname);
      end if;
    end loop;
  end $$;
