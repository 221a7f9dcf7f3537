-- Workbooks and other files that came back filled in, kept for a while: what is to be mended is told in the same file.
create table records.sent_file (
  id        uuid primary key,
  statement uuid not null references records.statement,
  name      text not null check (char_length(name) between 1 and 200),
  kind      text not null check (kind in ('xlsx', 'csv', 'json')),
  section   text,
  language  text not null,
  bytes     bytea not null,
  sent_by   uuid not null references bodies.person (id),
  sent_at   timestamptz not null,
  changes   int not null,
  aside     int not null
);
comment on table records.sent_file is 'Files that were read into a draft; deleted after thirty days, for what they said stands in the draft';
comment on column records.sent_file.changes is 'How many cells and rows it changed';
comment on column records.sent_file.aside is 'How many answers of an earlier version of the form have no place any more';
alter table records.sent_file alter bytes set storage external;
create index sent_file_statement on records.sent_file (statement, sent_at);
create index sent_file_old on records.sent_file (sent_at);
grant select, insert, delete on records.sent_file to {writer};
grant select on records.sent_file to {reader};
alter table records.sent_file enable row level security;
create policy in_view on records.sent_file for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));
