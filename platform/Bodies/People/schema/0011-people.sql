-- People, and the posts they hold from a day to a day. Rights come from the post; nothing hangs on the person.

create schema if not exists bodies;
grant usage on schema bodies to {writer}, {reader};

-- Lets a temporal key hold equal texts and ids beside a range that may not overlap.
create extension if not exists btree_gist with schema public;

create table bodies.person (
  id         uuid primary key,
  name       text not null check (char_length(name) between 1 and 200),
  email      text not null check (char_length(email) between 3 and 254 and email like '%_@_%'),
  language   text check (language ~ '^[a-z]{2,3}$'),
  zone       text check (char_length(zone) between 1 and 64),
  created_at timestamptz not null,
  left_at    timestamptz
);
-- Capital letters make no second person, in whichever locale the database was made.
create unique index person_email on bodies.person (lower(email collate pg_c_utf8));
grant select, insert, update on bodies.person to {writer};
grant select on bodies.person to {reader};

-- What the posts of each body allow, as its published description says; rewritten whenever one is published.
create table bodies.post (
  body             text not null,
  code             text not null,
  for_party        boolean not null,
  rights           text[] not null,
  reconfirm_months int check (reconfirm_months > 0),
  primary key (body, code)
);
comment on table bodies.post is 'The reserved body "installation" is this installation itself';
insert into bodies.post values ('installation', 'administrator', false, '{administer}', null);
grant select on bodies.post to {writer}, {reader};

create table bodies.holding (
  id            uuid primary key,
  person        uuid not null references bodies.person (id),
  body          text not null check (body not like '%/%'),
  party         text,
  post          text not null,
  side          text not null generated always as (body || '/' || coalesce(party, '')) stored,
  period        daterange not null check (not isempty(period) and not lower_inf(period)),
  succeeds      uuid references bodies.holding (id) on delete set null,
  granted_by    uuid references bodies.person (id),
  granted_at    timestamptz not null,
  basis         text check (char_length(basis) <= 500),
  awaits_second boolean not null default false,
  confirmed_at  timestamptz,
  asked_at      timestamptz,
  suspended_at  timestamptz,
  ended_why     text check (char_length(ended_why) <= 500),
  constraint holding_once unique (person, side, post, period without overlaps),
  check (suspended_at is null or asked_at is not null)
);
comment on column bodies.holding.side is 'BODY/PARTY, or BODY/ for a post of the body itself: where the work of the post is addressed';
comment on column bodies.holding.awaits_second is 'Gives nothing until somebody else with the right agrees';
comment on column bodies.holding.asked_at is 'When whoever vouches was asked whether the person still holds the post; empty again once confirmed';
create index holding_side on bodies.holding (side, post);
create index holding_awaited on bodies.holding (body) where awaits_second or asked_at is not null;
grant select, insert, update, delete on bodies.holding to {writer};
grant select on bodies.holding to {reader};

-- What happened to whom in which post, and who did it: written once, never changed. A post that never began
-- leaves no holding, but leaves its steps.
create table bodies.holding_step (
  id      uuid primary key,
  at      timestamptz not null,
  holding uuid not null,
  person  uuid not null references bodies.person (id),
  side    text not null,
  post    text not null,
  act     text not null check (act ~ '^[a-z-]+$'),
  done_by uuid references bodies.person (id),
  note    text check (char_length(note) <= 500)
);
create index holding_step_side on bodies.holding_step (side, at);
create index holding_step_person on bodies.holding_step (person, at);
grant select, insert on bodies.holding_step to {writer};
grant select on bodies.holding_step to {reader};

-- Who sees whom. The functions are asked once per query, under the owner's rights, since what they look at is
-- under the very policies that use them.

create function bodies.holdings_of_reader()
  returns table (body text, party text, side text, rights text[])
  language sql stable security definer set search_path = ''
  as $$
    select h.body, h.party, h.side, p.rights
    from bodies.holding h join bodies.post p on p.body = h.body and p.code = h.post
    where h.person = house.reader() and h.period @> house.today() and not h.awaits_second and h.suspended_at is null
  $$;
revoke execute on function bodies.holdings_of_reader() from public;

-- Where the reader may do this: sides of a party, or every side of a body in which a post of the body allows it.
create function bodies.sides_where(allowed text)
  returns setof text
  language sql stable security definer set search_path = ''
  as $$
    select m.side from bodies.holdings_of_reader() m where sides_where.allowed = any (m.rights)
  $$;
grant execute on function bodies.sides_where(text) to {reader};

-- One's own parties; the whole body for who serves or administers it; everything for who runs the installation.
create function bodies.sides_in_view()
  returns setof text
  language sql stable security definer set search_path = ''
  as $$
    select m.side from bodies.holdings_of_reader() m where m.party is not null
    union
    select h.side
    from bodies.holdings_of_reader() m join bodies.holding h on h.body = m.body or m.body = 'installation'
    where m.party is null and m.rights && '{serve,administer}'
  $$;
grant execute on function bodies.sides_in_view() to {reader};

-- Contacts, that is whoever vouches for a party or serves the body, are known to all who have a post in the body.
create function bodies.contacts_in_view()
  returns setof uuid
  language sql stable security definer set search_path = ''
  as $$
    select h.id
    from bodies.holding h join bodies.post p on p.body = h.body and p.code = h.post
    where p.rights && '{vouch,serve}' and h.period @> house.today() and not h.awaits_second and h.suspended_at is null
      and h.body in (select m.body from bodies.holdings_of_reader() m)
  $$;
grant execute on function bodies.contacts_in_view() to {reader};

create function bodies.people_in_view()
  returns setof uuid
  language sql stable security definer set search_path = ''
  as $$
    select h.person from bodies.holding h where h.side in (select bodies.sides_in_view())
    union
    select h.person from bodies.holding h where h.id in (select bodies.contacts_in_view())
  $$;
grant execute on function bodies.people_in_view() to {reader};

alter table bodies.person enable row level security;
create policy in_view on bodies.person for select to {reader}
  using (id = house.reader() or id in (select bodies.people_in_view()));

alter table bodies.holding enable row level security;
create policy in_view on bodies.holding for select to {reader}
  using (person = house.reader() or side in (select bodies.sides_in_view()) or id in (select bodies.contacts_in_view()));

alter table bodies.holding_step enable row level security;
create policy in_view on bodies.holding_step for select to {reader}
  using (person = house.reader() or side in (select bodies.sides_in_view()));

-- Asked at the door, before it is known who is asking: whose address this is, and nothing else about them.
create function bodies.person_with_address(email text) returns uuid
  language sql stable security definer set search_path = ''
  as $$
    select p.id from bodies.person p where lower(p.email collate pg_c_utf8) = lower(person_with_address.email collate pg_c_utf8)
  $$;
grant execute on function bodies.person_with_address(text) to {reader};
