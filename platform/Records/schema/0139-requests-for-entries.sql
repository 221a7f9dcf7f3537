-- Where entries change only by request: what somebody wants done with an entry waits here until the body's people agree or refuse.
create table records.entry_request (
  id                 uuid primary key,
  statement          uuid not null references records.statement,
  on_version         int not null,
  definition_version int not null,
  act                text not null check (char_length(act) between 1 and 63),
  title              text check (char_length(title) <= 300),
  valid              daterange,
  wanted             jsonb not null,
  reason             text check (char_length(reason) <= 2000),
  asked_by           uuid references bodies.person (id),
  asked_by_key       uuid,
  asked_at           timestamptz not null,
  settled_by         uuid references bodies.person (id),
  settled_at         timestamptz,
  outcome            text check (outcome in ('agreed', 'refused', 'withdrawn')),
  answer             text check (char_length(answer) <= 2000),
  version            int,
  check ((settled_at is null) = (outcome is null))
);
comment on table records.entry_request is 'What is asked to be done with entries of registers';
comment on column records.entry_request.title is 'How it is called: an entry that is yet to be has no title of its own';
comment on column records.entry_request.wanted is 'The whole command, so that what is done is what was asked';
comment on column records.entry_request.version is 'The version that it became';
create unique index entry_request_open on records.entry_request (statement) where settled_at is null;
create index entry_request_statement on records.entry_request (statement, asked_at);
create index entry_request_waiting on records.entry_request (asked_at) where settled_at is null;
grant select, insert, update on records.entry_request to {writer};
grant select on records.entry_request to {reader};
-- Those who ask and those who answer: whoever declares the entry, and the body's serving people.
alter table records.entry_request enable row level security;
create policy in_view on records.entry_request for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));

-- Answered once, whoever answers at the same time.
create function records.settle_request(request uuid, by uuid, at timestamptz, how text, said text, in_version int) returns void language plpgsql set search_path = '' as
  $$
  begin
    update records.entry_request r set settled_by = by, settled_at = at, outcome = how, answer = said, version = in_version where r.id = request and r.settled_at is null;
    if not found then
      raise exception 'The request was answered already' using errcode = 'EN409';
    end if;
  end
  $$;
revoke execute on function records.settle_request(uuid, uuid, timestamptz, text, text, int) from public;
grant execute on function records.settle_request(uuid, uuid, timestamptz, text, text, int) to {writer};
