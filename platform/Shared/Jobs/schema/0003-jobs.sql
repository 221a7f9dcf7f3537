-- Work to be done later, and the times at which recurring work falls due.

create schema jobs;
comment on schema jobs is 'The queue and the timetable';
grant usage on schema jobs to {writer};

create table jobs.job (
  id           uuid primary key,
  lane         text not null check (lane in ('application', 'owner')),
  kind         text not null,
  payload      jsonb not null,
  key          text,
  trace        text,
  added_at     timestamptz not null,
  run_at       timestamptz not null,
  attempts     int not null default 0,
  max_attempts int not null check (max_attempts > 0),
  locked_by    text,
  locked_until timestamptz,
  last_error   text,
  done_at      timestamptz,
  dead_at      timestamptz,
  check ((locked_by is null) = (locked_until is null)),
  check (locked_by is null or (done_at is null and dead_at is null))
);
-- The table turns over quickly and stays small: vacuum by number of rows, not by share.
alter table jobs.job set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

create index job_due on jobs.job (lane, run_at, id) where locked_by is null and done_at is null and dead_at is null;
create index job_locked on jobs.job (locked_until) where locked_by is not null;
create index job_done on jobs.job (done_at) where done_at is not null;
create index job_dead on jobs.job (dead_at) where dead_at is not null;

-- A key stands once among what has not been started: asking again before the start changes nothing, asking
-- after it is new work, since what runs may already have read what has changed since.
create unique index job_waiting_key on jobs.job (kind, key) where attempts = 0 and done_at is null and dead_at is null;
-- And a key runs once at a time.
create unique index job_running_key on jobs.job (kind, key) where locked_by is not null;

grant select, insert, update, delete on jobs.job to {writer};

-- One row per recurring piece of work. Moving last_slot forward is what claims a slot, so that it fires
-- once however many nodes look at the clock.
create table jobs.timetable (
  name      text primary key,
  kind      text not null,
  schedule  text not null,
  last_slot timestamptz not null,
  fired_at  timestamptz
);
grant select, insert, update, delete on jobs.timetable to {writer};
