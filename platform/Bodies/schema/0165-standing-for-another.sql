-- What somebody who stands for this principal counts as on a day, for whoever looks at a statement as another would.
create function bodies.principals_of(of_body text, stands_for text, today date)
  returns table (principal text)
  language sql stable security definer set search_path = ''
  as $$
    select stands_for where stands_for <> 'public'
    union
    select 'all:' || s.audience
    from bodies.membership m join bodies.standing_audience s on s.body = m.body and s.standing = m.standing
    where m.body = of_body and stands_for = 'party:' || m.party and m.validity @> today
    union
    select 'group:' || g.group_code from bodies.party_group g where g.body = of_body and stands_for = 'party:' || g.party and g.validity @> today
    union
    select 'all:' || s.audience from bodies.standing_audience s where s.body = of_body and stands_for = 'serving'
  $$;
revoke execute on function bodies.principals_of(text, text, date) from public;
grant execute on function bodies.principals_of(text, text, date) to {reader};
