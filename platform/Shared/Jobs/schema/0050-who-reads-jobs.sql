-- Whoever runs the installation sees its queue, and nobody else does.

grant usage on schema jobs to {reader};
grant select on jobs.job, jobs.timetable to {reader};

alter table jobs.job enable row level security;
create policy administrators on jobs.job for select to {reader}
  using (exists (select bodies.sides_where('administer')));

alter table jobs.timetable enable row level security;
create policy administrators on jobs.timetable for select to {reader}
  using (exists (select bodies.sides_where('administer')));
