-- Which answers of a definition are kept encrypted, in whatever version: a draft then keeps them so too.
create table records.sealed_field (
  body       text not null,
  definition text not null,
  section    text not null,
  field      text not null,
  primary key (body, definition, section, field)
);
grant select on records.sealed_field to {writer}, {reader};

-- A box is longer than what is in it.
alter table records.cell_operation drop constraint cell_operation_was_check, drop constraint cell_operation_now_check,
  add constraint cell_operation_was_check check (octet_length(was) <= 300000),
  add constraint cell_operation_now_check check (octet_length(now) <= 300000);

alter table records.file add key uuid, drop constraint file_name_check,
  add constraint file_name_check check (char_length(name) between 1 and case when key is null then 200 else 1300 end);
comment on column records.file.key is 'The key that encrypts the file and its name; null: they are plain';
create index file_key on records.file (key) where key is not null;
create index segment_key on records.segment (key) where key is not null;
