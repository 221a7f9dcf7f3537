-- Under which version of its definition a file was sent: what was published while it waited may ask something else.
alter table records.load add column definition_version int;
comment on column records.load.definition_version is 'Under which version of the definition it was sent; null: sent before this was kept';
alter table records.entry_load add column definition_version int;
comment on column records.entry_load.definition_version is 'Under which version of the definition its changes were worked out; null: before this was kept';
