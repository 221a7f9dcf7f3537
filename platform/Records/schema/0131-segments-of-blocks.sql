-- A block of a large table is a third of a megabyte: to pack it takes the database longer than to write it.
alter table records.segment alter bytes set storage external;
