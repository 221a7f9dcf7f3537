-- Who asked to be let into the restricted part and was let in or not, by whom and on what letter; and who was invited.

create schema registration;
comment on schema registration is 'Requests for access, invitations, and the letters they rest on';
grant usage on schema registration to {writer}, {reader};

create table registration.request (
  id            uuid primary key,
  body          text not null,
  party         text not null,
  side          text not null generated always as (body || '/' || party) stored,
  post          text not null,
  name          text not null check (char_length(name) between 1 and 200),
  email         text not null check (char_length(email) between 3 and 254),
  language      text not null,
  purpose       text not null check (char_length(purpose) between 1 and 1000),
  state         text not null check (state in ('unproved', 'proved', 'approved', 'confirmed', 'refused', 'expired', 'withdrawn')),
  asked_at      timestamptz not null,
  waiting_since timestamptz not null,
  reminded_at   timestamptz,
  expires_at    timestamptz not null,
  person        uuid,
  holding       uuid
);
comment on column registration.request.state is 'unproved: the address is not confirmed yet; proved: waits for the contact; approved: waits for the secretariat';
-- Asking twice while the first still runs is asking once.
create unique index request_open on registration.request (body, party, post, lower(email collate pg_c_utf8)) where state in ('unproved', 'proved', 'approved');
create index request_waiting on registration.request (side, state) where state in ('proved', 'approved');
grant select, insert, update, delete on registration.request to {writer};
grant select on registration.request to {reader};

create table registration.step (
  id      uuid primary key,
  request uuid not null references registration.request (id) on delete cascade,
  at      timestamptz not null,
  act     text not null check (act ~ '^[a-z-]+$'),
  done_by uuid,
  by_name text,
  note    text check (char_length(note) <= 500)
);
comment on column registration.step.by_name is 'As the person was called that day';
create index step_of_request on registration.step (request, at);
grant select, insert on registration.step to {writer};
grant select on registration.step to {reader};

create table registration.letter (
  request   uuid primary key references registration.request (id),
  reference text not null check (char_length(reference) between 1 and 200),
  file_name text not null check (char_length(file_name) between 1 and 200),
  type      text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
  content   bytea not null check (octet_length(content) between 1 and 10485760),
  sha256    bytea not null check (octet_length(sha256) = 32),
  added_at  timestamptz not null,
  added_by  uuid not null
);
-- Scans are compressed already.
alter table registration.letter alter column content set storage external;
grant select, insert on registration.letter to {writer};
grant select on registration.letter to {reader};

create table registration.invitation (
  id           uuid primary key,
  body         text not null,
  party        text,
  side         text not null generated always as (body || '/' || coalesce(party, '')) stored,
  post         text not null,
  name         text not null check (char_length(name) between 1 and 200),
  email        text not null check (char_length(email) between 3 and 254),
  language     text not null,
  from_day     date not null,
  until_day    date,
  basis        text check (char_length(basis) <= 500),
  succeeds     uuid,
  issue        int not null default 1,
  invited_by   uuid not null,
  by_name      text not null,
  invited_at   timestamptz not null,
  expires_at   timestamptz not null,
  accepted_at  timestamptz,
  revoked_at   timestamptz,
  revoked_by   text,
  person       uuid,
  check (accepted_at is null or revoked_at is null)
);
comment on column registration.invitation.issue is 'Part of the link: sending again makes the earlier link void';
create unique index invitation_open on registration.invitation (side, post, lower(email collate pg_c_utf8)) where accepted_at is null and revoked_at is null;
grant select, insert, update on registration.invitation to {writer};
grant select on registration.invitation to {reader};

-- The contact of the party, and the secretariat of the body. An address nobody proved is nobody's business yet.
alter table registration.request enable row level security;
create policy in_view on registration.request for select to {reader}
  using (state <> 'unproved' and (side in (select bodies.sides_where('vouch')) or body || '/' in (select bodies.sides_where('serve'))));

alter table registration.step enable row level security;
create policy in_view on registration.step for select to {reader} using (request in (select r.id from registration.request r));

alter table registration.letter enable row level security;
create policy in_view on registration.letter for select to {reader} using (request in (select r.id from registration.request r));

alter table registration.invitation enable row level security;
create policy in_view on registration.invitation for select to {reader}
  using (side in (select bodies.sides_where('vouch')) or body || '/' in (select bodies.sides_where('serve')) or invited_by = house.reader()
         or 'installation/' in (select bodies.sides_where('administer')));

-- For the bearer of the private link, which the application has checked: what they asked, and how it stands.
create function registration.request_of_bearer(id uuid)
  returns table (id uuid, body text, party text, post text, name text, email text, language text, purpose text, state text, asked_at timestamptz, waiting_since timestamptz, expires_at timestamptz)
  language sql stable security definer set search_path = ''
  as $$
    select r.id, r.body, r.party, r.post, r.name, r.email, r.language, r.purpose, r.state, r.asked_at, r.waiting_since, r.expires_at
    from registration.request r where r.id = request_of_bearer.id
  $$;
grant execute on function registration.request_of_bearer(uuid) to {reader};

-- Without the names of those who decided: the asker may turn out to be a stranger.
create function registration.steps_of_bearer(request uuid)
  returns table (at timestamptz, act text, note text)
  language sql stable security definer set search_path = ''
  as $$
    select s.at, s.act, s.note from registration.step s where s.request = steps_of_bearer.request order by s.at desc, s.id desc
  $$;
grant execute on function registration.steps_of_bearer(uuid) to {reader};

create function registration.invitation_of_bearer(id uuid)
  returns table (id uuid, body text, party text, post text, name text, email text, language text, from_day date, until_day date, issue int, by_name text, expires_at timestamptz, accepted_at timestamptz, revoked_at timestamptz)
  language sql stable security definer set search_path = ''
  as $$
    select i.id, i.body, i.party, i.post, i.name, i.email, i.language, i.from_day, i.until_day, i.issue, i.by_name, i.expires_at, i.accepted_at, i.revoked_at
    from registration.invitation i where i.id = invitation_of_bearer.id
  $$;
grant execute on function registration.invitation_of_bearer(uuid) to {reader};
