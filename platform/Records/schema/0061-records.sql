-- What is declared. One row per statement, one per version, its segments, and the leaf that the log will number.
-- The typed tables of each definition are in the schema named after the body; they are made when it is published.

create schema records;
comment on schema records is 'Statements: their versions, segments, drafts and what happened to them';
grant usage on schema records to {writer}, {reader};

-- Sets of readers, interned: every row that can be read carries one of these numbers.
create table records.audience (
  id      int primary key generated always as identity,
  body    text not null,
  members text[] not null check (cardinality(members) > 0),
  unique (body, members)
);
comment on column records.audience.members is 'Sorted: public, all:CODE (an audience of the body), group:CODE, party:CODE, post:CODE, serving';

create table records.statement (
  id          uuid primary key,
  body        text not null,
  definition  text not null,
  party       text,
  period      daterange,
  number      text check (char_length(number) between 1 and 80),
  state       text not null,
  version     int not null default 0 check (version >= 0),
  aud         int not null references records.audience,
  own_aud     int not null references records.audience,
  title       text check (char_length(title) <= 300),
  compiled_in uuid references records.statement,
  opened_by   uuid references bodies.person (id),
  opened_at   timestamptz not null,
  changed_at  timestamptz not null,
  foreign key (body, party) references bodies.party (body, code)
);
comment on column records.statement.version is 'The last submitted version; 0 before the first';
comment on column records.statement.aud is 'Who reads what was submitted';
comment on column records.statement.own_aud is 'Who reads the draft and the history: the party and the body''s serving people';
comment on column records.statement.compiled_in is 'The statement of a union into which this slice of a member went';
create unique index statement_of_period on records.statement (body, definition, party, period) where period is not null;
create unique index statement_number on records.statement (body, definition, number) where number is not null;
create index statement_list on records.statement (body, definition, state, changed_at desc);
create index statement_party on records.statement (body, party, definition);
create index statement_aud on records.statement (aud);

create table records.version (
  statement          uuid not null references records.statement,
  number             int not null check (number > 0),
  definition_version int not null,
  made_at            timestamptz not null,
  made_by            uuid references bodies.person (id),
  on_behalf          boolean not null default false,
  imported_from      text check (char_length(imported_from) between 1 and 300),
  valid              daterange,
  reason             text check (char_length(reason) <= 2000),
  commitment         bytea not null check (octet_length(commitment) = 32),
  facts_digest       bytea check (octet_length(facts_digest) = 32),
  primary key (statement, number)
);
comment on column records.version.valid is 'For an entry of a register: when it holds. When it was known is made_at until the next version';
comment on column records.version.imported_from is 'Where history came from; made_at is then the date it was first declared';

-- One per section or block of 1,000 rows and audience. A segment that a new version did not change stays as it is.
create table records.segment (
  statement  uuid not null references records.statement,
  section    text not null,
  block      int not null default 0,
  aud        int not null references records.audience,
  since      int not null,
  until      int,
  key        uuid,
  salt       bytea not null check (octet_length(salt) = 32),
  commitment bytea not null check (octet_length(commitment) = 32),
  bytes      bytea not null,
  primary key (statement, section, block, aud, since)
);
comment on column records.segment.until is 'The first version that no longer has it';
comment on column records.segment.key is 'The key that encrypts bytes; null while they are plain';

create table records.leaf (
  statement  uuid not null,
  version    int not null,
  commitment bytea not null check (octet_length(commitment) = 32),
  added_at   timestamptz not null,
  position   bigint unique,
  primary key (statement, version),
  foreign key (statement, version) references records.version
);
comment on column records.leaf.position is 'Its place in the log; numbered after the transaction that added it';

create table records.event (
  id        uuid primary key,
  statement uuid not null references records.statement,
  at        timestamptz not null,
  step      text not null,
  from_state text,
  to_state  text not null,
  version   int,
  by        uuid references bodies.person (id),
  on_behalf boolean not null default false,
  reason    text check (char_length(reason) <= 2000)
);
create index event_statement on records.event (statement, at);

create table records.outbox (
  id        uuid primary key,
  statement uuid not null,
  kind      text not null,
  payload   jsonb not null,
  added_at  timestamptz not null,
  sent_at   timestamptz
);
create index outbox_waiting on records.outbox (added_at) where sent_at is null;

-- The same command sent twice is answered twice and done once.
create table records.command (
  who    text not null,
  key    text not null check (char_length(key) between 1 and 200),
  digest bytea not null,
  answer jsonb not null,
  at     timestamptz not null,
  primary key (who, key)
);

-- What was wrong, or noticed, in a draft's last check and in every submitted version.
create table records.fault (
  statement  uuid not null references records.statement,
  version    int not null,
  rule       text not null,
  level      text not null check (level in ('error', 'warning', 'note')),
  section    text,
  row_id     uuid,
  row_number bigint,
  field      text,
  facts      text[] not null default '{}',
  excuse     text check (char_length(excuse) <= 2000)
);
comment on column records.fault.version is '0: the draft';
comment on column records.fault.excuse is 'Why a warning is to pass';
create index fault_statement on records.fault (statement, version);

grant select, insert, update on records.audience, records.statement, records.version, records.segment, records.leaf, records.outbox to {writer};
grant select, insert on records.event, records.command to {writer};
grant delete on records.command, records.outbox to {writer};
grant select, insert, update, delete on records.fault to {writer};
grant select on records.audience, records.statement, records.version, records.segment, records.leaf, records.event, records.fault to {reader};

-- The audiences of whoever reads, today. Asked once when a reading begins: it takes nothing from any row.
create function records.audiences_of_reader() returns int[]
  language sql stable security definer set search_path = ''
  as $$
    select coalesce(array_agg(a.id), '{}')
    from records.audience a
    where 'public' = any (a.members)
       or exists (select from bodies.principals_of_reader() p where p.body = a.body and p.principal = any (a.members))
  $$;
revoke execute on function records.audiences_of_reader() from public;
grant execute on function records.audiences_of_reader() to {reader};

-- What the policies compare with: the reader's audiences, as the application looked them up at the beginning of the reading.
create function records.reading() returns int[]
  language sql stable parallel safe
  return coalesce(nullif(current_setting('entente.audiences', true), '')::int[], '{}');
grant execute on function records.reading() to {reader};

alter table records.statement enable row level security;
create policy in_view on records.statement for select to {reader}
  using ((version > 0 and aud = any (records.reading())) or own_aud = any (records.reading()));

alter table records.version enable row level security;
create policy in_view on records.version for select to {reader}
  using (statement in (select s.id from records.statement s));

alter table records.segment enable row level security;
create policy in_view on records.segment for select to {reader}
  using (aud = any (records.reading()));

alter table records.leaf enable row level security;
create policy in_view on records.leaf for select to {reader}
  using (statement in (select s.id from records.statement s));

alter table records.event enable row level security;
create policy in_view on records.event for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));

alter table records.fault enable row level security;
create policy in_view on records.fault for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));

-- Everything that the writer alone touches has no policy for readers and so shows them nothing.
alter table records.outbox enable row level security;
alter table records.command enable row level security;
alter table records.audience enable row level security;

-- The writer's login bypasses row security (COPY does not work under it) and answers nobody.
create policy known on records.audience for select to {reader} using (id = any (records.reading()));
