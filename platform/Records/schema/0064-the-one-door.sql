-- What the one way to write needs besides statements and versions.

alter table records.statement add shown_to text not null default 'own';
comment on column records.statement.shown_to is 'What the party chose: own, public, or an audience of the body. aud is who that is';

alter table records.version
  add made_by_key  uuid,
  add original     uuid,
  add confirmed_at timestamptz,
  add confirmed_by uuid references bodies.person (id);
comment on column records.version.original is 'The file with the e-mail or note that was entered on the party''s behalf';
comment on column records.version.confirmed_at is 'When the party confirmed what was entered on its behalf';

alter table records.event add by_key uuid;

-- A program's key, bound to a post: it may do what the post may, and nothing that is said of a person.
create table records.api_key (
  id       uuid primary key,
  body     text not null,
  party    text,
  post     text not null,
  name     text not null check (char_length(name) between 1 and 100),
  hash     bytea not null unique check (octet_length(hash) = 32),
  made_by  uuid references bodies.person (id),
  made_at  timestamptz not null,
  until    date,
  ended_at timestamptz,
  foreign key (body, party) references bodies.party (body, code)
);
comment on column records.api_key.hash is 'The key itself is shown once, to whoever made it';
grant select, insert, update on records.api_key to {writer};
alter table records.api_key enable row level security;

create function records.tell_of_api_keys() returns trigger language plpgsql as
  $$ begin notify entente_api_keys; return null; end $$;
create trigger told after insert or update on records.api_key
  for each statement execute function records.tell_of_api_keys();

-- A correction by the body's people, which becomes a version only when the party accepts it.
create table records.proposal (
  id          uuid primary key,
  statement   uuid not null references records.statement,
  on_version  int not null,
  content     jsonb not null,
  reason      text not null check (char_length(reason) between 1 and 2000),
  proposed_by uuid references bodies.person (id),
  proposed_at timestamptz not null,
  settled_by  uuid references bodies.person (id),
  settled_at  timestamptz,
  accepted    boolean,
  answer      text check (char_length(answer) <= 2000),
  foreign key (statement, on_version) references records.version,
  check ((settled_at is null) = (accepted is null))
);
create unique index proposal_open on records.proposal (statement) where settled_at is null;
grant select, insert, update on records.proposal to {writer};
grant select on records.proposal to {reader};
alter table records.proposal enable row level security;
create policy in_view on records.proposal for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));

-- What the log has not numbered yet; almost always nothing.
create index leaf_waiting on records.leaf (added_at) where position is null;

-- Only whoever saw the last state may change it: the other one is told so.
create function records.advance(statement uuid, expected_version int, expected_state text,
    next_version int, next_state text, next_aud int, next_shown_to text, union_statement uuid, at timestamptz)
  returns void language plpgsql set search_path = '' as
  $$
  begin
    update records.statement s
    set version = next_version, state = next_state, aud = next_aud, shown_to = next_shown_to, compiled_in = union_statement, changed_at = at
    where s.id = advance.statement and s.version = expected_version and s.state = expected_state;
    if not found then
      raise exception 'The statement is no longer as it was read' using errcode = 'EN409';
    end if;
  end
  $$;
revoke execute on function records.advance(uuid, int, text, int, text, int, text, uuid, timestamptz) from public;
grant execute on function records.advance(uuid, int, text, int, text, int, text, uuid, timestamptz) to {writer};
