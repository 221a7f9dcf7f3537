-- How cases are handled: their clocks, who has them, whose opinion was asked, and the letters that were written.

-- What each clock shows, for lists and for the job that looks after them. What counts is worked out from the steps that were taken.
create table records.case_clock (
  statement    uuid not null references records.statement,
  clock        text not null,
  started_at   timestamptz not null,
  due_at       timestamptz,
  ran_out_at   timestamptz,
  primary key (statement, clock)
);
comment on column records.case_clock.due_at is 'The first instant that is too late; null while it stands still';
create index case_clock_due on records.case_clock (due_at) where ran_out_at is null;

create table records.allotment (
  id        uuid primary key,
  statement uuid not null references records.statement,
  officer   uuid not null references bodies.person (id),
  by        uuid references bodies.person (id),
  at        timestamptz not null,
  until     timestamptz
);
create unique index allotment_now on records.allotment (statement) where until is null;
create index allotment_officer on records.allotment (officer) where until is null;

-- Somebody else's opinion. What they are shown of the case is kept with the question, under readers of its own.
create table records.referral (
  id          uuid primary key,
  statement   uuid not null references records.statement,
  aud         int not null references records.audience,
  to_post     text,
  to_party    text,
  question    text not null check (char_length(question) between 1 and 5000),
  shown       jsonb not null,
  definition_version int not null,
  asked_by    uuid references bodies.person (id),
  asked_at    timestamptz not null,
  due_at      timestamptz not null,
  opinion     text check (char_length(opinion) between 1 and 10000),
  answered_by uuid references bodies.person (id),
  answered_at timestamptz,
  check ((to_post is null) <> (to_party is null)),
  check ((opinion is null) = (answered_at is null))
);
create index referral_statement on records.referral (statement);
create index referral_open on records.referral (due_at) where answered_at is null;

create table records.letter (
  id        uuid primary key,
  statement uuid not null references records.statement,
  step      text not null,
  letter    text not null,
  language  text not null,
  text      text not null,
  at        timestamptz not null
);
create index letter_statement on records.letter (statement, at);

grant select, insert, update, delete on records.case_clock to {writer};
grant select, insert, update on records.allotment, records.referral to {writer};
grant select, insert on records.letter to {writer};
grant select on records.case_clock, records.allotment, records.referral, records.letter to {reader};
alter table records.case_clock enable row level security;
alter table records.allotment enable row level security;
alter table records.referral enable row level security;
alter table records.letter enable row level security;
create policy in_view on records.case_clock for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));
create policy in_view on records.allotment for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));
create policy in_view on records.letter for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())));
create policy in_view on records.referral for select to {reader}
  using (aud = any (records.reading()));

-- The clocks of a case after a step: those that ended are gone.
create function records.keep_clocks(statement uuid, clocks text[], started timestamptz[], due timestamptz[]) returns void language plpgsql set search_path = '' as
  $$
  begin
    delete from records.case_clock c where c.statement = keep_clocks.statement and c.clock <> all (clocks);
    insert into records.case_clock as c (statement, clock, started_at, due_at)
      select keep_clocks.statement, w.clock, w.started, w.due from unnest(clocks, keep_clocks.started, keep_clocks.due) as w (clock, started, due)
      on conflict on constraint case_clock_pkey do update set due_at = excluded.due_at, started_at = excluded.started_at,
        ran_out_at = case when c.started_at = excluded.started_at and c.due_at is not distinct from excluded.due_at then c.ran_out_at end;
  end
  $$;
create function records.allot(statement uuid, id uuid, officer uuid, by uuid, at timestamptz) returns void language plpgsql set search_path = '' as
  $$
  begin
    update records.allotment a set until = allot.at where a.statement = allot.statement and a.until is null;
    if allot.officer is not null then
      insert into records.allotment (id, statement, officer, by, at) values (allot.id, allot.statement, allot.officer, allot.by, allot.at);
    end if;
  end
  $$;
revoke execute on function records.keep_clocks(uuid, text[], timestamptz[], timestamptz[]) from public;
revoke execute on function records.allot(uuid, uuid, uuid, uuid, timestamptz) from public;
grant execute on function records.keep_clocks(uuid, text[], timestamptz[], timestamptz[]) to {writer};
grant execute on function records.allot(uuid, uuid, uuid, uuid, timestamptz) to {writer};
