-- Who used a line, and how much of it, stands in a section of the record that uses it, and that section may be shown to fewer
-- than the record. Whoever issued the certificate and the body's serving people see all uses, as before.
drop policy in_view on records.draw;
create policy in_view on records.draw for select to {reader}
  using (exists (select from records.segment g where g.statement = draw.statement and g.section = draw.section and g.since <= draw.version and (g.until is null or g.until > draw.version))
         and statement in (select s.id from records.statement s where s.version > 0)
      or certificate in (select s.id from records.statement s where s.own_aud = any (records.reading())));
