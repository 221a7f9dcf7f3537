-- For the door of a demonstration, where the visitor chooses who to be. In a real installation it finds nobody.
create function bodies.people_of_demonstration()
  returns table (id uuid, name text, body text, party text, post text)
  language sql stable security definer set search_path = ''
  as $$
    select p.id, p.name, h.body, h.party, h.post
    from bodies.person p join bodies.holding h on h.person = p.id
    where house.is_demonstration() and p.left_at is null and h.period @> house.today() and not h.awaits_second and h.suspended_at is null
    order by h.body, h.party nulls first, h.post, p.name
  $$;
grant execute on function bodies.people_of_demonstration() to {reader};
