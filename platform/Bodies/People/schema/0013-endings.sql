-- Ending a post that two people decide about waits for the second, as giving it does.
alter table bodies.holding
  add end_proposed_by uuid references bodies.person (id),
  add end_proposed_at timestamptz,
  add end_proposed_until date,
  add end_proposed_why text check (char_length(end_proposed_why) <= 500),
  add check ((end_proposed_at is null) = (end_proposed_by is null) and (end_proposed_at is null) = (end_proposed_until is null));
comment on column bodies.holding.end_proposed_until is 'The first day without the post, if a second person agrees; the post is in force until then';

drop index bodies.holding_awaited;
create index holding_awaited on bodies.holding (body) where awaits_second or asked_at is not null or end_proposed_at is not null;
-- Whether somebody comes after is asked for every holding that is shown.
create index holding_succeeds on bodies.holding (succeeds) where succeeds is not null;
