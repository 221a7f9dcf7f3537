-- Who reads is worked out once for each query and looked up for each row, instead of gone through set by set for each.
do $$
  declare
    one record;
  begin
    for one in select p.schemaname, p.tablename from pg_policies p join pg_namespace n on n.nspname = p.schemaname
               where p.policyname = 'in_view' and obj_description(n.oid, 'pg_namespace') like 'What is declared to %' and p.qual ~ '^\(aud = ANY \(' loop
      execute format('alter policy in_view on %I.%I using (aud in (select unnest(records.reading())))', one.schemaname, one.tablename);
    end loop;
  end
$$;
