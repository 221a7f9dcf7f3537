-- Papers for a meeting: the status of a year, frozen at an instant as those to whom the paper is shown could see it then.
create table obligations.paper (
  id       uuid primary key,
  body     text not null,
  name     text not null check (char_length(name) between 1 and 200),
  year     int not null,
  language text not null,
  shown_to text not null,
  known_at timestamptz not null,
  names    jsonb not null,
  html     bytea not null,
  digest   bytea not null check (octet_length(digest) = 32),
  pdf      bytea,
  made_by  uuid not null references bodies.person (id),
  made_at  timestamptz not null
);
comment on column obligations.paper.shown_to is 'public, or an audience of the body';
comment on column obligations.paper.names is 'How parties and definitions were called then: a paper does not change when they are called otherwise';
comment on column obligations.paper.digest is 'SHA-256 of html; produced again, the paper has the same';
create index paper_of_body on obligations.paper (body, made_at desc);
grant select, insert on obligations.paper to {writer};
grant update (pdf) on obligations.paper to {writer};
grant select on obligations.paper to {reader};
alter table obligations.paper enable row level security;
create policy in_view on obligations.paper for select to {reader}
  using (shown_to = 'public' or (body, 'all:' || shown_to) in (select p.body, p.principal from bodies.principals_of_reader() p)
         or body in (select p.body from bodies.principals_of_reader() p where p.principal = 'serving'));
