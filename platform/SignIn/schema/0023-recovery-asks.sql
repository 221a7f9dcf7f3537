-- Whoever asks to be let back in is answered after the same few statements, known here or not: what was asked waits
-- here until a job looks whose address it is.
create table sign_in.recovery_ask (
  id       uuid primary key,
  asked_at timestamptz not null,
  box      bytea not null
);
comment on column sign_in.recovery_ask.box is 'Address, network address and browser, sealed: the table does not list the addresses people tried';
grant select, insert, delete on sign_in.recovery_ask to {writer};
