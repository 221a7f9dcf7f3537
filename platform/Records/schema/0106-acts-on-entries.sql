-- Two entries that turned out to be one: the first leads on to the second until the merger is undone.
create table records.entry_merger (
  statement uuid not null references records.statement,
  survivor  uuid not null references records.statement,
  version   int not null,
  undone_in int,
  primary key (statement, version),
  check (statement <> survivor)
);
comment on table records.entry_merger is 'Entries of registers that are the same as others, which stand for them since';
comment on column records.entry_merger.undone_in is 'The version of the entry that took it back';
create unique index entry_merger_once on records.entry_merger (statement) where undone_in is null;
create index entry_merger_survivor on records.entry_merger (survivor) where undone_in is null;

-- An entry that was two: where the second one comes from.
create table records.entry_split (
  statement uuid primary key references records.statement,
  origin    uuid not null references records.statement,
  check (statement <> origin)
);
create index entry_split_origin on records.entry_split (origin);

-- Pairs of which somebody said that they only look alike.
create table records.not_alike (
  one   uuid not null references records.statement,
  other uuid not null references records.statement,
  by    uuid references bodies.person (id),
  at    timestamptz not null,
  primary key (one, other),
  check (one < other)
);
grant select, insert on records.entry_split, records.not_alike to {writer};
grant select, insert, update on records.entry_merger to {writer};
grant select on records.entry_merger, records.entry_split, records.not_alike to {reader};

-- A pair is seen by whoever sees both.
alter table records.entry_merger enable row level security;
create policy in_view on records.entry_merger for select to {reader}
  using (statement in (select s.id from records.statement s) and survivor in (select s.id from records.statement s));
alter table records.entry_split enable row level security;
create policy in_view on records.entry_split for select to {reader}
  using (statement in (select s.id from records.statement s) and origin in (select s.id from records.statement s));
alter table records.not_alike enable row level security;
create policy in_view on records.not_alike for select to {reader}
  using (one in (select s.id from records.statement s) and other in (select s.id from records.statement s));

-- The entry that stands for this one today, over however many mergers; itself where it was never merged.
create function records.survivor(entry uuid) returns uuid
  language sql stable
  return (
    with recursive led as (
      select $1 as id, 0 as steps
      union all
      select m.survivor, led.steps + 1 from led join records.entry_merger m on m.statement = led.id and m.undone_in is null where led.steps < 100)
    select led.id from led order by led.steps desc limit 1);
revoke execute on function records.survivor(uuid) from public;
grant execute on function records.survivor(uuid) to {writer}, {reader};

-- Whoever merges holds both entries, so that two mergers at once cannot lead in a circle.
create function records.merge_entry(entry uuid, into_entry uuid, version int) returns void language plpgsql set search_path = '' as
  $$
  begin
    perform from records.statement s where s.id = into_entry for update;
    if not found or exists (select from records.entry_merger m where m.statement = into_entry and m.undone_in is null) then
      raise exception 'The entry is no longer as it was read' using errcode = 'EN409';
    end if;
    insert into records.entry_merger (statement, survivor, version) values (entry, into_entry, version);
  end
  $$;
revoke execute on function records.merge_entry(uuid, uuid, int) from public;
grant execute on function records.merge_entry(uuid, uuid, int) to {writer};

-- Entries whose names or numbers are like these, as far as whoever reads may know: of each field the one most like it.
create function records.entries_alike(of_body text, of_definition text, beside uuid, fields text[], names text[], at_least real, most int)
  returns table (statement uuid, field text, said text, likeness real)
  language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
  as $$
  declare
    mine int[] := records.reading();
  begin
    perform set_config('pg_trgm.similarity_threshold', at_least::text, true);
    return query
      select distinct on (n.statement, n.field) n.statement, n.field, n.said, extensions.similarity(n.folded, wanted.folded)
      from (select w.field, left(records.fold(w.name), 300) as folded from unnest(fields, names) as w (field, name)) wanted
      join records.entry_name n on n.field = wanted.field and n.folded operator(extensions.%) wanted.folded
      where wanted.folded <> '' and n.body = of_body and n.definition = of_definition and n.statement <> beside and n.aud = any (mine)
        and not exists (select from records.entry_merger m where m.statement = n.statement and m.undone_in is null)
        and not exists (select from records.not_alike a where a.one = least(n.statement, beside) and a.other = greatest(n.statement, beside))
      order by n.statement, n.field, extensions.similarity(n.folded, wanted.folded) desc
      limit most;
  end
  $$;
revoke execute on function records.entries_alike(text, text, uuid, text[], text[], real, int) from public;
grant execute on function records.entries_alike(text, text, uuid, text[], text[], real, int) to {reader};
