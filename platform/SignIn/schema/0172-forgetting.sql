-- Somebody who is erased keeps no way in, and the log of the door keeps what happened and no longer from where.
create function sign_in.forget(of_person uuid) returns void
  language plpgsql security definer set search_path = ''
  as $$
  begin
    delete from sign_in.account where person = of_person;
    delete from sign_in.passkey where person = of_person;
    delete from sign_in.session where person = of_person;
    delete from sign_in.unfinished where person = of_person;
    delete from sign_in.kept_form where person = of_person;
    update sign_in.ticket set void_at = coalesce(void_at, now()) where person = of_person and used_at is null;
    update sign_in.recovery set ip = null, statement = null where person = of_person;
    update sign_in.program_key set name = 'erased', revoked_at = coalesce(revoked_at, now()), last_ip = null where person = of_person;
    update sign_in.log set detail = null, ip = null, user_agent = null where person = of_person;
    update registration.request set name = 'erased', email = 'erased-' || id || '@erased.invalid', purpose = 'erased' where person = of_person;
  end
  $$;
revoke execute on function sign_in.forget(uuid) from public;
grant execute on function sign_in.forget(uuid) to {writer};

-- What a program's key is called, for the owner of what it read.
create function sign_in.name_of_key(key uuid) returns text
  language sql stable security definer set search_path = ''
  as $$ select k.name from sign_in.program_key k where k.id = name_of_key.key $$;
revoke execute on function sign_in.name_of_key(uuid) from public;
