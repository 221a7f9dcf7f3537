-- One leaf, as they come where few write, is numbered without sorting and joining.
create or replace function records.number_leaves(statements uuid[], versions int[]) returns int language plpgsql set search_path = '' as
  $$
  declare
    numbered int;
  begin
    perform set_config('synchronous_commit', 'off', true), pg_advisory_xact_lock(hashtext('entente log'));
    if cardinality(number_leaves.statements) = 1 then
      update records.leaf l set position = (select coalesce(max(position), -1) + 1 from records.leaf)
      where l.statement = number_leaves.statements[1] and l.version = number_leaves.versions[1] and l.position is null;
    else
      with waiting as (
        select l.statement, l.version, row_number() over (order by n.turn) as place
        from unnest(number_leaves.statements, number_leaves.versions) with ordinality as n (statement, version, turn)
        join records.leaf l on l.statement = n.statement and l.version = n.version and l.position is null
      ), last as (select coalesce(max(position), -1) as position from records.leaf)
      update records.leaf l set position = last.position + waiting.place
      from waiting, last where l.statement = waiting.statement and l.version = waiting.version;
    end if;
    get diagnostics numbered = row_count;
    return numbered;
  end
  $$;

-- A check of a table is read from its text again for each insert; that of a type is kept ready.
create domain records.digest as bytea check (octet_length(value) = 32);
create domain records.reason as text check (char_length(value) <= 2000);
create domain records.source as text check (char_length(value) between 1 and 300);
create domain records.act as text check (value in ('begin', 'change', 'correct', 'end', 'reinstate', 'merge', 'undo', 'split'));
alter table records.version
  drop constraint version_commitment_check, drop constraint version_facts_digest_check, drop constraint version_imported_from_check,
  drop constraint version_reason_check, drop constraint version_act_check,
  alter commitment type records.digest, alter facts_digest type records.digest, alter imported_from type records.source,
  alter reason type records.reason, alter act type records.act;
alter table records.segment
  drop constraint segment_commitment_check, drop constraint segment_salt_check,
  alter commitment type records.digest, alter salt type records.digest;
alter table records.leaf drop constraint leaf_commitment_check, alter commitment type records.digest;
alter table records.event drop constraint event_reason_check, alter reason type records.reason;
