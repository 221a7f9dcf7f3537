-- As has_party, for a statement that asks it of each of its rows: this one becomes part of the statement's plan.
create function bodies.party_named(body text, party text) returns setof text
  language sql stable parallel safe as
  $$ select p.code from bodies.party p where p.body = party_named.body and p.code = party_named.party $$;
revoke execute on function bodies.party_named(text, text) from public;
grant execute on function bodies.party_named(text, text) to {writer}, {reader};
