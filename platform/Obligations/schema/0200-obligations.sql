-- What each party owes, for which period, why and by when; and what became of it, as it became known.

create schema obligations;
comment on schema obligations is 'What is due, whether it came, and who was told';
grant usage on schema obligations to {writer}, {reader};

-- One thing that one party owes for one period. The row says what its last event says; nothing is ever deleted.
create table obligations.obligation (
  id          uuid primary key,
  body        text not null,
  definition  text not null,
  party       text not null,
  requirement uuid,
  called      jsonb,
  period      daterange not null check (not isempty(period) and not lower_inf(period) and not upper_inf(period)),
  period_code text not null,
  due_on      date,
  due_at      timestamptz,
  state       text not null check (state in ('owed', 'met', 'excused', 'lifted')),
  nil         boolean not null default false,
  met_at      timestamptz,
  opened_at   timestamptz not null,
  changed_at  timestamptz not null,
  seq         int not null check (seq > 0),
  aud         int not null,
  own_aud     int not null,
  unique nulls not distinct (body, party, definition, requirement, period),
  check ((due_on is null) = (due_at is null)),
  check (state = 'met' or not nil),
  check ((state = 'met') = (met_at is not null))
);
comment on column obligations.obligation.party is 'Stays when the party is gone from its body: what it owed is history';
comment on column obligations.obligation.definition is 'The return that is owed; of a requirement the register that it stands in';
comment on column obligations.obligation.requirement is 'The entry of the register; null for a return';
comment on column obligations.obligation.called is 'Of a requirement its code and title, as they were when this was last worked out';
comment on column obligations.obligation.due_on is 'The last day on which it is in time';
comment on column obligations.obligation.due_at is 'The first instant that is too late, in the zone of the body';
comment on column obligations.obligation.state is 'owed, met, excused (it does not apply, with a reason) or lifted (no longer owed). Late and missing follow from due_at';
comment on column obligations.obligation.met_at is 'When what meets it was submitted, or began to stand again';
comment on column obligations.obligation.seq is 'The number of its last event';
comment on column obligations.obligation.aud is 'Who sees what became of it';
comment on column obligations.obligation.own_aud is 'Who sees why it is owed, what meets it and what was told: the party and the body''s serving people';
create index obligation_period on obligations.obligation (body, definition, period);
create index obligation_of_body on obligations.obligation (body, (lower(period))) include (party, definition, requirement, state, due_at, met_at, nil);
create index obligation_open on obligations.obligation (body, party, due_at) where state = 'owed';
create index obligation_due on obligations.obligation (due_on) where state = 'owed' and due_on is not null;
create index obligation_requirement on obligations.obligation (requirement, party) where requirement is not null;

-- What became known about it, one after the other. What was read as known at an instant is read so for ever.
create table obligations.event (
  obligation uuid not null references obligations.obligation,
  seq        int not null check (seq > 0),
  kind       text not null check (kind in ('opened', 'due-moved', 'reason-changed', 'met', 'unmet', 'excused', 'lifted', 'reopened')),
  at         timestamptz not null,
  derived    boolean not null default false,
  due_on     date,
  due_at     timestamptz,
  state      text not null check (state in ('owed', 'met', 'excused', 'lifted')),
  nil        boolean not null default false,
  met_at     timestamptz,
  called     jsonb,
  primary key (obligation, seq)
);
comment on column obligations.event.at is 'When it became known; never before the event before it';
comment on column obligations.event.derived is 'Worked out afterwards from the dates of what was declared: for periods that had ended before anybody counted';
create index event_at on obligations.event (obligation, at desc, seq desc);

-- Why it is owed, how its day was worked out, and what meets it: for the party and the body's serving people.
create table obligations.ground (
  obligation uuid not null references obligations.obligation,
  seq        int not null,
  own_aud    int not null,
  reason     jsonb,
  sum        jsonb,
  statement  uuid,
  version    int,
  note       text check (char_length(note) <= 2000),
  facts      bytea check (octet_length(facts) = 32),
  primary key (obligation, seq)
);
comment on table obligations.ground is 'What belongs to an event and is not for everybody who sees what became of it';
comment on column obligations.ground.reason is 'In the languages of the body, with the values that were said';
comment on column obligations.ground.sum is 'The steps by which the day it is due was worked out';
comment on column obligations.ground.statement is 'What meets it';
comment on column obligations.ground.note is 'Why it does not apply, as the party said';
comment on column obligations.ground.facts is 'The digest of what the rules looked at';
create index ground_statement on obligations.ground (statement) where statement is not null;

-- To which colleague it is given. One at a time; the others of the party see it as before.
create table obligations.delegation (
  id         uuid primary key,
  obligation uuid not null references obligations.obligation,
  own_aud    int not null,
  person     uuid not null references bodies.person (id),
  by         uuid not null references bodies.person (id),
  note       text check (char_length(note) <= 1000),
  at         timestamptz not null,
  until      timestamptz
);
create unique index delegation_now on obligations.delegation (obligation) where until is null;
create index delegation_person on obligations.delegation (person) where until is null;

-- What was sent to whom, so that nobody is told the same twice.
create table obligations.reminder (
  obligation uuid not null references obligations.obligation,
  person     uuid not null references bodies.person (id),
  day        int not null,
  due_on     date not null,
  own_aud    int not null,
  sent_at    timestamptz not null,
  primary key (obligation, person, day, due_on)
);
comment on column obligations.reminder.day is 'Days from the one it is due; before it negative. When the day is moved, people are told anew';

-- How far what happened was taken: beyond this nothing of records.event was looked at yet.
create table obligations.follower (
  name      text primary key,
  tx        xid8 not null,
  statement uuid not null,
  turn      int not null,
  taken_at  timestamptz not null
);
-- What was declared before is found when each definition is gone through for the first time.
insert into obligations.follower (name, tx, statement, turn, taken_at)
  select 'records', pg_snapshot_xmin(pg_current_snapshot()), '00000000-0000-0000-0000-000000000000', 0, now();

-- Which definitions were gone through as a whole, and with what: another day, another version, and it is done again.
create table obligations.swept (
  body       text not null,
  definition text not null,
  since      date not null,
  day        date not null,
  basis      text not null,
  swept_at   timestamptz not null,
  primary key (body, definition)
);
comment on column obligations.swept.since is 'The first day from which periods are followed; once chosen it stays';
comment on column obligations.swept.basis is 'The versions of the definition and of its body';

grant select, insert, update on obligations.obligation, obligations.delegation, obligations.follower, obligations.swept to {writer};
grant select, insert on obligations.event, obligations.ground, obligations.reminder to {writer};
grant select on obligations.obligation, obligations.event, obligations.ground, obligations.delegation, obligations.reminder to {reader};

alter table obligations.obligation enable row level security;
alter table obligations.event enable row level security;
alter table obligations.ground enable row level security;
alter table obligations.delegation enable row level security;
alter table obligations.reminder enable row level security;
alter table obligations.follower enable row level security;
alter table obligations.swept enable row level security;
create policy in_view on obligations.obligation for select to {reader}
  using (aud = any ((select records.reading())::int[]));
create policy in_view on obligations.event for select to {reader}
  using (obligation in (select o.id from obligations.obligation o));
create policy in_view on obligations.ground for select to {reader}
  using (own_aud = any ((select records.reading())::int[]));
create policy in_view on obligations.delegation for select to {reader}
  using (own_aud = any ((select records.reading())::int[]));
create policy in_view on obligations.reminder for select to {reader}
  using (own_aud = any ((select records.reading())::int[]));

-- The status of each as it was known at an instant.
create function obligations.known_at(of_body text, at timestamptz)
  returns table (obligation uuid, seq int, kind text, known_at timestamptz, due_on date, due_at timestamptz, state text, nil boolean, met_at timestamptz, called jsonb)
  language sql stable
  as $$
    select distinct on (e.obligation) e.obligation, e.seq, e.kind, e.at, e.due_on, e.due_at, e.state, e.nil, e.met_at, e.called
    from obligations.obligation o join obligations.event e on e.obligation = o.id
    where o.body = of_body and o.opened_at <= known_at.at and e.at <= known_at.at
    order by e.obligation, e.at desc, e.seq desc
  $$;
revoke execute on function obligations.known_at(text, timestamptz) from public;
grant execute on function obligations.known_at(text, timestamptz) to {reader}, {writer};
