-- What other rooms may ask about people and posts without touching their tables.

create function bodies.zone_of(of_person uuid) returns text
  language sql stable security definer set search_path = ''
  as $$ select p.zone from bodies.person p where p.id = zone_of.of_person $$;

-- Whose name is like this.
create function bodies.called(sought text) returns setof uuid
  language sql stable security definer set search_path = ''
  as $$ select p.id from bodies.person p where position(lower(called.sought) in lower(p.name)) > 0 $$;

-- Whether somebody holds a post of the body itself on a day.
create function bodies.is_of_body(of_person uuid, of_body text, day date) returns boolean
  language sql stable security definer set search_path = ''
  as $$
    select exists (select from bodies.holding h where h.person = is_of_body.of_person and h.body = is_of_body.of_body and h.party is null
                     and h.period @> is_of_body.day and h.suspended_at is null and not h.awaits_second)
  $$;

-- In which bodies somebody held posts, and the first day after the last of them; null: one is held without an end.
create function bodies.ends_of_posts(of_person uuid) returns table (body text, until date)
  language sql stable security definer set search_path = ''
  as $$
    select h.body, case when bool_or(upper_inf(h.period)) then null else max(upper(h.period)) end
    from bodies.holding h where h.person = ends_of_posts.of_person and not h.awaits_second group by h.body
  $$;

-- Somebody who is erased is called by a pseudonym where records stand.
create function bodies.call_otherwise(of_person uuid, pseudonym text, at timestamptz) returns void
  language sql security definer set search_path = ''
  as $$
    update bodies.person set name = call_otherwise.pseudonym, email = 'erased-' || id || '@erased.invalid', language = null, zone = null, left_at = coalesce(left_at, call_otherwise.at)
    where id = call_otherwise.of_person
  $$;

-- Which table of a published definition is of which section.
create function bodies.sections_of_tables() returns table (body text, table_name text, section text)
  language sql stable security definer set search_path = ''
  as $$ select distinct c.body, c.table_name, c.section from bodies.definition_column c $$;

revoke execute on function bodies.name_of(uuid), bodies.zone_of(uuid), bodies.called(text), bodies.is_of_body(uuid, text, date), bodies.ends_of_posts(uuid), bodies.call_otherwise(uuid, text, timestamptz), bodies.sections_of_tables() from public;
grant execute on function bodies.name_of(uuid), bodies.zone_of(uuid), bodies.called(text), bodies.is_of_body(uuid, text, date), bodies.ends_of_posts(uuid), bodies.call_otherwise(uuid, text, timestamptz) to {writer};
grant execute on function bodies.ends_of_posts(uuid) to {reader};
