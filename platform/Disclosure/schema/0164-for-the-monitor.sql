-- For the monitor, which compares what is kept of statements with what was entered.
create function ledger.entry_at(place bigint) returns bytea language sql stable set search_path = ''
  as $$ select e.bytes from ledger.entry e where e.place = $1 $$;
create function ledger.places_of_statements(first bigint) returns setof bigint language sql stable set search_path = ''
  as $$ select e.place from ledger.entry e where e.place >= $1 and substring(e.bytes from 1 for 26) = convert_to(E'entente entry 1\nstatement\n', 'UTF8') $$;
revoke execute on function ledger.entry_at(bigint), ledger.places_of_statements(bigint) from public;
grant execute on function ledger.entry_at(bigint), ledger.places_of_statements(bigint) to {writer};

-- Which records findings are about, for those who serve the body.
create function ledger.named_findings() returns table (id bigint, subject text, detail text) language sql stable security definer set search_path = ''
  as $$
    select f.id, f.subject, f.detail from ledger.finding f
    where exists (select from bodies.principals_of_reader() p where p.principal = 'serving' and starts_with(f.subject, p.body || '/'))
  $$;
revoke execute on function ledger.named_findings() from public;
grant execute on function ledger.named_findings() to {reader};
