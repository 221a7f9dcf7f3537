-- A form of the public that stood open too long is kept as well, for whoever has its address.
alter table sign_in.kept_form alter column person drop not null;
create index kept_form_of_person on sign_in.kept_form (person, until desc);
