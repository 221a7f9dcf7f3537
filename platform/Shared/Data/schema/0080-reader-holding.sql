-- The one post with which a reading connection is answered, when a program asks with a key that was made for it: a
-- key never opens what its maker's other posts open. Null for a person, who reads with all of them.
create function house.holding() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('entente.holding', true), '')::uuid;
grant execute on function house.holding() to {writer}, {reader};
