-- Asked where a foreign key would ask, by whoever must not lock the row for it.
create function bodies.has_party(body text, party text) returns boolean
  language sql stable parallel safe
  return exists (select from bodies.party p where p.body = has_party.body and p.code = has_party.party);
revoke execute on function bodies.has_party(text, text) from public;
grant execute on function bodies.has_party(text, text) to {writer}, {reader};
