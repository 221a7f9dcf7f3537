-- Certificates: the code by which they are verified, what of them is public, and what is left of their lines.

create table records.certificate (
  statement          uuid primary key references records.statement,
  code               text not null check (code ~ '^[0-9A-Z]{12}$'),
  definition_version int not null,
  stands             boolean not null,
  last_day           date,
  replaces           uuid references records.statement,
  replaced_by        uuid references records.statement,
  said               jsonb not null
);
comment on column records.certificate.code is 'Stands on the document beside its number; nobody guesses it';
comment on column records.certificate.last_day is 'The last day on which it holds; null: it does not end';
comment on column records.certificate.said is 'What the definition lets anybody see who holds number and code, and nothing else';
create index certificate_replaced on records.certificate (replaced_by) where replaced_by is not null;

-- What a line was issued for, and how much of it others have used. The check is what nobody gets past, however many try at once.
create table records.balance (
  certificate uuid not null references records.certificate,
  line        int not null check (line > 0),
  row_id      uuid not null,
  total       numeric not null check (total >= 0),
  drawn       numeric not null default 0 check (drawn >= 0),
  primary key (certificate, line),
  unique (certificate, row_id),
  constraint balance_holds check (drawn <= total)
);
comment on column records.balance.line is 'Its number on the document; it keeps it through all corrections';

-- The ledger: one row for each use, which is never taken out but released.
create table records.draw (
  id          uuid primary key default uuidv7(),
  certificate uuid not null,
  line        int not null,
  statement   uuid not null references records.statement,
  version     int not null,
  section     text not null,
  row_id      uuid not null,
  amount      numeric not null check (amount > 0),
  drawn_at    timestamptz not null,
  released_at timestamptz,
  foreign key (certificate, line) references records.balance
);
create index draw_of_certificate on records.draw (certificate, line, drawn_at);
create index draw_of_statement on records.draw (statement);

grant select, insert, update on records.certificate, records.balance, records.draw to {writer};
grant select on records.certificate, records.balance, records.draw to {reader};
alter table records.certificate enable row level security;
alter table records.balance enable row level security;
alter table records.draw enable row level security;
create policy in_view on records.certificate for select to {reader}
  using (statement in (select s.id from records.statement s where s.version > 0));
create policy in_view on records.balance for select to {reader}
  using (certificate in (select s.id from records.statement s where s.version > 0));
-- Who used it sees its own use; whoever issued it and the body's serving people see all.
create policy in_view on records.draw for select to {reader}
  using (statement in (select s.id from records.statement s where s.version > 0)
      or certificate in (select s.id from records.statement s where s.own_aud = any (records.reading())));

-- What a certificate is after a step: with what it says, when a version was made.
create function records.keep_certificate(statement uuid, code text, definition_version int, stands boolean, last_day date, replaces uuid, said jsonb, row_ids uuid[], totals numeric[])
  returns void language plpgsql set search_path = '' as
  $$
  declare
    of uuid := keep_certificate.statement;
    before uuid;
  begin
    if keep_certificate.said is null then
      update records.certificate c set stands = keep_certificate.stands where c.statement = of returning c.replaces into before;
      keep_certificate.replaces := before;
    else
      insert into records.certificate as c (statement, code, definition_version, stands, last_day, replaces, said)
        values (of, keep_certificate.code, keep_certificate.definition_version, keep_certificate.stands, keep_certificate.last_day, keep_certificate.replaces, keep_certificate.said)
        on conflict on constraint certificate_pkey do update set definition_version = excluded.definition_version, stands = excluded.stands, last_day = excluded.last_day, replaces = excluded.replaces, said = excluded.said;
      update records.balance b set total = coalesce((select w.total from unnest(row_ids, totals) as w (row_id, total) where w.row_id = b.row_id), 0) where b.certificate = of;
      insert into records.balance (certificate, line, row_id, total)
        select of, (select coalesce(max(b.line), 0) from records.balance b where b.certificate = of) + row_number() over (order by w.place), w.row_id, w.total
        from unnest(row_ids, totals) with ordinality as w (row_id, total, place)
        where not exists (select from records.balance b where b.certificate = of and b.row_id = w.row_id);
    end if;
    update records.certificate c set replaced_by = null
      where c.replaced_by = of and (not keep_certificate.stands or c.statement is distinct from keep_certificate.replaces);
    if keep_certificate.stands and keep_certificate.replaces is not null then
      update records.certificate c set replaced_by = of where c.statement = keep_certificate.replaces and (c.replaced_by is null or c.replaced_by = of);
      if not found then
        raise exception 'Another certificate replaces it' using errcode = 'EN410';
      end if;
    end if;
  end
  $$;

-- Takes from lines what a record uses now and gives back what it no longer does. Rows are locked in one order, so that two who
-- use the same lines wait for one another instead of going round in a circle.
create function records.use_lines(statement uuid, version int, stands boolean, sections text[], row_ids uuid[], certificates uuid[], lines int[], amounts numeric[], at timestamptz)
  returns void language plpgsql set search_path = '' as
  $$
  declare
    of uuid := use_lines.statement;
    wanted int;
    made int;
  begin
    -- A step without a version: what its version used, as far as it counts now.
    if use_lines.certificates is null then
      select coalesce(array_agg(d.section), '{}'), coalesce(array_agg(d.row_id), '{}'), coalesce(array_agg(d.certificate), '{}'), coalesce(array_agg(d.line), '{}'), coalesce(array_agg(d.amount), '{}')
        into sections, row_ids, certificates, lines, amounts
        from (select distinct on (d.section, d.row_id) d.* from records.draw d where d.statement = of and d.version = use_lines.version order by d.section, d.row_id, d.drawn_at desc) d;
    end if;
    perform from records.certificate c
      where c.statement = any (certificates) or c.statement in (select d.certificate from records.draw d where d.statement = of and d.released_at is null)
      order by c.statement for share;
    perform from records.balance b
      where (b.certificate, b.line) in (select w.certificate, w.line from unnest(certificates, lines) as w (certificate, line)
        union select d.certificate, d.line from records.draw d where d.statement = of and d.released_at is null)
      order by b.certificate, b.line for update;
    with gone as (
      update records.draw d set released_at = at
      where d.statement = of and d.released_at is null and not (use_lines.stands and exists (
        select from unnest(sections, row_ids, certificates, lines, amounts) as w (section, row_id, certificate, line, amount)
        where w.section = d.section and w.row_id = d.row_id and w.certificate = d.certificate and w.line = d.line and w.amount = d.amount))
      returning d.certificate, d.line, d.amount
    ), summed as (select certificate, line, sum(amount) as amount from gone group by certificate, line)
    update records.balance b set drawn = b.drawn - s.amount from summed s where b.certificate = s.certificate and b.line = s.line;
    -- What stays belongs to the version that now says it.
    update records.draw d set version = use_lines.version where d.statement = of and d.released_at is null and d.version <> use_lines.version;
    if not use_lines.stands then
      return;
    end if;
    select count(*) into wanted from unnest(sections, row_ids, certificates, lines, amounts) as w (section, row_id, certificate, line, amount)
      where not exists (select from records.draw d where d.statement = of and d.released_at is null and d.section = w.section and d.row_id = w.row_id and d.certificate = w.certificate and d.line = w.line and d.amount = w.amount);
    with taken as (
      insert into records.draw (certificate, line, statement, version, section, row_id, amount, drawn_at)
      select w.certificate, w.line, of, use_lines.version, w.section, w.row_id, w.amount, use_lines.at
      from unnest(sections, row_ids, certificates, lines, amounts) as w (section, row_id, certificate, line, amount)
      join records.balance b on b.certificate = w.certificate and b.line = w.line
      join records.certificate c on c.statement = w.certificate and c.stands and c.replaced_by is null
      where not exists (select from records.draw d where d.statement = of and d.released_at is null and d.section = w.section and d.row_id = w.row_id and d.certificate = w.certificate and d.line = w.line and d.amount = w.amount)
      returning certificate, line, amount
    ), summed as (
      select t.certificate, t.line, sum(t.amount) as amount from taken t group by t.certificate, t.line
    ), written as (
      update records.balance b set drawn = b.drawn + s.amount from summed s where b.certificate = s.certificate and b.line = s.line
    )
    select count(*) into made from taken;
    if made <> wanted then
      raise exception 'A line that is used is not there, or its certificate no longer counts' using errcode = 'EN410';
    end if;
  end
  $$;

revoke execute on function records.keep_certificate(uuid, text, int, boolean, date, uuid, jsonb, uuid[], numeric[]) from public;
revoke execute on function records.use_lines(uuid, int, boolean, text[], uuid[], uuid[], int[], numeric[], timestamptz) from public;
grant execute on function records.keep_certificate(uuid, text, int, boolean, date, uuid, jsonb, uuid[], numeric[]) to {writer};
grant execute on function records.use_lines(uuid, int, boolean, text[], uuid[], uuid[], int[], numeric[], timestamptz) to {writer};

-- What anybody learns who holds the number and the code of a certificate that was issued; of every other pair nothing.
create function records.verified(wanted_number text, wanted_code text)
  returns table (body text, definition text, definition_version int, party text, issued_at timestamptz, stands boolean, last_day date, replaced boolean, said jsonb, line_numbers int[], line_rows uuid[], line_totals numeric[], line_rests numeric[])
  language sql stable security definer set search_path = ''
  as $$
    select s.body, s.definition, c.definition_version, s.party, (select min(v.made_at) from records.version v where v.statement = s.id), c.stands, c.last_day, c.replaced_by is not null, c.said,
      l.numbers, l.rows, l.totals, l.rests
    from records.statement s join records.certificate c on c.statement = s.id
    cross join lateral (
      select coalesce(array_agg(b.line order by b.line), '{}') as numbers, coalesce(array_agg(b.row_id order by b.line), '{}') as rows,
        coalesce(array_agg(b.total order by b.line), '{}') as totals, coalesce(array_agg(b.total - b.drawn order by b.line), '{}') as rests
      from records.balance b where b.certificate = s.id
    ) l
    where s.number = wanted_number and c.code = wanted_code
  $$;
revoke execute on function records.verified(text, text) from public;
grant execute on function records.verified(text, text) to {reader};
