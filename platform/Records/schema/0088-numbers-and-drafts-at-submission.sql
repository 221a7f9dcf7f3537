-- Numbers of cases and certificates: one counter for each shape that is left once year and party stand in it.
create table records.number_series (
  body       text not null,
  definition text not null,
  shape      text not null check (char_length(shape) <= 200),
  last       bigint not null check (last >= 0),
  primary key (body, definition, shape)
);
comment on table records.number_series is 'The last number given; held by whoever takes the next until it is committed, so that there is no gap';
comment on column records.number_series.shape is 'AR-2026-{0000}: the noughts say how many figures there are at least';
grant select, insert, update on records.number_series to {writer};
alter table records.number_series enable row level security;

-- Gives a statement its number, once. A number that stands already, as of one that was imported, is passed over.
create function records.take_number(statement uuid, pattern text) returns text language plpgsql set search_path = '' as
  $$
  declare
    s records.statement;
    noughts text := substring(take_number.pattern from '\{0+\}');
    next bigint;
    made text;
  begin
    select * into s from records.statement x where x.id = take_number.statement;
    if s.number is not null then
      return s.number;
    end if;
    loop
      insert into records.number_series as n (body, definition, shape, last) values (s.body, s.definition, take_number.pattern, 1)
        on conflict (body, definition, shape) do update set last = n.last + 1 returning n.last into next;
      made := replace(take_number.pattern, noughts, lpad(next::text, greatest(char_length(noughts) - 2, char_length(next::text)), '0'));
      exit when not exists (select from records.statement x where x.body = s.body and x.definition = s.definition and x.number = made);
    end loop;
    update records.statement x set number = made where x.id = take_number.statement;
    return made;
  end
  $$;
revoke execute on function records.take_number(uuid, text) from public;
grant execute on function records.take_number(uuid, text) to {writer};

-- Ends the draft that was submitted, if nothing came after what was read of it; a draft that was not what was submitted is put away.
create function records.end_draft(statement uuid, generation int, through bigint, at timestamptz) returns void language plpgsql set search_path = '' as
  $$
  begin
    update records.draft d set ended = case when end_draft.generation is null then 'discarded' else 'submitted' end, ended_at = at
    where d.statement = end_draft.statement and d.ended is null
      and (end_draft.generation is null or (d.generation = end_draft.generation and d.sequence = end_draft.through));
    if not found and end_draft.generation is not null then
      raise exception 'The draft is no longer as it was read' using errcode = 'EN409';
    end if;
  end
  $$;
revoke execute on function records.end_draft(uuid, int, bigint, timestamptz) from public;
grant execute on function records.end_draft(uuid, int, bigint, timestamptz) to {writer};
