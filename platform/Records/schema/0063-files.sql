-- Attachments: what they are is here, their bytes are files named by their SHA-256 in the folder of files.

create table records.file (
  id           uuid primary key,
  statement    uuid not null references records.statement,
  body         text not null,
  party        text,
  section      text not null check (char_length(section) <= 100),
  field        text not null check (char_length(field) <= 100),
  name         text not null check (char_length(name) between 1 and 200),
  size         bigint not null check (size >= 0),
  received     bigint not null default 0 check (received between 0 and size),
  type         text check (char_length(type) <= 200),
  sha256       bytea check (octet_length(sha256) = 32),
  state        text not null default 'arriving' check (state in ('arriving', 'waiting', 'clean', 'not-scanned', 'refused')),
  why          text check (char_length(why) <= 300),
  aud          int references records.audience,
  sent_by      uuid references bodies.person (id),
  begun_at     timestamptz not null,
  busy_until   timestamptz,
  complete_at  timestamptz,
  attached_at  timestamptz,
  check ((sha256 is null) = (state = 'arriving' or complete_at is null))
);
comment on column records.file.aud is 'Who reads it once it was submitted; null while it belongs to the draft alone';
comment on column records.file.busy_until is 'Until then one request has it: two that send to the same file at once would mix';
comment on column records.file.attached_at is 'When an answer first named it; what no answer names is deleted after a day';
comment on column records.file.why is 'Why it was refused, or not scanned: a word of records.file.why, or the name of what was found';
create index file_statement on records.file (statement);
create index file_content on records.file (sha256);
create index file_of_party on records.file (body, party);
create index file_unattached on records.file (begun_at) where attached_at is null;

grant select, insert, update, delete on records.file to {writer};
grant select on records.file to {reader};
alter table records.file enable row level security;
create policy in_view on records.file for select to {reader}
  using (aud = any (records.reading()) or statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));
