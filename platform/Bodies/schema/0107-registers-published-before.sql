-- Registers that were published before entries kept their names: they begin now, with the names that they have.
select records.gather_names(format('%I.%I', c.body, c.table_name)::regclass, c.body, c.code, array_agg(distinct c.column_name || ':' || c.field))
from bodies.definition_column c
join bodies.definition_in_force f on f.body = c.body and f.code = c.code
join bodies.definition d on d.body = f.body and d.code = f.code and d.version = f.version and d.kind = 'register'
cross join lateral jsonb_array_elements(d.content -> 'sections') s
where c.part = '' and c.column_name <> '' and split_part(c.type, ' ', 1) in ('text', 'bigint') and s ->> 'code' = c.section and s -> 'rows' is null
  and exists (
    select from jsonb_array_elements_text(coalesce(d.content #> '{traits,register,title}', '[]') || coalesce(d.content #> '{traits,register,key}', '[]') || coalesce(d.content #> '{traits,register,alike}', '[]')) as named (place)
    where named.place in (c.field, c.section || '.' || c.field))
group by c.body, c.code, c.table_name;
