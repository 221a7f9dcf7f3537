-- The keys behind antiforgery tokens and the other things the web framework protects, shared by all nodes.
-- Each is sealed with a key derived from the installation's secret, so that a copy of the database opens nothing.

create schema keys;
comment on schema keys is 'Keys of the web framework, sealed';
grant usage on schema keys to {writer};

create table keys.ring (
  name       text primary key,
  element    text not null,
  created_at timestamptz not null
);
grant select, insert on keys.ring to {writer};
