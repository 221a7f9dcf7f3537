-- What the body's people prepare for a party is not yet said to the party: it sees such a draft only where it may work on it
-- itself, while the statement is open, and else once it was proposed or entered.
create function records.sees_prepared(statement uuid) returns boolean
  language sql stable security definer set search_path = ''
  as $$
    select exists (
      select from records.statement s
      where s.id = sees_prepared.statement
        and (exists (select from bodies.principals_of_reader() p where p.body = s.body and p.principal = 'serving')
             or exists (select from bodies.definition_in_force f
                        join bodies.definition d on d.body = f.body and d.code = f.code and d.version = f.version
                        cross join jsonb_array_elements(d.content #> '{workflow,states}') stage (said)
                        where f.body = s.body and f.code = s.definition and stage.said ->> 'code' = s.state and (stage.said ->> 'open')::boolean)))
  $$;
revoke execute on function records.sees_prepared(uuid) from public;
grant execute on function records.sees_prepared(uuid) to {reader};

drop policy in_view on records.draft;
create policy in_view on records.draft for select to {reader}
  using (statement in (select s.id from records.statement s where s.own_aud = any (records.reading())) and (not by_body or records.sees_prepared(statement)));
