-- Who read what of anything that is not public, for the party whose it is. Rows are added and, once the body keeps them no
-- longer, deleted; none is ever changed.

create schema if not exists disclosure;
comment on schema disclosure is 'Who read what, by whose leave, and what was unusual about it';
grant usage on schema disclosure to {writer}, {reader};

-- One run of one node. Everything that it let somebody read before alive_at is written; a run that ended without
-- closed_at may have let somebody read more than is written here.
create table disclosure.chain (
  run       uuid primary key,
  node      text not null,
  opened_at timestamptz not null,
  alive_at  timestamptz not null,
  closed_at timestamptz
);
create index chain_unclosed on disclosure.chain (alive_at) where closed_at is null;

-- How far each run has counted for each body: a number below that is missing was taken away.
create table disclosure.counted (
  run  uuid not null references disclosure.chain on delete cascade,
  body text not null,
  last bigint not null,
  gone bigint not null default 0,
  last_at timestamptz not null,
  primary key (run, body)
);
comment on column disclosure.counted.gone is 'Up to here the body keeps them no longer';

create table disclosure.reading (
  run         uuid not null references disclosure.chain,
  body        text not null,
  sequence    bigint not null check (sequence > 0),
  at          timestamptz not null,
  party       text,
  side        text not null generated always as (body || '/' || coalesce(party, '')) stored,
  definition  text not null,
  part        text not null check (part in ('overview', 'version', 'draft', 'history', 'file', 'list')),
  statement   uuid,
  version     int,
  label       text check (char_length(label) <= 300),
  statements  uuid[] not null,
  records     int not null check (records > 0),
  way         text not null check (way in ('page', 'print', 'interface', 'export', 'file', 'query', 'mail')),
  person      uuid not null,
  program_key uuid,
  posts       text[] not null,
  parties     text[] not null,
  grant_id    uuid,
  primary key (run, body, sequence)
);
comment on column disclosure.reading.party is 'Whose it is; null: of the body itself';
comment on column disclosure.reading.statement is 'Null for a list or an export of several';
comment on column disclosure.reading.statements is 'Which, at most the first thousand';
comment on column disclosure.reading.posts is 'PARTY/post, or /post of the body itself, as the reader held them then';
comment on column disclosure.reading.parties is 'From where the reader read; empty text: from the body itself';
create index reading_of_side on disclosure.reading (side, at desc);
create index reading_of_body on disclosure.reading (body, at desc);
create index reading_of_statement on disclosure.reading (statement, at desc) where statement is not null;
create index reading_by on disclosure.reading (person, at desc);

-- Asked for and not given: what is there and not for them is the same as what is not there.
create table disclosure.refusal (
  id      uuid primary key,
  at      timestamptz not null,
  body    text not null,
  person  uuid not null,
  address text not null check (char_length(address) <= 300)
);
create index refusal_by on disclosure.refusal (person, at desc);
create index refusal_of_body on disclosure.refusal (body, at desc);

-- A day's readings as one digest, ready to be taken into the log of the installation.
create table disclosure.reading_day (
  body     text not null,
  day      date not null,
  readings bigint not null,
  digest   bytea not null check (octet_length(digest) = 32),
  made_at  timestamptz not null,
  primary key (body, day)
);

grant select, insert, update, delete on disclosure.chain, disclosure.counted to {writer};
grant select, insert, delete on disclosure.reading, disclosure.refusal to {writer};
grant update (person) on disclosure.reading, disclosure.refusal to {writer};
grant select, insert on disclosure.reading_day to {writer};
grant select on disclosure.reading, disclosure.refusal, disclosure.reading_day to {reader};

alter table disclosure.chain enable row level security;
alter table disclosure.counted enable row level security;
alter table disclosure.reading enable row level security;
alter table disclosure.refusal enable row level security;
alter table disclosure.reading_day enable row level security;

-- The party whose it is, by those who answer for its people or watch over its data; the body's own watchers; and everybody
-- what they read themselves. A post of the body that watches has its side without a party.
create policy owners on disclosure.reading for select to {reader}
  using (side = any (array(select bodies.sides_where('vouch') union select bodies.sides_where('oversee')))
         or body || '/' = any (array(select bodies.sides_where('oversee')))
         or person = house.reader());
create policy watchers on disclosure.refusal for select to {reader}
  using (body || '/' = any (array(select bodies.sides_where('oversee'))) or person = house.reader());
create policy watchers on disclosure.reading_day for select to {reader}
  using (body || '/' = any (array(select bodies.sides_where('oversee'))));

-- Where a node stopped without saying so, and what was taken out of the middle. It tells of no reading.
create function disclosure.gaps(of_body text, since timestamptz, at timestamptz)
  returns table (node text, from_at timestamptz, to_at timestamptz, missing bigint)
  language sql stable security definer set search_path = ''
  as $$
    select c.node, c.alive_at, least(c.alive_at + interval '10 seconds', gaps.at), null::bigint
    from disclosure.chain c
    where c.closed_at is null and c.alive_at < gaps.at - interval '30 seconds' and c.alive_at >= gaps.since
    union all
    select c.node, r.before_at, r.at, r.sequence - r.before - 1
    from (select t.run, t.sequence, t.at,
                 coalesce(lag(t.sequence) over w, greatest(k.gone, case when o.opened_at >= gaps.since then 0 else t.sequence - 1 end)) as before,
                 coalesce(lag(t.at) over w, o.opened_at) as before_at
          from disclosure.reading t join disclosure.chain o on o.run = t.run join disclosure.counted k on k.run = t.run and k.body = t.body
          where t.body = gaps.of_body and t.at >= gaps.since
          window w as (partition by t.run order by t.sequence)) r
    join disclosure.chain c on c.run = r.run
    where r.sequence - r.before > 1
    union all
    select c.node, coalesce(l.at, c.opened_at), k.last_at, k.last - greatest(coalesce(l.sequence, 0), k.gone)
    from disclosure.counted k join disclosure.chain c on c.run = k.run
    left join lateral (select t.sequence, t.at from disclosure.reading t where t.run = k.run and t.body = k.body order by t.sequence desc limit 1) l on true
    where k.body = gaps.of_body and k.last_at >= gaps.since and k.last > greatest(coalesce(l.sequence, 0), k.gone)
    order by 2
  $$;
revoke execute on function disclosure.gaps(text, timestamptz, timestamptz) from public;
grant execute on function disclosure.gaps(text, timestamptz, timestamptz) to {reader};
