-- A party that somebody has or had a post for cannot disappear from its folder.
alter table bodies.holding add foreign key (body, party) references bodies.party (body, code);

alter table bodies.holding add reminded_at timestamptz;
comment on column bodies.holding.reminded_at is 'Whoever was asked at asked_at has been reminded';

-- Who agreed, and who is waited for, must be told apart from who gave it.
alter table bodies.holding add seconded_by uuid references bodies.person (id);
