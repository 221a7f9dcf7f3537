-- The first day of a period as a plain date: what is asked of a range is looked at only after who may see the row, and then no index finds a year.
alter table obligations.obligation add column starts date not null generated always as (lower(period)) stored;
drop index obligations.obligation_of_body;
create index obligation_of_body on obligations.obligation (body, starts) include (aud, id, party, definition, requirement, state, due_at, met_at, nil);
