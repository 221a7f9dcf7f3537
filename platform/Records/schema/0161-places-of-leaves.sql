-- Places come from the log itself, in the transaction that adds the entries to it. A leaf that has its place already was
-- taken along by another node: then nothing is placed, and whoever asks looks again.
create function records.place_leaves(statements uuid[], versions int[], first bigint) returns void language plpgsql set search_path = '' as
  $$
  declare
    placed int;
  begin
    if cardinality(place_leaves.statements) = 1 then
      update records.leaf l set position = place_leaves.first
      where l.statement = place_leaves.statements[1] and l.version = place_leaves.versions[1] and l.position is null;
    else
      update records.leaf l set position = place_leaves.first + n.turn - 1
      from unnest(place_leaves.statements, place_leaves.versions) with ordinality as n (statement, version, turn)
      where l.statement = n.statement and l.version = n.version and l.position is null;
    end if;
    get diagnostics placed = row_count;
    if placed <> cardinality(place_leaves.statements) then
      raise exception 'A leaf has its place already' using errcode = 'EN411';
    end if;
  end
  $$;
revoke execute on function records.place_leaves(uuid[], int[], bigint) from public;
grant execute on function records.place_leaves(uuid[], int[], bigint) to {writer};
drop function records.number_leaves(uuid[], int[]);

-- What the delegate's passkey signed, and its digest, which stands in the entry of the log; null: sent unsigned.
alter table records.leaf add assertion records.digest, add signed jsonb;
comment on column records.leaf.assertion is 'Digest of signed, as the log has it';
