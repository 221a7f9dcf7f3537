-- What the body's people prepare for a party is not yet said to it: not until it is proposed or entered, and not at all where it
-- is put away. Only in a state in which the party itself may work do both work on one draft.

-- Few: what was proposed or entered is no more among them.
create index draft_for_party on records.draft (statement, generation) where by_body and ended is distinct from 'submitted';

-- The drafts of which whoever reads is told nothing, among those that are its party's otherwise. What was carried over to another
-- version of the definition shares the fate of what came of it.
create function records.unsaid() returns table (statement uuid, generation int, opened_at timestamptz, ended_at timestamptz)
  language sql stable security definer rows 10 set search_path = ''
  as $$
    select d.statement, d.generation, d.opened_at, d.ended_at
    from records.draft d
    join records.statement s on s.id = d.statement
    cross join lateral (select n.ended from records.draft n where n.statement = d.statement and n.generation >= d.generation and n.ended is distinct from 'carried' order by n.generation limit 1) fate
    where d.by_body and d.ended is distinct from 'submitted' and s.own_aud = any (records.reading())
      and s.body not in (select p.body from bodies.principals_of_reader() p where p.principal = 'serving')
      and fate.ended is distinct from 'submitted' and (fate.ended is not null or not bodies.is_open(s.body, s.definition, s.state))
  $$;
revoke execute on function records.unsaid() from public;
grant execute on function records.unsaid() to {reader};

alter policy in_view on records.draft
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading()))
         and (not by_body or (statement, generation) not in (select u.statement, u.generation from records.unsaid() u)));
alter policy in_view on records.cell_operation
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading()))
         and (statement, generation) not in (select u.statement, u.generation from records.unsaid() u));
alter policy in_view on records.draft_snapshot
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading()))
         and (statement, generation) not in (select u.statement, u.generation from records.unsaid() u));
-- The findings of version 0 are those of the draft that is open.
alter policy in_view on records.fault
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading()))
         and (version > 0 or statement not in (select u.statement from records.unsaid() u where u.ended_at is null)));
alter policy in_view on records.sent_file
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading()))
         and not exists (select from records.unsaid() u where u.statement = sent_file.statement and u.opened_at <= sent_file.sent_at and (u.ended_at is null or sent_file.sent_at < u.ended_at)));
