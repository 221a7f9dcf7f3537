-- Whether what is in this state may be worked on, as the definition in force says. Asked by what decides who is shown a draft.
create function bodies.is_open(of_body text, of_definition text, in_state text) returns boolean
  language sql stable security definer set search_path = ''
  as $$
    select exists (
      select from bodies.definition_in_force f
      join bodies.definition d on d.body = f.body and d.code = f.code and d.version = f.version
      cross join lateral jsonb_array_elements(d.content -> 'workflow' -> 'states') s (said)
      where f.body = of_body and f.code = of_definition and s.said ->> 'code' = in_state and (s.said ->> 'open')::boolean)
  $$;
revoke execute on function bodies.is_open(text, text, text) from public;
