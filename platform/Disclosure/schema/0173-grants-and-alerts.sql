-- Leave to read what is not shown to the body's own people: asked for by one, agreed to by two others, for a few hours.

create table disclosure.access_grant (
  id         uuid primary key,
  body       text not null,
  party      text not null,
  side       text not null generated always as (body || '/' || party) stored,
  definition text not null,
  statement  uuid,
  sections   text[],
  label      text check (char_length(label) <= 300),
  person     uuid not null references bodies.person (id),
  purpose    text not null check (char_length(purpose) between 10 and 2000),
  lasts      interval not null check (lasts > interval '0' and lasts <= interval '4 hours'),
  asked_at   timestamptz not null,
  begins_at  timestamptz,
  ends_at    timestamptz,
  ended_at   timestamptz,
  ended_by   uuid references bodies.person (id),
  refused    boolean not null default false,
  check ((begins_at is null) = (ends_at is null)),
  check (ends_at <= begins_at + interval '4 hours')
);
comment on column disclosure.access_grant.statement is 'Null: all that the party declared under the definition';
comment on column disclosure.access_grant.sections is 'Null: all of them';
comment on column disclosure.access_grant.ended_at is 'When it was refused, given back or taken back';
create index access_grant_side on disclosure.access_grant (side, asked_at desc);
create index access_grant_body on disclosure.access_grant (body, asked_at desc);
create index access_grant_person on disclosure.access_grant (person, ends_at);

create table disclosure.approval (
  grant_id uuid not null references disclosure.access_grant,
  person   uuid not null references bodies.person (id),
  at       timestamptz not null,
  primary key (grant_id, person)
);

-- Two others, and never whoever asked: whatever the application believes.
create function disclosure.two_others() returns trigger language plpgsql set search_path = '' as
  $$
  begin
    if new.begins_at is not null and (select count(*) from disclosure.approval a where a.grant_id = new.id and a.person <> new.person) < 2 then
      raise exception 'A grant begins when two others have agreed to it' using errcode = 'restrict_violation';
    end if;
    if old.begins_at is not null and (new.begins_at, new.ends_at, new.person, new.body, new.party, new.definition, new.statement, new.sections) is distinct from (old.begins_at, old.ends_at, old.person, old.body, old.party, old.definition, old.statement, old.sections) then
      raise exception 'A grant that has begun is not changed' using errcode = 'restrict_violation';
    end if;
    return new;
  end
  $$;
create trigger two_others before update on disclosure.access_grant for each row execute function disclosure.two_others();
create function disclosure.not_at_once() returns trigger language plpgsql set search_path = '' as
  $$ begin raise exception 'A grant begins when two others have agreed to it' using errcode = 'restrict_violation'; end $$;
create trigger not_at_once before insert on disclosure.access_grant for each row when (new.begins_at is not null) execute function disclosure.not_at_once();

grant select, insert on disclosure.access_grant, disclosure.approval to {writer};
grant update (begins_at, ends_at, ended_at, ended_by, refused) on disclosure.access_grant to {writer};
grant select on disclosure.access_grant, disclosure.approval to {reader};
alter table disclosure.access_grant enable row level security;
alter table disclosure.approval enable row level security;
create policy concerned on disclosure.access_grant for select to {reader}
  using (person = house.reader() or body || '/' = any (array(select bodies.sides_where('oversee')))
         or side = any (array(select bodies.sides_where('vouch') union select bodies.sides_where('oversee'))));
create policy concerned on disclosure.approval for select to {reader}
  using (grant_id in (select g.id from disclosure.access_grant g));

-- The grants of a person that are alive at an instant. Posts count on that day: who lost them reads nothing more.
create function disclosure.live_grants(of_person uuid, at timestamptz)
  returns table (id uuid, body text, party text, definition text, statement uuid, sections text[])
  language sql stable security definer set search_path = ''
  as $$
    select g.id, g.body, g.party, g.definition, g.statement, g.sections from disclosure.access_grant g
    where g.person = live_grants.of_person and g.begins_at <= live_grants.at and g.ends_at > live_grants.at and (g.ended_at is null or g.ended_at > live_grants.at)
      and bodies.is_of_body(g.person, g.body, (live_grants.at at time zone 'UTC')::date)
  $$;
revoke execute on function disclosure.live_grants(uuid, timestamptz) from public;
grant execute on function disclosure.live_grants(uuid, timestamptz) to {writer}, {reader};

-- What the owner may know of whoever read: the name as it was last known, and that of the program's key.
create function disclosure.name_of_reader(reader uuid) returns text
  language sql stable security definer set search_path = ''
  as $$ select bodies.name_of(name_of_reader.reader) $$;
create function disclosure.name_of_key(key uuid) returns text
  language sql stable security definer set search_path = ''
  as $$ select sign_in.name_of_key(name_of_key.key) $$;
-- Whose name is like this, among those who read anything of the body.
create function disclosure.reader_names(of_body text, sought text) returns setof uuid
  language sql stable security definer set search_path = ''
  as $$
    select c.id from bodies.called(reader_names.sought) c (id)
    where exists (select from disclosure.reading r where r.person = c.id and r.body = reader_names.of_body)
  $$;
revoke execute on function disclosure.name_of_reader(uuid), disclosure.name_of_key(uuid), disclosure.reader_names(text, text) from public;
grant execute on function disclosure.name_of_reader(uuid), disclosure.name_of_key(uuid), disclosure.reader_names(text, text) to {reader};

-- What was unusual about who read what, with the reasons, and what came of it.

create table disclosure.alert (
  id      uuid primary key,
  body    text not null,
  person  uuid not null references bodies.person (id),
  day     date not null,
  score   double precision not null,
  high    boolean not null,
  made_at timestamptz not null,
  settled_at timestamptz,
  unique (body, person, day)
);
comment on column disclosure.alert.high is 'About somebody who could open things for themselves: two settle it';
create index alert_open on disclosure.alert (body, day desc);

-- For whoever watches over the body: the numbers speak of all parties.
create table disclosure.alert_reason (
  alert    uuid not null references disclosure.alert on delete cascade,
  what     text not null,
  measured double precision not null,
  usual_from double precision not null,
  usual_to double precision not null,
  score    double precision not null,
  primary key (alert, what)
);

-- For each party whose records were among them: how many of its own.
create table disclosure.alert_party (
  alert   uuid not null references disclosure.alert on delete cascade,
  side    text not null,
  party   text not null,
  records int not null,
  primary key (alert, party)
);

create table disclosure.settling (
  alert  uuid not null references disclosure.alert on delete cascade,
  person uuid not null references bodies.person (id),
  note   text not null check (char_length(note) between 3 and 2000),
  at     timestamptz not null,
  primary key (alert, person)
);

grant select, insert, update, delete on disclosure.alert, disclosure.alert_reason, disclosure.alert_party to {writer};
grant select, insert on disclosure.settling to {writer};
grant select on disclosure.alert, disclosure.alert_reason, disclosure.alert_party, disclosure.settling to {reader};
alter table disclosure.alert enable row level security;
alter table disclosure.alert_reason enable row level security;
alter table disclosure.alert_party enable row level security;
alter table disclosure.settling enable row level security;
create policy owners on disclosure.alert_party for select to {reader}
  using (side = any (array(select bodies.sides_where('vouch') union select bodies.sides_where('oversee')))
         or split_part(side, '/', 1) || '/' = any (array(select bodies.sides_where('oversee'))));
create policy concerned on disclosure.alert for select to {reader}
  using (body || '/' = any (array(select bodies.sides_where('oversee'))) or id in (select p.alert from disclosure.alert_party p));
create policy watchers on disclosure.alert_reason for select to {reader}
  using (alert in (select a.id from disclosure.alert a where a.body || '/' = any (array(select bodies.sides_where('oversee')))));
create policy watchers on disclosure.settling for select to {reader}
  using (alert in (select a.id from disclosure.alert a where a.body || '/' = any (array(select bodies.sides_where('oversee')))));

-- That somebody was erased, and when: what stands under the pseudonym stays.
create table disclosure.erasure (
  person uuid primary key references bodies.person (id),
  at     timestamptz not null
);
grant select, insert on disclosure.erasure to {writer};
alter table disclosure.erasure enable row level security;
