-- What witnesses signed, how far each of them is, and what the monitor found. Open to all but which record a finding is about.

create table ledger.cosignature (
  size    bigint not null,
  witness text not null,
  line    text not null,
  at      timestamptz not null,
  primary key (size, witness)
);
comment on column ledger.cosignature.line is 'The signature as it is added to the checkpoint of that size';

create table ledger.witness (
  vkey       text primary key,
  size       bigint not null default 0,
  seen_at    timestamptz,
  tried_at   timestamptz,
  trouble    text,
  refused_at timestamptz
);
comment on column ledger.witness.size is 'The last state that it signed';
comment on column ledger.witness.refused_at is 'Since when it says that this log does not continue what it saw';

create table ledger.round (
  id        bigint primary key generated always as identity,
  whole     boolean not null,
  began_at  timestamptz not null,
  ended_at  timestamptz,
  size      bigint not null default 0,
  versions  bigint not null default 0
);
comment on table ledger.round is 'What the monitor compared; findings are apart';

create table ledger.finding (
  id        bigint primary key generated always as identity,
  code      text not null,
  place     bigint,
  subject   text not null,
  detail    text not null,
  found_at  timestamptz not null,
  last_at   timestamptz not null,
  gone_at   timestamptz,
  unique (code, subject)
);
comment on column ledger.finding.subject is 'Which record or place: for the people of its body';

grant select, insert, update, delete on ledger.cosignature, ledger.witness, ledger.round, ledger.finding to {writer};
grant select on ledger.cosignature, ledger.witness, ledger.round to {reader};
grant select (id, code, place, found_at, last_at, gone_at) on ledger.finding to {reader};
alter table ledger.cosignature enable row level security;
alter table ledger.witness enable row level security;
alter table ledger.round enable row level security;
alter table ledger.finding enable row level security;
create policy open_to_all on ledger.cosignature for select to {reader} using (true);
create policy open_to_all on ledger.witness for select to {reader} using (true);
create policy open_to_all on ledger.round for select to {reader} using (true);
create policy open_to_all on ledger.finding for select to {reader} using (true);
