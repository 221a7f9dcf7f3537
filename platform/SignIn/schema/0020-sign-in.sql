-- Who may come in and how, who is in, and what happened at the door. The web framework's passwords, codes and
-- passkeys live here; a person's name and address live with the bodies.

create schema sign_in;
comment on schema sign_in is 'Credentials, sessions, tickets, and the log of the door';
grant usage on schema sign_in to {writer}, {reader};

-- The password and the one-time code come and go together: a password alone opens nothing.
create table sign_in.account (
  person         uuid primary key references bodies.person (id),
  password_hash  text not null,
  code_key       bytea not null,
  code_last_step bigint not null default 0,
  set_at         timestamptz not null
);
comment on column sign_in.account.code_key is 'Sealed with a key derived from the installation''s secret, bound to the person';
comment on column sign_in.account.code_last_step is 'A code is good once: only later steps are accepted';
grant select, insert, update, delete on sign_in.account to {writer};
grant select (person, set_at) on sign_in.account to {reader};
alter table sign_in.account enable row level security;
create policy own on sign_in.account for select to {reader} using (person = house.reader());

create table sign_in.recovery_code (
  person  uuid not null references sign_in.account (person) on delete cascade,
  hash    bytea not null check (octet_length(hash) = 32),
  used_at timestamptz,
  primary key (person, hash)
);
grant select, insert, update, delete on sign_in.recovery_code to {writer};
grant select (person, used_at) on sign_in.recovery_code to {reader};
alter table sign_in.recovery_code enable row level security;
create policy own on sign_in.recovery_code for select to {reader} using (person = house.reader());

create table sign_in.passkey (
  id              bytea primary key check (octet_length(id) between 1 and 1023),
  person          uuid not null references bodies.person (id),
  public_key      bytea not null,
  name            text not null check (char_length(name) between 1 and 100),
  sign_count      bigint not null,
  transports      text[] not null,
  backup_eligible boolean not null,
  backed_up       boolean not null,
  added_at        timestamptz not null,
  last_used_at    timestamptz
);
create index passkey_of_person on sign_in.passkey (person);
grant select, insert, update, delete on sign_in.passkey to {writer};
grant select (id, person, name, backed_up, added_at, last_used_at) on sign_in.passkey to {reader};
alter table sign_in.passkey enable row level security;
create policy own on sign_in.passkey for select to {reader} using (person = house.reader());

create table sign_in.session (
  id           uuid primary key,
  token_hash   bytea not null unique check (octet_length(token_hash) = 32),
  person       uuid not null references bodies.person (id),
  how          text not null check (how in ('passkey', 'password', 'demonstration')),
  started_at   timestamptz not null,
  ends_at      timestamptz not null,
  last_seen_at timestamptz not null,
  proved_at    timestamptz not null,
  ip           inet,
  user_agent   text not null,
  ended_at     timestamptz,
  ended_why    text check (ended_why in ('signed-out', 'ended-elsewhere', 'credentials-changed', 'recovered', 'replaced')),
  check ((ended_at is null) = (ended_why is null))
);
comment on column sign_in.session.ends_at is 'However active the person is';
comment on column sign_in.session.last_seen_at is 'Written at most once a minute';
comment on column sign_in.session.proved_at is 'When the person last showed a passkey or a code; sensitive acts ask for a recent one';
create index session_of_person on sign_in.session (person, started_at);
grant select, insert, update, delete on sign_in.session to {writer};
grant select (id, person, how, started_at, ends_at, last_seen_at, ip, user_agent, ended_at) on sign_in.session to {reader};
alter table sign_in.session enable row level security;
create policy own on sign_in.session for select to {reader} using (person = house.reader());

-- Asked once per request, before it is known who is asking: whoever holds the token may see its session.
create function sign_in.session_of(token_hash bytea)
  returns table (id uuid, person uuid, how text, started_at timestamptz, ends_at timestamptz, last_seen_at timestamptz, proved_at timestamptz, ended_at timestamptz)
  language sql stable security definer set search_path = ''
  as $$
    select s.id, s.person, s.how, s.started_at, s.ends_at, s.last_seen_at, s.proved_at, s.ended_at
    from sign_in.session s where s.token_hash = session_of.token_hash
  $$;
grant execute on function sign_in.session_of(bytea) to {reader};

-- Steps that need two requests: a passkey's challenge, a password that was right and waits for its code. Each is
-- taken by deleting it, so that an answer counts once, whichever node receives it.
create table sign_in.unfinished (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  step       text not null,
  person     uuid references bodies.person (id),
  state      bytea not null,
  until      timestamptz not null
);
create index unfinished_until on sign_in.unfinished (until);
grant select, insert, update, delete on sign_in.unfinished to {writer};

create table sign_in.attempt (
  key          bytea primary key check (octet_length(key) = 32),
  tries        int not null,
  pauses       int not null,
  since        timestamptz not null,
  last_at      timestamptz not null,
  paused_until timestamptz
);
comment on table sign_in.attempt is 'Tries per e-mail address and per network, under a keyed hash of it';
grant select, insert, update, delete on sign_in.attempt to {writer};

create table sign_in.ticket (
  id         uuid primary key,
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  person     uuid not null references bodies.person (id),
  purpose    text not null check (purpose in ('enrol', 'recover')),
  code_hash  bytea,
  code_tries int not null default 0,
  issued_at  timestamptz not null,
  issued_by  uuid references bodies.person (id),
  until      timestamptz not null,
  used_at    timestamptz,
  void_at    timestamptz,
  check ((purpose = 'recover') = (code_hash is not null))
);
comment on column sign_in.ticket.code_hash is 'The code that whoever vouches tells the person by another way than the link';
create index ticket_of_person on sign_in.ticket (person);
grant select, insert, update on sign_in.ticket to {writer};

create table sign_in.recovery (
  id         uuid primary key,
  person     uuid not null references bodies.person (id),
  asked_at   timestamptz not null,
  until      timestamptz not null,
  ip         inet,
  settled_at timestamptz,
  settled_by uuid references bodies.person (id),
  outcome    text check (outcome in ('confirmed', 'declined')),
  statement  text,
  ticket     uuid references sign_in.ticket (id),
  check ((settled_at is null) = (outcome is null) and (settled_at is null) = (settled_by is null))
);
create unique index recovery_open on sign_in.recovery (person) where settled_at is null;
grant select, insert, update on sign_in.recovery to {writer};

-- Which of these somebody may settle follows from the posts of both, which the bodies know and the page asks.
create function sign_in.open_recoveries(now timestamptz)
  returns table (id uuid, person uuid, asked_at timestamptz, until timestamptz)
  language sql stable security definer set search_path = ''
  as $$
    select r.id, r.person, r.asked_at, r.until from sign_in.recovery r
    where r.settled_at is null and r.until > open_recoveries.now and house.reader() is not null
    order by r.asked_at
  $$;
grant execute on function sign_in.open_recoveries(timestamptz) to {reader};

-- What was typed into a form when the session had ended, until the same person has signed in again.
create table sign_in.kept_form (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  person     uuid not null references bodies.person (id),
  address    text not null,
  fields     bytea not null,
  until      timestamptz not null
);
create index kept_form_until on sign_in.kept_form (until);
grant select, insert, delete on sign_in.kept_form to {writer};

create table sign_in.log (
  id         uuid primary key,
  at         timestamptz not null,
  person     uuid references bodies.person (id),
  event      text not null check (event ~ '^[a-z-]+$'),
  detail     text,
  done_by    uuid references bodies.person (id),
  session    uuid,
  ip         inet,
  user_agent text
);
comment on table sign_in.log is 'Everything that happened at the door; written once, never changed';
create index log_of_person on sign_in.log (person, at desc);
create index log_at on sign_in.log (at);
grant insert on sign_in.log to {writer};
grant select on sign_in.log to {reader};
alter table sign_in.log enable row level security;
create policy own on sign_in.log for select to {reader} using (person = house.reader());
