-- What whoever runs the installation looks at: which processes are alive, and what went wrong.

create schema administration;
comment on schema administration is 'For whoever runs the installation';
grant usage on schema administration to {writer}, {reader};

-- A process writes its line every half a minute and takes it away when it stops.
create table administration.node (
  name          text primary key,
  role          text not null check (role in ('application', 'steward')),
  version       text not null,
  runtime       text not null,
  started_at    timestamptz not null,
  seen_at       timestamptz not null,
  clock_ahead   interval not null,
  disk_free     bigint,
  disk_size     bigint
);
comment on column administration.node.clock_ahead is 'How far the clock of the node is ahead of the clock of the database';
grant select, insert, update, delete on administration.node to {writer};
grant select on administration.node to {reader};

-- The latest errors, scrubbed; the log holds them all.
create table administration.error (
  id      uuid primary key,
  at      timestamptz not null,
  node    text not null,
  trace   text,
  source  text not null,
  route   text,
  type    text not null,
  message text not null,
  stack   text
);
create index error_at on administration.error (at desc, id);
create index error_trace on administration.error (trace);
grant select, insert, delete on administration.error to {writer};
grant select on administration.error to {reader};

alter table administration.node enable row level security;
create policy administrators on administration.node for select to {reader}
  using (exists (select bodies.sides_where('administer')));
alter table administration.error enable row level security;
create policy administrators on administration.error for select to {reader}
  using (exists (select bodies.sides_where('administer')));
