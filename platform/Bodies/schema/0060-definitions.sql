-- What a body declares: each version of each definition, whole. Written by the owner when a folder, or an officer's
-- proposal, is published; what was declared under a version is read with that version.
create table bodies.definition (
  body         text not null,
  code         text not null check (code ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and char_length(code) <= 40),
  version      int not null check (version > 0),
  kind         text not null check (kind in ('return', 'register', 'case', 'certificate', 'notice')),
  digest       text not null check (digest ~ '^[0-9a-f]{64}$'),
  content      jsonb not null,
  published_at timestamptz not null,
  primary key (body, code, version)
);
comment on table bodies.definition is 'Every version of every definition, with its typed tables in the schema named after the body';

create trigger a_version_never_changes
  before update or delete or truncate on bodies.definition
  for each statement execute function bodies.refuse_change();

-- The version in force, and whether the folder still has it: one that was withdrawn takes no new statements.
create table bodies.definition_in_force (
  body      text not null,
  code      text not null,
  version   int not null,
  withdrawn boolean not null default false,
  primary key (body, code),
  foreign key (body, code, version) references bodies.definition
);

-- The columns that versions have made, so that a later version only adds: a field whose type changed gets a new column.
create table bodies.definition_column (
  body       text not null,
  code       text not null,
  section    text not null,
  field      text not null,
  part       text not null default '',
  type       text not null,
  table_name text not null check (octet_length(table_name) <= 63),
  column_name text not null check (octet_length(column_name) <= 63),
  since      int not null,
  primary key (body, code, section, field, part, type)
);
comment on column bodies.definition_column.part is 'Blank for the value itself; answer, reason, currency, latitude, longitude for what belongs to it';

grant select on bodies.definition, bodies.definition_in_force, bodies.definition_column to {writer}, {reader};

-- What the reader counts as today in each body, in the words that audiences are made of.
create function bodies.principals_of_reader()
  returns table (body text, principal text)
  language sql stable security definer set search_path = ''
  as $$
    with held as (select h.body, h.party, h.rights from bodies.holdings_of_reader() h)
    select h.body, 'party:' || h.party from held h where h.party is not null and 'read' = any (h.rights)
    union
    select h.body, 'serving' from held h where h.party is null and 'serve' = any (h.rights)
    union
    select p.body, 'post:' || p.post from bodies.holding p
    where p.person = house.reader() and p.period @> house.today() and not p.awaits_second and p.suspended_at is null
    union
    select h.body, 'all:' || s.audience
    from held h
    join bodies.membership m on m.body = h.body and m.party = h.party and m.validity @> house.today()
    join bodies.standing_audience s on s.body = m.body and s.standing = m.standing
    where 'read' = any (h.rights)
    union
    -- The body's own people read what is shared with its members.
    select h.body, 'all:' || s.audience from held h join bodies.standing_audience s on s.body = h.body
    where h.party is null and 'read' = any (h.rights)
    union
    select h.body, 'group:' || g.group_code
    from held h join bodies.party_group g on g.body = h.body and g.party = h.party and g.validity @> house.today()
    where 'read' = any (h.rights)
  $$;
revoke execute on function bodies.principals_of_reader() from public;
grant execute on function bodies.principals_of_reader() to {writer}, {reader};
