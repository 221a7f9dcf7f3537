-- As ledger.append, for whoever writes in the same transaction what the entries stand for: where another continues the log in
-- this moment nobody waits for it, and nothing is added.
create function ledger.append_at_once(expected bigint, entries bytea[], levels int[], numbers bigint[], tiles bytea[], root bytea, note text, at timestamptz)
  returns void language plpgsql set search_path = '' as
  $$
  begin
    if not pg_try_advisory_xact_lock(hashtext('entente log')) then
      raise exception 'The log is continued by another' using errcode = 'EN410';
    end if;
    perform ledger.append(append_at_once.expected, append_at_once.entries, append_at_once.levels, append_at_once.numbers, append_at_once.tiles, append_at_once.root, append_at_once.note, append_at_once.at);
  end
  $$;
revoke execute on function ledger.append_at_once(bigint, bytea[], int[], bigint[], bytea[], bytea, text, timestamptz) from public;
grant execute on function ledger.append_at_once(bigint, bytea[], int[], bigint[], bytea[], bytea, text, timestamptz) to {writer};
