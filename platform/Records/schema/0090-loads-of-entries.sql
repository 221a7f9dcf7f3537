-- A file may hold the rows of an entry of a register, which is true for certain days.
alter table records.load
  add valid_from  date,
  add valid_until date,
  add check (valid_from < valid_until);
