-- Every name and number that entries of registers have, or ever had, so that a former one leads to its entry. Each stands
-- with the audience of the row it comes from; readers ask through a function that compares it with theirs, because under
-- row security the database would not use an index of words.
create extension if not exists pg_trgm schema extensions;

-- As people mean it: without capitals, accents, spaces and signs.
create function records.fold(said text) returns text
  language sql immutable parallel safe strict
  return regexp_replace(normalize(lower(said collate "pg_c_utf8"), nfkd) collate "pg_c_utf8", '[\u0300-\u036f\u0640\u064b-\u0652[:space:][:punct:]]+', '', 'g');

create table records.entry_name (
  statement  uuid not null,
  aud        int not null,
  field      text not null,
  folded     text not null,
  said       text not null,
  body       text not null,
  definition text not null,
  primary key (statement, field, folded, aud)
);
comment on table records.entry_name is 'Names and numbers of the entries of registers, also those of the past';
comment on column records.entry_name.folded is 'Without capitals, accents, spaces and signs: what is compared';
create index entry_name_begins on records.entry_name (body, definition, folded text_pattern_ops);
create index entry_name_holds on records.entry_name using gin (folded extensions.gin_trgm_ops);
alter table records.entry_name enable row level security;

-- Whoever writes a row, by whatever way, leaves its names. Its arguments: body, definition, then column:field.
create function records.keep_names() returns trigger
  language plpgsql security definer set search_path = ''
  as $$
  declare
    told jsonb := to_jsonb(new);
  begin
    insert into records.entry_name (statement, aud, field, folded, said, body, definition)
    select new.statement, new.aud, split_part(named.place, ':', 2), left(records.fold(told ->> split_part(named.place, ':', 1)), 300), left(told ->> split_part(named.place, ':', 1), 300), tg_argv[0], tg_argv[1]
    from unnest(tg_argv[2:]) as named (place)
    where records.fold(told ->> split_part(named.place, ':', 1)) <> ''
    on conflict do nothing;
    return null;
  end
  $$;
revoke execute on function records.keep_names() from public;

-- Makes a table of a register keep its names from now on, and those that it has. Nothing is done again that was done.
create function records.gather_names(of_table regclass, body text, definition text, places text[]) returns void
  language plpgsql set search_path = ''
  as $$
  declare
    mark text := 'Keeps ' || array_to_string(places, ', ');
    place text;
  begin
    if exists (select from pg_catalog.pg_trigger t where t.tgrelid = of_table and t.tgname = 'names' and pg_catalog.obj_description(t.oid, 'pg_trigger') = mark) then
      return;
    end if;
    execute format('drop trigger if exists names on %s', of_table);
    if cardinality(places) = 0 then
      return;
    end if;
    execute format('create trigger names after insert on %s for each row execute function records.keep_names(%L, %L%s)', of_table, body, definition,
      (select string_agg(format(', %L', one), '') from unnest(places) one));
    execute format('comment on trigger names on %s is %L', of_table, mark);
    foreach place in array places loop
      execute format('insert into records.entry_name (statement, aud, field, folded, said, body, definition)
        select distinct on (t.statement, left(records.fold(t.%1$I::text), 300), t.aud) t.statement, t.aud, %2$L, left(records.fold(t.%1$I::text), 300), left(t.%1$I::text, 300), %3$L, %4$L
        from %5$s t where records.fold(t.%1$I::text) <> '''' on conflict do nothing', split_part(place, ':', 1), split_part(place, ':', 2), body, definition, of_table);
    end loop;
  end
  $$;
revoke execute on function records.gather_names(regclass, text, text, text[]) from public;

-- Entries that are called so, or ever were, as far as whoever reads may know: those that begin so first.
create function records.entries_named(of_body text, of_definition text, asked text, most int)
  returns table (statement uuid, field text, said text)
  language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan
  as $$
  declare
    word text := left(records.fold(asked), 300);
    mine int[] := records.reading();
  begin
    if word = '' then
      return;
    end if;
    return query
      select n.statement, n.field, n.said from records.entry_name n
      where n.body = of_body and n.definition = of_definition and n.folded like word || '%' and n.aud = any (mine)
      limit most;
    if char_length(word) >= 3 then
      return query
        select n.statement, n.field, n.said from records.entry_name n
        where n.body = of_body and n.definition = of_definition and n.folded like '%_' || word || '%' and n.aud = any (mine)
        limit most;
    end if;
  end
  $$;
revoke execute on function records.entries_named(text, text, text, int) from public;
grant execute on function records.entries_named(text, text, text, int) to {reader};

-- What a version does to an entry: begin, change, correct, end …
alter table records.version add act text check (act in ('begin', 'change', 'correct', 'end', 'reinstate', 'merge', 'undo'));
comment on column records.version.act is 'For an entry of a register: what the version does to what was known of it';
