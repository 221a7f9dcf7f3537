-- Mail on its way: written in the transaction that causes it, handed over by a job.

create schema mail;
comment on schema mail is 'The outbox';
grant usage on schema mail to {writer};

create table mail.message (
  id         uuid primary key,
  to_address text not null,
  to_name    text,
  language   text not null,
  text_key   text not null,
  subject    text not null,
  -- Emptied once a mail server has taken it: links in mails open doors. Kept where a folder stands for the server.
  body       text,
  added_at   timestamptz not null,
  tries      int not null default 0,
  last_error text,
  sent_at    timestamptz,
  failed_at  timestamptz,
  check (sent_at is null or failed_at is null)
);
create index message_added on mail.message (added_at desc, id);
grant select, insert, update, delete on mail.message to {writer};
