-- The commitments of all segments of a version, for whoever may read the statement: from them follows what stands in the log.
-- They come in ascending order and without their readers: of what one may not read they tell the number, and when it changes.
create function records.commitments_of(statement uuid, version int) returns setof bytea
  language sql stable security definer set search_path = ''
  as $$
    select g.commitment from records.segment g
    where g.statement = $1 and g.since <= $2 and (g.until is null or g.until > $2)
      and exists (select from records.statement s where s.id = $1 and ((s.version > 0 and s.aud = any (records.reading())) or s.own_aud = any (records.reading())))
    order by 1
  $$;
revoke execute on function records.commitments_of(uuid, int) from public;
grant execute on function records.commitments_of(uuid, int) to {reader};
