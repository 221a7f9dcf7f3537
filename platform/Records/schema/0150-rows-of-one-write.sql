-- What the door writes in one transaction refers to what the same transaction, or one before it, made: nothing else writes it,
-- and nothing takes it away. These references too are looked at from the other side, where there is next to never anything to look at.
alter table records.version drop constraint version_statement_fkey,
  add constraint version_statement_fkey foreign key (statement) references records.statement not enforced;
alter table records.segment drop constraint segment_statement_fkey,
  add constraint segment_statement_fkey foreign key (statement) references records.statement not enforced;
alter table records.event drop constraint event_statement_fkey,
  add constraint event_statement_fkey foreign key (statement) references records.statement not enforced;
alter table records.leaf drop constraint leaf_statement_version_fkey,
  add constraint leaf_statement_version_fkey foreign key (statement, version) references records.version not enforced;

create or replace function records.keep_named() returns trigger language plpgsql security definer set search_path = '' as
  $$
  declare
    named boolean;
    which text;
  begin
    lock table records.statement, records.version, records.segment, records.event, records.leaf in share row exclusive mode;
    if tg_table_name = 'party' then
      which := format('(body, code)=(%s, %s)', old.body, old.code);
      named := exists (select from records.statement s where s.body = old.body and s.party = old.code);
    elsif tg_table_name = 'audience' then
      named := exists (select from records.statement s where old.id in (s.aud, s.own_aud)) or exists (select from records.segment g where g.aud = old.id);
    elsif tg_table_name = 'statement' then
      named := exists (select from records.version v where v.statement = old.id) or exists (select from records.segment g where g.statement = old.id)
        or exists (select from records.event e where e.statement = old.id);
    elsif tg_table_name = 'version' then
      which := format('(statement, number)=(%s, %s)', old.statement, old.number);
      named := exists (select from records.leaf l where l.statement = old.statement and l.version = old.number);
    else
      named := exists (select from records.statement s where s.opened_by = old.id) or exists (select from records.version v where v.made_by = old.id)
        or exists (select from records.event e where e.by = old.id);
    end if;
    which := coalesce(which, format('(id)=(%s)', to_jsonb(old) ->> 'id'));
    if named then
      raise foreign_key_violation using
        message = format('A row of %I.%I is still named by what was declared', tg_table_schema, tg_table_name),
        detail = format('Key %s is still referenced from what was declared.', which),
        schema = 'records', table = 'statement';
    end if;
    return null;
  end
  $$;
create trigger named_in_records after delete or update of id on records.statement for each row execute function records.keep_named();
create trigger named_in_records after delete or update of statement, number on records.version for each row execute function records.keep_named();

-- One index for what a party declared and for one statement of a period: without a period none is like another.
drop index records.statement_party;
drop index records.statement_of_period;
create unique index statement_of_period on records.statement (body, party, definition, period);

-- An event is known by its statement and turn, and taken by tx; nothing asks for it by its id.
alter table records.event drop constraint event_pkey, add constraint event_pkey primary key using index event_turn;

-- Numbers these leaves in their order, as far as they still wait; one caller at a time, so that places are without a gap. Each
-- command in here sees what was committed before its turn came. Losing the last numbers in a crash loses nothing: the leaves
-- wait again, and nobody was told them yet.
create function records.number_leaves(statements uuid[], versions int[]) returns int language plpgsql set search_path = '' as
  $$
  declare
    numbered int;
  begin
    perform set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(hashtext('entente log'));
    with waiting as (
      select l.statement, l.version, row_number() over (order by n.turn) as place
      from unnest(number_leaves.statements, number_leaves.versions) with ordinality as n (statement, version, turn)
      join records.leaf l on l.statement = n.statement and l.version = n.version and l.position is null
    ), last as (select coalesce(max(position), -1) as position from records.leaf)
    update records.leaf l set position = last.position + waiting.place
    from waiting, last where l.statement = waiting.statement and l.version = waiting.version;
    get diagnostics numbered = row_count;
    return numbered;
  end
  $$;
revoke execute on function records.number_leaves(uuid[], int[]) from public;
grant execute on function records.number_leaves(uuid[], int[]) to {writer};
