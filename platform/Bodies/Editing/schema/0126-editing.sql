-- The folders of bodies as they were published, and what officers propose to change in them. What is in force stands in
-- the schema "bodies"; here stand the files it was read from, so that they can be changed on a page and taken away again.

create schema editing;
comment on schema editing is 'Published folders of bodies, file by file, and proposals to change them';
grant usage on schema editing to {writer}, {reader};

-- A file is kept once, however many editions and proposals hold it.
create table editing.content (
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  bytes  bytea not null
);

create table editing.proposal (
  id          uuid primary key,
  body        text not null,
  title       text not null check (char_length(title) between 1 and 200),
  why         text check (char_length(why) <= 2000),
  origin      text not null check (origin in ('page', 'folder', 'revert')),
  reverts     int,
  state       text not null check (state in ('draft', 'proposed', 'approved', 'published', 'withdrawn')),
  begun_by    uuid references bodies.person (id),
  begun_at    timestamptz not null,
  changed_at  timestamptz not null,
  proposed_by uuid references bodies.person (id),
  approved_by uuid references bodies.person (id),
  stage       text,
  failure     jsonb,
  edition     int,
  check (state <> 'approved' or (proposed_by is not null and approved_by is not null and proposed_by <> approved_by))
);
comment on column editing.proposal.origin is 'page: an officer began it; folder: the folder on disk and what was published on the page had changed the same files; revert: back to an edition before';
comment on column editing.proposal.stage is 'How far its publication is, as the steward last said';
comment on column editing.proposal.failure is 'Why its publication did not come about';
create index proposal_list on editing.proposal (body, changed_at desc);
create unique index proposal_of_folder on editing.proposal (body) where origin = 'folder' and state in ('draft', 'proposed', 'approved');

-- Every time a file was saved in a proposal, by whomever: the last one of a path is what is proposed.
create table editing.change (
  proposal uuid not null references editing.proposal,
  sequence int not null,
  path     text not null check (char_length(path) between 1 and 200),
  digest   text references editing.content,
  base     text references editing.content,
  by       uuid references bodies.person (id),
  at       timestamptz not null,
  primary key (proposal, sequence)
);
comment on column editing.change.digest is 'Null: the file is to be removed';
comment on column editing.change.base is 'The published file that whoever changed it had seen; null: there was none';
create index change_content on editing.change (digest);

-- What became of a proposal: who did what, when, and why.
create table editing.act (
  proposal uuid not null references editing.proposal,
  at       timestamptz not null,
  act      text not null check (act ~ '^[a-z-]+$'),
  by       uuid references bodies.person (id),
  note     text check (char_length(note) <= 2000)
);
create index act_proposal on editing.act (proposal, at);

-- The folder as it was published: each time it changed, even by a comment.
create table editing.edition (
  body         text not null,
  number       int not null check (number > 0),
  version      int not null,
  published_at timestamptz not null,
  proposal     uuid references editing.proposal,
  primary key (body, number)
);
comment on column editing.edition.version is 'The version of the body in force since';
comment on column editing.edition.proposal is 'Null: read from the folder on disk';

create table editing.edition_file (
  body   text not null,
  number int not null,
  path   text not null,
  digest text not null references editing.content,
  primary key (body, number, path),
  foreign key (body, number) references editing.edition
);
create index edition_file_content on editing.edition_file (digest);

-- The folder on disk as it was last taken into account: what changed there since is found by it.
create table editing.on_disk (
  body   text not null,
  path   text not null,
  digest text not null references editing.content,
  primary key (body, path)
);

create function editing.refuse_change() returns trigger
  language plpgsql as
  $$ begin raise exception 'A published edition never changes' using errcode = 'restrict_violation'; end $$;

create trigger an_edition_never_changes
  before update or delete or truncate on editing.edition
  for each statement execute function editing.refuse_change();
create trigger an_edition_never_changes
  before update or delete or truncate on editing.edition_file
  for each statement execute function editing.refuse_change();

grant select, insert on editing.content, editing.change, editing.act to {writer};
grant select, insert, update on editing.proposal to {writer};
grant select on editing.edition, editing.edition_file, editing.on_disk to {writer};
grant insert, update, delete on editing.on_disk to {writer};
grant select on editing.content, editing.proposal, editing.change, editing.act, editing.edition, editing.edition_file, editing.on_disk to {reader};

-- Whoever may change the description reads what is proposed and what was published.
alter table editing.proposal enable row level security;
create policy describers on editing.proposal for select to {reader} using (body || '/' in (select bodies.sides_where('describe')));
alter table editing.change enable row level security;
create policy describers on editing.change for select to {reader} using (proposal in (select p.id from editing.proposal p));
alter table editing.act enable row level security;
create policy describers on editing.act for select to {reader} using (proposal in (select p.id from editing.proposal p));
alter table editing.edition enable row level security;
create policy describers on editing.edition for select to {reader} using (body || '/' in (select bodies.sides_where('describe')));
alter table editing.edition_file enable row level security;
create policy describers on editing.edition_file for select to {reader} using (body || '/' in (select bodies.sides_where('describe')));
alter table editing.on_disk enable row level security;
create policy describers on editing.on_disk for select to {reader} using (body || '/' in (select bodies.sides_where('describe')));
alter table editing.content enable row level security;
create policy describers on editing.content for select to {reader} using (
  exists (select from editing.edition_file f where f.digest = content.digest)
  or exists (select from editing.change c where c.digest = content.digest));
