-- What every room stands on: who is reading, and nobody else's rights by default.

revoke all on schema public from public;
alter default privileges revoke execute on functions from public;

create schema house;
comment on schema house is 'Facts about this installation';
grant usage on schema house to {writer}, {reader};

-- One row: what this installation is. Set by the owner only, so that no web process can turn a real
-- installation into a demonstration, where anybody may sign in as anybody.
create table house.installation (
  one           boolean primary key default true check (one),
  id            uuid not null,
  secret_check  text not null,
  demonstration boolean not null,
  created_at    timestamptz not null
);
grant select on house.installation to {writer}, {reader};

grant usage on schema migrations to {writer}, {reader};
grant select on migrations.applied to {writer}, {reader};

-- The person whom a reading connection answers; null for the public. A plain setting and no sub-select:
-- wrapped in one, the planner loses the selectivity of every policy that uses it.
create function house.reader() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('entente.person', true), '')::uuid;
grant execute on function house.reader() to {writer}, {reader};
