-- Whoever runs the installation sees its outbox, and nobody else does.

grant usage on schema mail to {reader};
grant select on mail.message to {reader};

alter table mail.message enable row level security;
create policy administrators on mail.message for select to {reader}
  using (exists (select bodies.sides_where('administer')));
