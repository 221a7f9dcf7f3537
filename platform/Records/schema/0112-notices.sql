-- Notices: a set of readers may begin to read at an instant, who has read which version, and the replies of the parties.

-- A set of readers with the word from:INSTANT reads from that instant on. Whoever publishes reads before. Nothing happens at the
-- instant: every row of every table carries the number of the set, and the set is asked for whenever a reading begins.
create function records.opens(members text[]) returns timestamptz language plpgsql immutable set search_path = '' as
  $$
  declare
    word text;
  begin
    foreach word in array members loop
      if word like 'from:%' then
        return substr(word, 6)::timestamptz;
      end if;
    end loop;
    return null;
  end
  $$;
revoke execute on function records.opens(text[]) from public;
grant execute on function records.opens(text[]) to {writer}, {reader};
alter table records.audience add opens_at timestamptz generated always as (records.opens(members)) stored;

create function records.audiences_of_reader(at timestamptz) returns int[]
  language sql stable security definer set search_path = ''
  as $$
    select coalesce(array_agg(a.id), '{}')
    from records.audience a
    where (coalesce(a.opens_at <= audiences_of_reader.at, true)
           and ('public' = any (a.members) or exists (select from bodies.principals_of_reader() p where p.body = a.body and p.principal = any (a.members))))
       or (a.opens_at > audiences_of_reader.at
           and exists (select from bodies.principals_of_reader() p where p.body = a.body and p.principal = any (a.members) and (p.principal = 'serving' or p.principal like 'party:%')))
  $$;
revoke execute on function records.audiences_of_reader(timestamptz) from public;
grant execute on function records.audiences_of_reader(timestamptz) to {reader};
drop function records.audiences_of_reader();

create table records.notice (
  statement uuid primary key references records.statement,
  ends_at   timestamptz,
  reply_by  timestamptz
);
comment on column records.notice.reply_by is 'The first instant at which no reply is taken any more';
grant select, insert, update on records.notice to {writer};
grant select on records.notice to {reader};
alter table records.notice enable row level security;
create policy in_view on records.notice for select to {reader}
  using (statement in (select s.id from records.statement s where s.version > 0));

create table records.read_mark (
  statement uuid not null references records.statement,
  person    uuid not null references bodies.person (id),
  parties   text[] not null,
  version   int not null,
  first_at  timestamptz not null,
  at        timestamptz not null,
  primary key (statement, person)
);
comment on column records.read_mark.parties is 'For whom the reader held posts then; empty text for the body itself';

create table records.reply (
  id     uuid primary key,
  notice uuid not null references records.statement,
  party  text not null,
  number int not null check (number > 0),
  text   text not null check (char_length(text) between 1 and 10000),
  by     uuid references bodies.person (id),
  at     timestamptz not null,
  aud    int not null references records.audience,
  listed int not null references records.audience,
  unique (notice, party, number)
);
comment on column records.reply.number is 'The last counts; those before are kept';
comment on column records.reply.aud is 'Who reads what was replied';
comment on column records.reply.listed is 'Who sees that there was a reply';

-- Who wants to hear of new notices by mail: everybody who may read them, but those who said no.
create table records.notice_mail (
  person  uuid not null references bodies.person (id),
  body    text not null,
  wanted  boolean not null default true,
  told_at timestamptz not null,
  primary key (person, body)
);

grant select, insert, update on records.read_mark, records.notice_mail to {writer};
grant select, insert on records.reply to {writer};
grant select on records.read_mark, records.reply, records.notice_mail to {reader};
alter table records.read_mark enable row level security;
alter table records.reply enable row level security;
alter table records.notice_mail enable row level security;
create policy own on records.read_mark for select to {reader} using (person = house.reader());
create policy in_view on records.reply for select to {reader} using (aud = any (records.reading()));
create policy own on records.notice_mail for select to {reader} using (person = house.reader());

-- How many of each party have read the version that stands: for whoever publishes, without names.
create function records.read_by(notice uuid) returns table (party text, readers bigint)
  language sql stable security definer set search_path = ''
  as $$
    select p.party, count(*)
    from records.read_mark m join records.statement s on s.id = m.statement, unnest(m.parties) as p (party)
    where m.statement = read_by.notice and m.version = s.version and s.own_aud = any (records.reading())
    group by p.party order by p.party
  $$;
revoke execute on function records.read_by(uuid) from public;
grant execute on function records.read_by(uuid) to {reader};

-- Which parties have replied, for whoever may see that, whether or not they may read what was replied.
create function records.replied(wanted uuid) returns table (party text, at timestamptz)
  language sql stable security definer set search_path = ''
  as $$
    select r.party, max(r.at) from records.reply r where r.notice = replied.wanted and r.listed = any (records.reading()) group by r.party order by r.party
  $$;
revoke execute on function records.replied(uuid) from public;
grant execute on function records.replied(uuid) to {reader};
