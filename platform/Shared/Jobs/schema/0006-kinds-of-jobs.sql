-- Kinds are words with hyphens, all of them. What is queued under the old name is done under the new one, also what a
-- node of the version before is still doing: it holds the job by its id.
update jobs.job set kind = 'tidy-door', key = case when key = 'door.tidy' then 'tidy-door' else key end where kind = 'door.tidy';
update jobs.job set kind = 'pass-on-recovery' where kind = 'door.recovery';
-- With the line goes the old nodes' right to fire it; its last slot stays, so that none is missed or fired twice.
update jobs.timetable set name = 'tidy-door', kind = 'tidy-door' where name = 'door.tidy';
