-- The bodies as their folders describe them. The owner writes them when a folder is published; everybody else reads.

-- Temporal keys of text and a period need it. Its own schema, so that no room depends on another for it.
create schema if not exists extensions;
create extension if not exists btree_gist schema extensions;

create schema bodies;
comment on schema bodies is 'Bodies, their parties, groups and code lists, version by version';
grant usage on schema bodies to {writer}, {reader};

-- Every version ever published, whole. What was declared under a version is read with that version.
create table bodies.version (
  body         text not null check (body ~ '^[a-z][a-z0-9_]{1,29}$'),
  number       int not null check (number > 0),
  digest       text not null check (digest ~ '^[0-9a-f]{64}$'),
  content      jsonb not null,
  published_at timestamptz not null,
  primary key (body, number)
);

create function bodies.refuse_change() returns trigger
  language plpgsql as
  $$ begin raise exception 'A published version of a body never changes' using errcode = 'restrict_violation'; end $$;

create trigger a_version_never_changes
  before update or delete or truncate on bodies.version
  for each statement execute function bodies.refuse_change();

create view bodies.current with (security_invoker = true) as
  select distinct on (body) body, number, digest, content, published_at
  from bodies.version order by body, number desc;

-- The current version as rows, for joins and for analysts. Other rooms may refer to a party: while something does,
-- it cannot disappear from its folder.
create table bodies.party (
  body    text not null,
  code    text not null,
  country text check (country ~ '^[A-Z]{3}$'),
  names   jsonb not null,
  primary key (body, code)
);

create table bodies.membership (
  body     text not null,
  party    text not null,
  standing text not null,
  validity daterange not null check (not isempty(validity)),
  primary key (body, party, validity without overlaps),
  foreign key (body, party) references bodies.party on delete cascade
);

create table bodies.party_group (
  body     text not null,
  party    text not null,
  grouping_code text not null,
  group_code    text not null,
  validity daterange not null check (not isempty(validity)),
  primary key (body, party, group_code, validity without overlaps),
  foreign key (body, party) references bodies.party on delete cascade
);

-- To whom a standing belongs.
create table bodies.standing_audience (
  body     text not null,
  standing text not null,
  audience text not null,
  primary key (body, standing, audience)
);

-- The names of whatever else a body gives codes to.
create table bodies.label (
  body  text not null,
  kind  text not null check (kind in ('standing', 'audience', 'grouping', 'group', 'post', 'list')),
  code  text not null,
  names jsonb not null,
  primary key (body, kind, code)
);

create table bodies.list_code (
  body     text not null,
  list     text not null,
  code     text not null,
  labels   jsonb not null,
  parent   text,
  attributes jsonb not null,
  validity daterange not null check (not isempty(validity)),
  primary key (body, list, code, validity without overlaps)
);

grant select on all tables in schema bodies to {writer}, {reader};
