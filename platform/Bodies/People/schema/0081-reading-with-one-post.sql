-- A program that asks with the key of one post reads with that post alone.
create or replace function bodies.holdings_of_reader()
  returns table (body text, party text, side text, rights text[])
  language sql stable security definer set search_path = ''
  as $$
    select h.body, h.party, h.side, p.rights
    from bodies.holding h join bodies.post p on p.body = h.body and p.code = h.post
    where h.person = house.reader() and h.period @> house.today() and not h.awaits_second and h.suspended_at is null
      and (house.holding() is null or h.id = house.holding())
  $$;

create or replace function bodies.principals_of_reader()
  returns table (body text, principal text)
  language sql stable security definer set search_path = ''
  as $$
    with held as (select h.body, h.party, h.rights from bodies.holdings_of_reader() h)
    select h.body, 'party:' || h.party from held h where h.party is not null and 'read' = any (h.rights)
    union
    select h.body, 'serving' from held h where h.party is null and 'serve' = any (h.rights)
    union
    select p.body, 'post:' || p.post from bodies.holding p
    where p.person = house.reader() and p.period @> house.today() and not p.awaits_second and p.suspended_at is null
      and (house.holding() is null or p.id = house.holding())
    union
    select h.body, 'all:' || s.audience
    from held h
    join bodies.membership m on m.body = h.body and m.party = h.party and m.validity @> house.today()
    join bodies.standing_audience s on s.body = m.body and s.standing = m.standing
    where 'read' = any (h.rights)
    union
    -- The body's own people read what is shared with its members.
    select h.body, 'all:' || s.audience from held h join bodies.standing_audience s on s.body = h.body
    where h.party is null and 'read' = any (h.rights)
    union
    select h.body, 'group:' || g.group_code
    from held h join bodies.party_group g on g.body = h.body and g.party = h.party and g.validity @> house.today()
    where 'read' = any (h.rights)
  $$;
