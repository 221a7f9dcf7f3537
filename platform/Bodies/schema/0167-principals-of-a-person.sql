-- What a person counts as on a day, without asking who reads: for logins of their own, whose settings are theirs to change.
create function bodies.principals_of_person(of_person uuid, on_day date)
  returns table (body text, principal text)
  language sql stable security definer set search_path = ''
  as $$
    with held as (
      select h.body, h.party, h.post, p.rights
      from bodies.holding h join bodies.post p on p.body = h.body and p.code = h.post
      where h.person = of_person and h.period @> on_day and not h.awaits_second and h.suspended_at is null)
    select h.body, 'party:' || h.party from held h where h.party is not null and 'read' = any (h.rights)
    union
    select h.body, 'serving' from held h where h.party is null and 'serve' = any (h.rights)
    union
    select h.body, 'post:' || h.post from held h
    union
    select h.body, 'all:' || s.audience
    from held h
    join bodies.membership m on m.body = h.body and m.party = h.party and m.validity @> on_day
    join bodies.standing_audience s on s.body = m.body and s.standing = m.standing
    where 'read' = any (h.rights)
    union
    select h.body, 'all:' || s.audience from held h join bodies.standing_audience s on s.body = h.body
    where h.party is null and 'read' = any (h.rights)
    union
    select h.body, 'group:' || g.group_code
    from held h join bodies.party_group g on g.body = h.body and g.party = h.party and g.validity @> on_day
    where 'read' = any (h.rights)
  $$;
revoke execute on function bodies.principals_of_person(uuid, date) from public;

-- For the owner's commands, which name people by their address.
create function bodies.person_with(address text) returns uuid
  language sql stable set search_path = ''
  as $$ select p.id from bodies.person p where lower(p.email) = lower(person_with.address) $$;
revoke execute on function bodies.person_with(text) from public;

create function bodies.name_of(person uuid) returns text
  language sql stable set search_path = ''
  as $$ select p.name from bodies.person p where p.id = name_of.person $$;
revoke execute on function bodies.name_of(uuid) from public;
