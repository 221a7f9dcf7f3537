-- For the monitor: whether a key is one of this party, so that nothing is hidden behind one that was destroyed for another.
create function sealing.is_of(key uuid, body text, party text) returns boolean language sql stable set search_path = ''
  as $$ select exists (select from sealing.data_key k where k.id = is_of.key and k.body = is_of.body and k.party = is_of.party) $$;
revoke execute on function sealing.is_of(uuid, text, text) from public;
grant execute on function sealing.is_of(uuid, text, text) to {writer};
