-- What confidential answers are encrypted with: a key per party of a body, wrapped by a root key that is not in the database.
create schema sealing;
comment on schema sealing is 'Data keys of parties, wrapped by a root key outside the database';
grant usage on schema sealing to {writer};

create table sealing.data_key (
  id           uuid primary key,
  body         text not null,
  party        text not null default '',
  wrapped      bytea,
  root         text not null,
  made_at      timestamptz not null,
  retired_at   timestamptz,
  destroyed_at timestamptz,
  check ((wrapped is null) = (destroyed_at is not null))
);
comment on column sealing.data_key.party is 'Blank for what the body itself declares';
comment on column sealing.data_key.root is 'The name of the root key that wraps it';
comment on column sealing.data_key.retired_at is 'From then on it opens, and closes nothing new';
comment on column sealing.data_key.destroyed_at is 'From then on nobody can read what it closed, in the database or in any backup';
create unique index data_key_in_use on sealing.data_key (body, party) where retired_at is null and destroyed_at is null;

-- Which root key belongs to this database, so that another one is refused instead of taken.
create table sealing.root (
  name  text primary key,
  since timestamptz not null,
  until timestamptz
);

create table sealing.happening (
  id    bigint primary key generated always as identity,
  at    timestamptz not null,
  what  text not null check (what in ('root-made', 'root-rotated', 'keys-rotated', 'destroyed')),
  body  text,
  party text,
  by    text not null check (char_length(by) between 1 and 200)
);
comment on table sealing.happening is 'What was done to keys, for ever';

grant select, insert on sealing.data_key to {writer};
grant select on sealing.root, sealing.happening to {writer};
-- Nothing of it answers a person.
alter table sealing.data_key enable row level security;
alter table sealing.root enable row level security;
alter table sealing.happening enable row level security;
