-- Test spaces: a proposed description published as a body of its own, where members try it before it counts. Nothing of it is
-- in any list of the body it belongs to; it is closed without touching that body.
create table editing.trial (
  body      text primary key check (body ~ '^[a-z][a-z0-9_]{1,29}$'),
  of_body   text not null check (of_body <> body),
  proposal  uuid not null references editing.proposal,
  title     text not null,
  parties   text[] check (cardinality(parties) > 0),
  last_day  date,
  opened_by uuid not null references bodies.person (id),
  opened_at timestamptz not null,
  ready_at  timestamptz,
  failure   jsonb,
  closed_by uuid references bodies.person (id),
  closed_at timestamptz,
  erased_at timestamptz,
  edition   int
);
comment on table editing.trial is 'Codes are never used again, so that what one space held is never read as another''s';
comment on column editing.trial.title is 'Of the proposal as it was when the space was opened: members do not read proposals';
comment on column editing.trial.parties is 'Who was asked to try it; null: every party of the body';
comment on column editing.trial.last_day is 'Until when parties may comment, that day included; null: as long as the space is open';
comment on column editing.trial.ready_at is 'When its description and its tables were last made';
comment on column editing.trial.edition is 'The edition that its proposal became';
create unique index trial_open on editing.trial (proposal) where closed_at is null;
create index trial_of on editing.trial (of_body) where closed_at is null;
grant select, insert, update on editing.trial to {writer};
grant select on editing.trial to {reader};

-- What members say about each question, and what becomes of it.
create table editing.remark (
  id         uuid primary key,
  body       text not null references editing.trial,
  definition text not null,
  section    text,
  field      text,
  about      jsonb not null,
  party      text,
  by         uuid not null references bodies.person (id),
  at         timestamptz not null,
  came_by    text check (came_by in ('e-mail', 'letter', 'meeting')),
  text       text not null check (char_length(text) between 1 and 4000)
);
comment on column editing.remark.about is 'The names of form, section and question as they were read when it was made: remarks outlive the space';
comment on column editing.remark.party is 'For whom it speaks; null: the body';
comment on column editing.remark.came_by is 'How it reached the body, where the body''s people entered it for somebody else';
create index remark_of on editing.remark (body, definition);

-- The answers to a remark; the last says how it stands.
create table editing.remark_answer (
  remark uuid not null references editing.remark,
  at     timestamptz not null,
  by     uuid not null references bodies.person (id),
  state  text not null check (state in ('open', 'answered', 'taken-up', 'declined')),
  text   text check (char_length(text) <= 4000),
  primary key (remark, at),
  check (state <> 'declined' or char_length(text) > 0)
);
grant select, insert on editing.remark, editing.remark_answer to {writer};
grant select on editing.remark, editing.remark_answer to {reader};

-- A post in the body is a post in its test spaces, as long as they are open and its party was asked. A program's key is not.
create or replace function bodies.holdings_of_reader()
  returns table (body text, party text, side text, rights text[])
  language sql stable security definer set search_path = ''
  as $$
    select h.body, h.party, h.side, p.rights
    from bodies.holding h join bodies.post p on p.body = h.body and p.code = h.post
    where h.person = house.reader() and h.period @> house.today() and not h.awaits_second and h.suspended_at is null
      and (house.holding() is null or h.id = house.holding())
    union all
    select t.body, h.party, t.body || '/' || coalesce(h.party, ''), p.rights
    from bodies.holding h
    join editing.trial t on t.of_body = h.body and t.closed_at is null and (h.party is null or t.parties is null or h.party = any (t.parties))
    join bodies.post p on p.body = h.body and p.code = h.post
    where h.person = house.reader() and h.period @> house.today() and not h.awaits_second and h.suspended_at is null and house.holding() is null
  $$;

create or replace function bodies.principals_of_reader()
  returns table (body text, principal text)
  language sql stable security definer set search_path = ''
  as $$
    with held as (select h.body, h.party, h.rights from bodies.holdings_of_reader() h)
    select h.body, 'party:' || h.party from held h where h.party is not null and 'read' = any (h.rights)
    union
    select h.body, 'serving' from held h where h.party is null and 'serve' = any (h.rights)
    union
    select p.body, 'post:' || p.post from bodies.holding p
    where p.person = house.reader() and p.period @> house.today() and not p.awaits_second and p.suspended_at is null
      and (house.holding() is null or p.id = house.holding())
    union
    select t.body, 'post:' || p.post
    from bodies.holding p
    join editing.trial t on t.of_body = p.body and t.closed_at is null and (p.party is null or t.parties is null or p.party = any (t.parties))
    where p.person = house.reader() and p.period @> house.today() and not p.awaits_second and p.suspended_at is null and house.holding() is null
    union
    select h.body, 'all:' || s.audience
    from held h
    join bodies.membership m on m.body = h.body and m.party = h.party and m.validity @> house.today()
    join bodies.standing_audience s on s.body = m.body and s.standing = m.standing
    where 'read' = any (h.rights)
    union
    -- The body's own people read what is shared with its members.
    select h.body, 'all:' || s.audience from held h join bodies.standing_audience s on s.body = h.body
    where h.party is null and 'read' = any (h.rights)
    union
    select h.body, 'group:' || g.group_code
    from held h join bodies.party_group g on g.body = h.body and g.party = h.party and g.validity @> house.today()
    where 'read' = any (h.rights)
  $$;

-- A remark is read by its party and by who serves the body or describes it, also when the space is long gone.
alter table editing.remark enable row level security;
create policy in_view on editing.remark for select to {reader} using (
  by = house.reader()
  or exists (select from editing.trial t where t.body = remark.body and (
       party is not null and t.of_body || '/' || party in (select bodies.sides_where('read'))
       or t.of_body || '/' in (select bodies.sides_where('serve')) or t.of_body || '/' in (select bodies.sides_where('describe')))));
alter table editing.remark_answer enable row level security;
create policy in_view on editing.remark_answer for select to {reader} using (remark in (select r.id from editing.remark r));
