-- An entry may become two or more, and one again as long as nothing was done to what came out of it.
alter table records.version drop constraint version_act_check;
alter table records.version add constraint version_act_check check (act in ('begin', 'change', 'correct', 'end', 'reinstate', 'merge', 'undo', 'split'));

alter table records.entry_split
  add version   int not null,
  add undone_in int;
comment on column records.entry_split.version is 'The version of the origin with which it came out';
comment on column records.entry_split.undone_in is 'The version of the origin that took it back';
grant update on records.entry_split to {writer};

-- What was taken back stands for nothing any more.
create or replace function records.merge_entry(entry uuid, into_entry uuid, version int) returns void language plpgsql set search_path = '' as
  $$
  begin
    perform from records.statement s where s.id = into_entry for update;
    if not found or exists (select from records.entry_merger m where m.statement = into_entry and m.undone_in is null)
       or exists (select from records.entry_split p where p.statement = into_entry and p.undone_in is not null) then
      raise exception 'The entry is no longer as it was read' using errcode = 'EN409';
    end if;
    insert into records.entry_merger (statement, survivor, version) values (entry, into_entry, version);
  end
  $$;

-- Asked once the parts are held: none of them may stand for another by now.
create function records.unsplit(entry uuid, of_version int, in_version int) returns void language plpgsql set search_path = '' as
  $$
  begin
    if exists (select from records.entry_split p join records.entry_merger m on m.survivor = p.statement and m.undone_in is null where p.origin = entry and p.version = of_version) then
      raise exception 'The entry is no longer as it was read' using errcode = 'EN409';
    end if;
    update records.entry_split p set undone_in = in_version where p.origin = entry and p.version = of_version and p.undone_in is null;
  end
  $$;
revoke execute on function records.unsplit(uuid, int, int) from public;
grant execute on function records.unsplit(uuid, int, int) to {writer};
