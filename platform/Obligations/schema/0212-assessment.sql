-- What a meeting finds about how each party met what it owed. Each party sees its own before the others see any.

create table obligations.meeting (
  id          uuid primary key,
  body        text not null,
  name        text not null check (char_length(name) between 1 and 200),
  year        int not null,
  meets_on    date not null,
  draft_on    date not null,
  reply_until date not null,
  shown_on    date not null,
  final_until date not null,
  shown_to    text not null,
  known_at    timestamptz not null,
  made_by     uuid not null references bodies.person (id),
  made_at     timestamptz not null,
  check (draft_on <= reply_until and reply_until <= shown_on and shown_on <= meets_on and meets_on <= final_until)
);
comment on column obligations.meeting.year is 'The year whose obligations are assessed';
comment on column obligations.meeting.draft_on is 'From this day each party sees its own';
comment on column obligations.meeting.reply_until is 'The last day on which a party may answer';
comment on column obligations.meeting.shown_on is 'From this day those to whom they are shown see all';
comment on column obligations.meeting.known_at is 'The drafts were made of the status as it was known then';
create index meeting_of_body on obligations.meeting (body, meets_on desc);

create table obligations.finding (
  id          uuid primary key,
  meeting     uuid not null references obligations.meeting,
  body        text not null,
  party       text not null,
  definition  text not null,
  requirement uuid,
  obligation  uuid not null references obligations.obligation,
  called      jsonb,
  draft       text not null,
  provisional text,
  final       text,
  note        text check (char_length(note) <= 2000),
  reply       text check (char_length(reply) between 1 and 10000),
  replied_at  timestamptz,
  plan        text check (char_length(plan) between 1 and 10000),
  follow_up   text check (char_length(follow_up) between 1 and 10000),
  changed_at  timestamptz not null,
  unique nulls not distinct (meeting, party, definition, requirement),
  check (draft in ('compliant', 'late', 'not-compliant', 'priority', 'assistance', 'not-assessed')),
  check (provisional in ('compliant', 'late', 'not-compliant', 'priority', 'assistance', 'not-assessed')),
  check (final in ('compliant', 'late', 'not-compliant', 'priority', 'assistance', 'not-assessed'))
);
comment on column obligations.finding.plan is 'What the party will do, and the help it needs';
comment on column obligations.finding.follow_up is 'What the party did about what was found a year before';
create index finding_of_party on obligations.finding (meeting, party);
create index finding_over_years on obligations.finding (body, party, definition, requirement);

grant select, insert on obligations.meeting to {writer};
grant select, insert, update on obligations.finding to {writer};
grant select on obligations.meeting, obligations.finding to {reader};
alter table obligations.meeting enable row level security;
alter table obligations.finding enable row level security;
create policy in_view on obligations.meeting for select to {reader}
  using (body in (select p.body from bodies.principals_of_reader() p where p.principal = 'serving')
         or (draft_on <= house.today() and body in (select p.body from bodies.principals_of_reader() p where p.principal like 'party:%'))
         or (shown_on <= house.today() and (body, 'all:' || shown_to) in (select p.body, p.principal from bodies.principals_of_reader() p)));
create policy in_view on obligations.finding for select to {reader}
  using (body in (select p.body from bodies.principals_of_reader() p where p.principal = 'serving')
         or (meeting in (select m.id from obligations.meeting m where m.draft_on <= house.today()) and (body, 'party:' || party) in (select p.body, p.principal from bodies.principals_of_reader() p))
         or meeting in (select m.id from obligations.meeting m where m.shown_on <= house.today() and (m.body, 'all:' || m.shown_to) in (select p.body, p.principal from bodies.principals_of_reader() p)));
