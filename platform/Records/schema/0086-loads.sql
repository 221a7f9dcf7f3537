-- Files with the rows of large tables, received and waiting their turn, and what became of them.
create table records.load (
  id         uuid primary key,
  statement  uuid not null references records.statement,
  section    text not null,
  party      text,
  step       text not null,
  expected   int not null,
  excuse     text check (char_length(excuse) <= 2000),
  type       text not null,
  digest     bytea not null check (octet_length(digest) = 32),
  size       bigint not null,
  asked_by   uuid not null references bodies.person (id),
  asked_key  uuid,
  asked_at   timestamptz not null,
  state      text not null check (state in ('waiting', 'running', 'done', 'refused', 'cancelled', 'failed')),
  job        uuid,
  started_at timestamptz,
  ended_at   timestamptz,
  rows       bigint not null default 0,
  taken      bigint not null default 0,
  faults     bigint not null default 0,
  version    int,
  stop       boolean not null default false
);
comment on column records.load.taken is 'How many bytes of the file have been read';
comment on column records.load.excuse is 'Why all warnings are to pass';
comment on column records.load.job is 'The job that carries it out, also after its node died and another took the job on';
create unique index load_same on records.load (statement, section, digest) where state in ('waiting', 'running');
create index load_waiting on records.load (asked_at) where state in ('waiting', 'running');
create index load_statement on records.load (statement, asked_at);

-- The file in pieces of a megabyte: any node may carry the load out, and a backup holds what was received.
create table records.load_part (
  load   uuid not null,
  number int not null,
  bytes  bytea not null,
  primary key (load, number)
);
alter table records.load_part alter bytes set storage external;

grant select, insert, update on records.load to {writer};
grant select, insert, delete on records.load_part to {writer};
grant select on records.load to {reader};
alter table records.load enable row level security;
create policy in_view on records.load for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));
alter table records.load_part enable row level security;
