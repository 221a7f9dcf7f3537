-- Keys of programs are where everybody comes in: sign_in.program_key, each bound to the post of whoever made it. Nothing
-- was ever kept here.
drop table records.api_key;
drop function records.tell_of_api_keys();
