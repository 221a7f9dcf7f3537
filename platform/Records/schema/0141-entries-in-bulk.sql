-- Workbooks that change many entries of a register at once: what each would change is worked out first, and done when whoever sent
-- it has looked at that. Every change is a version of its entry, or a request, like any other.
create table records.entry_load (
  id           uuid primary key,
  body         text not null,
  definition   text not null,
  party        text,
  own_aud      int not null references records.audience,
  name         text not null check (char_length(name) between 1 and 200),
  language     text not null,
  bytes        bytea not null,
  valid_from   date not null,
  reason       text not null check (char_length(reason) between 1 and 2000),
  ends_missing boolean not null,
  unchanged    int not null,
  missing      int not null,
  faults       jsonb not null,
  state        text not null check (state in ('wrong', 'checked', 'waiting', 'running', 'done')),
  made_by      uuid not null references bodies.person (id),
  made_at      timestamptz not null,
  started_at   timestamptz,
  ended_at     timestamptz,
  foreign key (body, party) references bodies.party (body, code)
);
comment on table records.entry_load is 'Workbooks that change many entries of a register at once';
create index entry_load_list on records.entry_load (body, definition, made_at desc);

create table records.entry_load_item (
  load    uuid not null references records.entry_load on delete cascade,
  place   int not null,
  entry   uuid not null,
  act     text not null,
  telling text not null,
  changed int not null,
  wanted  jsonb not null,
  done_at timestamptz,
  refused jsonb,
  primary key (load, place)
);
comment on column records.entry_load_item.refused is 'Why it was not done';
create index entry_load_item_left on records.entry_load_item (load, place) where done_at is null;

grant select, insert, update, delete on records.entry_load, records.entry_load_item to {writer};
grant select on records.entry_load, records.entry_load_item to {reader};
alter table records.entry_load enable row level security;
create policy in_view on records.entry_load for select to {reader} using (own_aud = any (records.reading()));
alter table records.entry_load_item enable row level security;
create policy in_view on records.entry_load_item for select to {reader} using (load in (select l.id from records.entry_load l));
