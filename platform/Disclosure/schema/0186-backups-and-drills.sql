-- Backups and drills, as the commands that made them write down; and how many keys and grants there are, for the page that tells it.
create table disclosure.kept_copy (
  id      bigint primary key generated always as identity,
  what    text not null check (what in ('backup', 'drill')),
  at      timestamptz not null,
  as_of   timestamptz not null,
  seconds int not null check (seconds >= 0),
  body    text
);
comment on table disclosure.kept_copy is 'Each backup that was written, and each that was restored to see whether it can be';
comment on column disclosure.kept_copy.as_of is 'The moment of which the backup is';
comment on column disclosure.kept_copy.body is 'Whose part alone it was; null: everything';
alter table disclosure.kept_copy enable row level security;
create policy open_to_all on disclosure.kept_copy for select to {reader} using (true);
grant select on disclosure.kept_copy to {reader};

create function disclosure.grants_in_force(at timestamptz) returns bigint language sql stable security definer set search_path = ''
  as $$ select count(*) from disclosure.access_grant g where g.begins_at <= at and g.ends_at > at and g.ended_at is null $$;
revoke execute on function disclosure.grants_in_force(timestamptz) from public;
grant execute on function disclosure.grants_in_force(timestamptz) to {reader};

create function sealing.counted() returns table (keys bigint, rotated_at timestamptz, begun_at timestamptz) language sql stable security definer set search_path = ''
  as $$
    select (select count(*) from sealing.data_key k where k.destroyed_at is null),
           (select max(h.at) from sealing.happening h where h.what = 'keys-rotated'),
           (select min(r.since) from sealing.root r)
  $$;
revoke execute on function sealing.counted() from public;
grant usage on schema sealing to {reader};
grant execute on function sealing.counted() to {reader};
