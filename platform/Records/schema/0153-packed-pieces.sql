-- What a load was sent is kept packed where that makes it shorter; pieces that wait from before are as they came.
alter table records.load_part add packed boolean not null default false;
