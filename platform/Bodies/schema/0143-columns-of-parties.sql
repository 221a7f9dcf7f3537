-- What the body keeps about each party beside the usual, for joins and for analysts, as the columns of lists are.
alter table bodies.membership add column attributes jsonb not null default '{}';
comment on column bodies.membership.attributes is 'The body''s own columns of parties.csv, by their codes, in the time of the membership';
update bodies.membership m set attributes = said.value -> 'values'
from bodies.current c
cross join jsonb_array_elements(c.content -> 'parties') as party (value)
cross join jsonb_array_elements(party.value -> 'memberships') as said (value)
where m.body = c.body and m.party = party.value ->> 'code' and said.value ? 'values'
  and lower(m.validity) is not distinct from (said.value -> 'period' ->> 'from')::date;
