-- The body's people write for a party only in drafts that they opened: what came on paper, or a correction that they propose.
-- The party's own drafts they read and leave alone.
alter table records.draft add by_body boolean not null default false;
comment on column records.draft.by_body is 'Opened by the body''s people, who may work on it; in an open state the party may too';
