-- Bodies whose folder is gone. Nothing of them is deleted: they take nothing new, and what they hold stays readable.
create table bodies.withdrawal (
  body text primary key,
  at   timestamptz not null
);
grant select on bodies.withdrawal to {writer}, {reader};
