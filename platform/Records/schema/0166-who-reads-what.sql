-- Who may read a statement, as its party chose it, version by version; and what is for the party alone.

-- Written where something else was chosen than before. What holds for a version is the last choice up to it.
create table records.sharing (
  statement uuid not null references records.statement,
  version   int not null,
  was       text not null,
  shown_to  text not null,
  because   text check (char_length(because) <= 2000),
  by        uuid references bodies.person (id),
  by_key    uuid,
  at        timestamptz not null
);
comment on table records.sharing is 'Each choice of who reads a statement: from which version on, what it was before, who chose and why';
create index sharing_statement on records.sharing (statement, version);
grant select, insert on records.sharing to {writer};
grant select on records.sharing to {reader};

-- Where something may be sealed the party alone reads what is worked on. The body's serving people see that it was submitted and what became of it.
alter table records.statement add desk_aud int references records.audience;
comment on column records.statement.desk_aud is 'Where something of it may be sealed: who sees that it was submitted and what became of it, whatever they may read of it';
alter policy in_view on records.statement
  using ((version > 0 and (aud = any (records.reading()) or desk_aud = any (records.reading()))) or own_aud = any (records.reading()));
alter policy in_view on records.event
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading()) or (s.version > 0 and s.desk_aud = any (records.reading()))));
alter table records.sharing enable row level security;
create policy in_view on records.sharing for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading()) or (s.version > 0 and s.desk_aud = any (records.reading()))));

-- What holds for a version, for whoever shows it: who may not know it is shown what follows from it, and never the choice itself.
create function records.choice_of(statement uuid, version int) returns text
  language sql stable security definer set search_path = ''
  as $$
    select coalesce(
      (select c.shown_to from records.sharing c where c.statement = choice_of.statement and c.version <= choice_of.version order by c.version desc, c.at desc limit 1),
      (select c.was from records.sharing c where c.statement = choice_of.statement and c.version > choice_of.version order by c.version, c.at limit 1),
      (select s.shown_to from records.statement s where s.id = choice_of.statement))
  $$;
revoke execute on function records.choice_of(uuid, int) from public;
grant execute on function records.choice_of(uuid, int) to {reader}, {writer};

-- A definition in which something may be sealed from now on: what is worked on already is the party's alone as well.
create function records.seal(of_body text, of_definition text) returns void language plpgsql set search_path = '' as
  $$
  begin
    insert into records.audience (body, members)
      select distinct s.body, array['party:' || s.party] from records.statement s where s.body = of_body and s.definition = of_definition and s.party is not null
      on conflict (body, members) do nothing;
    update records.statement s set desk_aud = coalesce(s.desk_aud, s.own_aud), own_aud = a.id
    from records.audience a
    where s.body = of_body and s.definition = of_definition and a.body = s.body and a.members = array['party:' || s.party] and s.own_aud <> a.id;
  end
  $$;
revoke execute on function records.seal(text, text) from public;

-- What is chosen while it is prepared, and goes with it when it is submitted.
alter table records.draft
  add shown_to text,
  add because text check (char_length(because) <= 2000);
comment on column records.draft.shown_to is 'Who is to read it, as chosen so far; null: as before, or as the definition says';

-- The sets that somebody who counts as these principals of a body reads at an instant. Whoever declares reads before it opens.
create function records.audiences_of(bodies text[], principals text[], at timestamptz) returns int[]
  language sql stable security definer set search_path = ''
  as $$
    select coalesce(array_agg(a.id), '{}')
    from records.audience a
    where (coalesce(a.opens_at <= audiences_of.at, true)
           and ('public' = any (a.members) or exists (select from unnest(audiences_of.bodies, audiences_of.principals) p (body, principal) where p.body = a.body and p.principal = any (a.members))))
       or (a.opens_at > audiences_of.at
           and exists (select from unnest(audiences_of.bodies, audiences_of.principals) p (body, principal)
                       where p.body = a.body and p.principal = any (a.members) and (p.principal = 'serving' or p.principal like 'party:%')))
  $$;
revoke execute on function records.audiences_of(text[], text[], timestamptz) from public;
grant execute on function records.audiences_of(text[], text[], timestamptz) to {reader};

-- What is sealed may be opened to a person by a grant. Asked for in this one place.
create function records.granted_to_reader(at timestamptz) returns int[]
  language plpgsql stable security definer set search_path = ''
  as $$
  declare
    granted int[];
    person uuid = house.reader();
  begin
    if person is null or to_regprocedure('disclosure.granted_audiences(uuid, timestamptz)') is null then
      return '{}';
    end if;
    execute 'select disclosure.granted_audiences($1, $2)' into granted using person, granted_to_reader.at;
    return coalesce(granted, '{}');
  end
  $$;
revoke execute on function records.granted_to_reader(timestamptz) from public;

create or replace function records.audiences_of_reader(at timestamptz) returns int[]
  language sql stable security definer set search_path = ''
  as $$
    select records.audiences_of(coalesce(array_agg(p.body), '{}'), coalesce(array_agg(p.principal), '{}'), audiences_of_reader.at) || records.granted_to_reader(audiences_of_reader.at)
    from bodies.principals_of_reader() p
  $$;

-- The sets that another would read, for whoever looks at what is its own as another would.
create function records.audiences_as(of_body text, stands_for text, today date, at timestamptz) returns int[]
  language sql stable security definer set search_path = ''
  as $$
    select records.audiences_of(coalesce(array_agg(of_body), '{}'), coalesce(array_agg(p.principal), '{}'), audiences_as.at)
    from bodies.principals_of(of_body, stands_for, today) p
  $$;
revoke execute on function records.audiences_as(text, text, date, timestamptz) from public;
grant execute on function records.audiences_as(text, text, date, timestamptz) to {reader};
