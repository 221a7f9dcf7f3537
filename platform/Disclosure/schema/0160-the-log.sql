-- The log that proves what was declared: entries in their places, the tree over them as tiles, and every state that was
-- signed. It says nothing of what was declared, and anybody may read all of it. Rows are added and never changed, but for
-- the tiles at the right edge of the tree.

create schema ledger;
comment on schema ledger is 'The log: entries, tiles, signed checkpoints, keys';
grant usage on schema ledger to {writer}, {reader};

create table ledger.entry (
  place bigint primary key check (place >= 0),
  bytes bytea not null
);

-- Those of level 0 are kept once they are full: until then they follow from the entries.
create table ledger.tile (
  level  int not null,
  number bigint not null,
  bytes  bytea not null check (octet_length(bytes) % 32 = 0),
  primary key (level, number)
);
alter table ledger.tile alter bytes set storage external;

-- One state of each size: two trees of one size can never both be signed.
create table ledger.checkpoint (
  size    bigint primary key check (size > 0),
  root    bytea not null,
  note    text not null,
  made_at timestamptz not null
);
comment on column ledger.checkpoint.note is 'As signed by the log';

create table ledger.key (
  vkey     text primary key,
  begins   bigint not null,
  begun_at timestamptz not null,
  ends     bigint,
  ended_at timestamptz
);
comment on table ledger.key is 'The keys of the log, with the places of the entries that say when they began and ended to count';

grant select, insert on ledger.entry, ledger.checkpoint to {writer};
grant select, insert, update on ledger.tile, ledger.key to {writer};
grant delete on ledger.checkpoint to {writer};
grant select on ledger.entry, ledger.tile, ledger.checkpoint, ledger.key to {reader};

alter table ledger.entry enable row level security;
alter table ledger.tile enable row level security;
alter table ledger.checkpoint enable row level security;
alter table ledger.key enable row level security;
create policy open_to_all on ledger.entry for select to {reader} using (true);
create policy open_to_all on ledger.tile for select to {reader} using (true);
create policy open_to_all on ledger.checkpoint for select to {reader} using (true);
create policy open_to_all on ledger.key for select to {reader} using (true);

-- Whoever continues the log, one at a time over all nodes, for the rest of the transaction.
create function ledger.take_turn() returns void language sql set search_path = '' as
  $$ select pg_advisory_xact_lock(hashtext('entente log')) $$;

-- Adds entries after the last one and the state that was signed over them. Whoever worked them out on a tree that is no
-- longer the last is told so, and nothing is added.
create function ledger.append(expected bigint, entries bytea[], levels int[], numbers bigint[], tiles bytea[], root bytea, note text, at timestamptz)
  returns void language plpgsql set search_path = '' as
  $$
  begin
    perform pg_advisory_xact_lock(hashtext('entente log'));
    if coalesce((select c.size from ledger.checkpoint c order by c.size desc limit 1), 0) <> append.expected then
      raise exception 'The log was continued by another' using errcode = 'EN410';
    end if;
    insert into ledger.entry (place, bytes)
      select append.expected + added.turn - 1, added.bytes from unnest(append.entries) with ordinality as added (bytes, turn);
    if cardinality(append.levels) > 0 then
      insert into ledger.tile (level, number, bytes)
        select made.level, made.number, made.bytes from unnest(append.levels, append.numbers, append.tiles) as made (level, number, bytes)
        on conflict (level, number) do update set bytes = excluded.bytes;
    end if;
    insert into ledger.checkpoint (size, root, note, made_at) values (append.expected + cardinality(append.entries), append.root, append.note, append.at);
  end
  $$;
revoke execute on function ledger.take_turn(), ledger.append(bigint, bytea[], int[], bigint[], bytea[], bytea, text, timestamptz) from public;
grant execute on function ledger.take_turn(), ledger.append(bigint, bytea[], int[], bigint[], bytea[], bytea, text, timestamptz) to {writer};
