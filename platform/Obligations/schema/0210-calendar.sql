-- Addresses at which the calendar of a person reads what is due, without signing in. The address is the key, and only its hash is kept.
create table obligations.calendar_address (
  id         uuid primary key,
  person     uuid not null references bodies.person (id),
  name       text not null check (char_length(name) between 1 and 100),
  secret     bytea not null unique check (octet_length(secret) = 32),
  made_at    timestamptz not null,
  fetched_on date,
  revoked_at timestamptz
);
create index calendar_address_person on obligations.calendar_address (person) where revoked_at is null;
grant select, insert, update on obligations.calendar_address to {writer};
grant select on obligations.calendar_address to {reader};
alter table obligations.calendar_address enable row level security;
create policy own on obligations.calendar_address for select to {reader} using (person = house.reader());

-- Whose calendar asks, before it is known who asks.
create function obligations.whose_calendar(hash bytea) returns uuid
  language sql stable security definer set search_path = ''
  as $$
    select c.person from obligations.calendar_address c where c.secret = whose_calendar.hash and c.revoked_at is null
  $$;
revoke execute on function obligations.whose_calendar(bytea) from public;
grant execute on function obligations.whose_calendar(bytea) to {reader};
