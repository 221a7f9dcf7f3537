-- What is worked on before it is submitted: a log of what was done to cells and rows, merged whenever it is read.

create table records.draft (
  statement          uuid not null references records.statement,
  generation         int not null check (generation > 0),
  definition_version int not null,
  base_version       int not null default 0,
  origin             text not null check (origin in ('blank', 'version', 'last-period', 'import', 'carried')),
  sequence           bigint not null default 0,
  opened_by          uuid references bodies.person (id),
  opened_at          timestamptz not null,
  changed_at         timestamptz not null,
  aside              jsonb not null default '[]',
  ended              text check (ended in ('submitted', 'discarded', 'carried')),
  ended_at           timestamptz,
  primary key (statement, generation),
  check ((ended is null) = (ended_at is null))
);
comment on table records.draft is 'A draft from its opening until it is submitted or discarded; one per statement is open';
comment on column records.draft.base_version is 'The submitted version it began from; 0 for none';
comment on column records.draft.sequence is 'The last entry of its log; counted under this row''s lock, so that whoever saw an entry saw all before it';
comment on column records.draft.aside is 'What a new version of the definition has no place for: kept and shown, never lost';
create unique index draft_open on records.draft (statement) where ended is null;

create table records.cell_operation (
  statement  uuid not null,
  generation int not null,
  sequence   bigint not null,
  id         uuid not null,
  kind       text not null check (kind in ('set', 'add-row', 'remove-row', 'move-row', 'choose')),
  section    text not null check (char_length(section) <= 100),
  row_id     uuid not null,
  field      text check (char_length(field) <= 100),
  place      text collate "C" check (char_length(place) <= 200),
  was        text check (octet_length(was) <= 200000),
  now        text check (octet_length(now) <= 200000),
  client     text not null check (char_length(client) between 1 and 80),
  seen       bigint not null check (seen >= -1),
  by         uuid references bodies.person (id),
  made_at    timestamptz not null,
  added_at   timestamptz not null,
  primary key (statement, generation, sequence),
  unique (statement, id),
  foreign key (statement, generation) references records.draft
);
comment on column records.cell_operation.row_id is 'All zeros in a section of fields';
comment on column records.cell_operation.was is 'The answer it replaced, as canonical JSON; null for blank';
comment on column records.cell_operation.seen is 'The last sequence its author had before them; what came later it does not replace; -1: it knew of nothing';
comment on column records.cell_operation.made_at is 'By the clock of the device, which may have been off-line for weeks';
create index cell_operation_cell on records.cell_operation (statement, generation, section, row_id, sequence);

-- The draft as it was opened, and later as merged so far: reading begins here instead of at the first entry.
create table records.draft_snapshot (
  statement  uuid not null,
  generation int not null,
  section    text not null,
  through    bigint not null,
  bytes      bytea not null,
  primary key (statement, generation, section),
  foreign key (statement, generation) references records.draft
);
-- What is packed already is not packed again.
alter table records.draft_snapshot alter column bytes set storage external;

grant select, insert, update on records.draft, records.draft_snapshot to {writer};
grant select, insert on records.cell_operation to {writer};
grant delete on records.draft_snapshot to {writer};
grant select on records.draft, records.cell_operation, records.draft_snapshot to {reader};

alter table records.draft enable row level security;
create policy in_view on records.draft for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));

alter table records.cell_operation enable row level security;
create policy in_view on records.cell_operation for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));

alter table records.draft_snapshot enable row level security;
create policy in_view on records.draft_snapshot for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));
