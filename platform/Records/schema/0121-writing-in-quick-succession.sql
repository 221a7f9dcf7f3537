-- What hundreds of statements a second wait for.

-- Numbered and waiting leaves each have an index of their own, so that a leaf is in two at any time and not in three.
alter table records.leaf drop constraint leaf_position_key;
create unique index leaf_position on records.leaf (position) where position is not null;

-- A foreign key locks the row it refers to: everybody's statements lock the same few parties, people and audiences, and wait
-- for one another's locks. The database looks at these the other way round: whoever wants to take such a row away, which is
-- next to never, first lets all writing end and then finds out whether anything names it.
alter table records.statement
  drop constraint statement_aud_fkey,
  drop constraint statement_own_aud_fkey,
  drop constraint statement_opened_by_fkey,
  drop constraint statement_body_party_fkey,
  add constraint statement_aud_fkey foreign key (aud) references records.audience not enforced,
  add constraint statement_own_aud_fkey foreign key (own_aud) references records.audience not enforced,
  add constraint statement_opened_by_fkey foreign key (opened_by) references bodies.person not enforced,
  add constraint statement_body_party_fkey foreign key (body, party) references bodies.party (body, code) not enforced;
alter table records.version
  drop constraint version_made_by_fkey,
  add constraint version_made_by_fkey foreign key (made_by) references bodies.person not enforced;
alter table records.segment
  drop constraint segment_aud_fkey,
  add constraint segment_aud_fkey foreign key (aud) references records.audience not enforced;
alter table records.event
  drop constraint event_by_fkey,
  add constraint event_by_fkey foreign key (by) references bodies.person not enforced;

create function records.keep_named() returns trigger language plpgsql security definer set search_path = '' as
  $$
  declare
    named boolean;
    which text;
  begin
    lock table records.statement, records.version, records.segment, records.event in share row exclusive mode;
    if tg_table_name = 'party' then
      which := format('(body, code)=(%s, %s)', old.body, old.code);
      named := exists (select from records.statement s where s.body = old.body and s.party = old.code);
    elsif tg_table_name = 'audience' then
      named := exists (select from records.statement s where old.id in (s.aud, s.own_aud)) or exists (select from records.segment g where g.aud = old.id);
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
revoke execute on function records.keep_named() from public;
create trigger named_in_records after delete or update of body, code on bodies.party for each row execute function records.keep_named();
create trigger named_in_records after delete or update of id on bodies.person for each row execute function records.keep_named();
create trigger named_in_records after delete or update of id on records.audience for each row execute function records.keep_named();

-- What is told to others is what happened, in the order of its transactions: whoever takes it remembers how far they came,
-- and nothing has to be written or ticked off for each. What is still being written comes with the next look.
alter table records.event add tx xid8 not null default pg_current_xact_id();
create index event_told on records.event (tx, statement, turn);
comment on column records.event.tx is 'A taker reads tx < pg_snapshot_xmin(pg_current_snapshot()) beyond the last it took: none is passed over';
drop table records.outbox;
