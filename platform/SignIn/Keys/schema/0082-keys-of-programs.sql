-- Keys with which a program acts as the holder of one post. The key itself is shown once and never kept.
create table sign_in.program_key (
  id           uuid primary key,
  hash         bytea not null check (octet_length(hash) = 32),
  person       uuid not null references bodies.person (id),
  holding      uuid not null,
  name         text not null check (char_length(name) between 1 and 100),
  made_at      timestamptz not null,
  expires_at   timestamptz not null check (expires_at > made_at),
  last_used_at timestamptz,
  last_ip      inet,
  revoked_at   timestamptz
);
comment on column sign_in.program_key.holding is 'The post it acts for; when that ends, so does the key';
comment on column sign_in.program_key.last_used_at is 'Written at most once a minute';
create index program_key_of_person on sign_in.program_key (person, made_at);
grant select, insert, update on sign_in.program_key to {writer};
grant select (id, person, holding, name, made_at, expires_at, last_used_at, last_ip, revoked_at) on sign_in.program_key to {reader};
alter table sign_in.program_key enable row level security;
create policy own on sign_in.program_key for select to {reader} using (person = house.reader());

-- Asked before it is known who is asking.
create function sign_in.program_key_of(key uuid)
  returns table (hash bytea, person uuid, holding uuid, expires_at timestamptz, revoked_at timestamptz, last_used_at timestamptz)
  language sql stable security definer set search_path = ''
  as $$
    select k.hash, k.person, k.holding, k.expires_at, k.revoked_at, k.last_used_at
    from sign_in.program_key k where k.id = program_key_of.key
  $$;
grant execute on function sign_in.program_key_of(uuid) to {reader};
