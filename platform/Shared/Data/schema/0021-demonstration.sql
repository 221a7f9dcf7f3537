-- Whether anybody may come in as anybody: asked inside the functions that allow it, whatever the program believes.
create function house.is_demonstration() returns boolean
  language sql stable security definer set search_path = ''
  as $$
    select demonstration from house.installation
  $$;
grant execute on function house.is_demonstration() to {writer}, {reader};
