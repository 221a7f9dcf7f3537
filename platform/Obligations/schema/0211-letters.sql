-- Letters to parties about what they owe: made from a template of the body for many at once, each logged with what came of it.

create table obligations.mailing (
  id       uuid primary key,
  body     text not null,
  template text not null,
  called   jsonb not null,
  year     int not null,
  reply_by date,
  language text not null,
  made_by  uuid not null references bodies.person (id),
  made_at  timestamptz not null
);
comment on column obligations.mailing.called is 'The name of the template, in the languages of the body, as it was then';
create index mailing_of_body on obligations.mailing (body, made_at desc);

create table obligations.letter (
  id           uuid primary key,
  mailing      uuid not null references obligations.mailing,
  body         text not null,
  party        text not null,
  language     text not null,
  subject      text not null,
  paragraphs   jsonb not null,
  made_at      timestamptz not null,
  reply_by     date,
  sent_at      timestamptz,
  sent_by      uuid references bodies.person (id),
  told         int,
  reply        text check (char_length(reply) between 1 and 10000),
  replied_at   timestamptz,
  replied_by   uuid references bodies.person (id),
  reply_came   text check (reply_came in ('here', 'mail', 'post', 'other')),
  follow_up_on date,
  follow_up    text check (char_length(follow_up) <= 2000),
  closed_at    timestamptz,
  unique (mailing, party),
  check ((sent_at is null) = (sent_by is null)),
  check ((reply is null) = (replied_at is null)),
  check (reply is null or sent_at is not null)
);
comment on column obligations.letter.paragraphs is 'As it was written: a template that changes changes no letter';
comment on column obligations.letter.told is 'How many people of the party were told by mail that it is there';
create index letter_of_body on obligations.letter (body, made_at desc, id);
create index letter_of_party on obligations.letter (body, party, sent_at desc) where sent_at is not null;
create index letter_follow_up on obligations.letter (body, follow_up_on) where closed_at is null and follow_up_on is not null;

-- Printed by a job where there is a press.
create table obligations.letter_paper (
  letter  uuid primary key references obligations.letter,
  pdf     bytea not null,
  made_at timestamptz not null
);

-- Everything that was done with a letter, by whom.
create table obligations.letter_step (
  id     uuid primary key,
  letter uuid not null references obligations.letter,
  step   text not null check (step in ('made', 'sent', 'replied', 'follow-up', 'closed')),
  by     uuid references bodies.person (id),
  at     timestamptz not null,
  note   text
);
create index letter_step_of on obligations.letter_step (letter, at);

grant select, insert on obligations.mailing, obligations.letter_step to {writer};
grant select, insert, update on obligations.letter, obligations.letter_paper to {writer};
grant select on obligations.mailing, obligations.letter, obligations.letter_paper, obligations.letter_step to {reader};
alter table obligations.mailing enable row level security;
alter table obligations.letter enable row level security;
alter table obligations.letter_paper enable row level security;
alter table obligations.letter_step enable row level security;

-- Whoever serves the body sees all of them; a party the letters that were sent to it, and not what the secretariat notes about them.
create policy in_view on obligations.mailing for select to {reader}
  using (body in (select p.body from bodies.principals_of_reader() p where p.principal = 'serving'));
create policy in_view on obligations.letter for select to {reader}
  using (body in (select p.body from bodies.principals_of_reader() p where p.principal = 'serving')
         or (sent_at is not null and (body, 'party:' || party) in (select p.body, p.principal from bodies.principals_of_reader() p)));
create policy in_view on obligations.letter_paper for select to {reader}
  using (letter in (select l.id from obligations.letter l));
create policy in_view on obligations.letter_step for select to {reader}
  using (letter in (select l.id from obligations.letter l where l.body in (select p.body from bodies.principals_of_reader() p where p.principal = 'serving')));
