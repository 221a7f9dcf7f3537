-- The day on which a reading connection is answered, for policies about posts that begin and end. The application
-- says it, so that its clock decides and not the database server's; days begin at midnight UTC.

create function house.today() returns date
  language sql stable parallel safe
  return coalesce(nullif(current_setting('entente.today', true), '')::date, (now() at time zone 'UTC')::date);
grant execute on function house.today() to {writer}, {reader};
