-- The order in which the steps of a statement were taken: two of one instant have an order too, and history that is
-- imported keeps its dates. Counted in each statement: one count over all would tell how much others declare.
alter table records.event add turn int;
update records.event e set turn = o.turn
from (select id, row_number() over (partition by statement order by at, id) as turn from records.event) o
where o.id = e.id;
alter table records.event alter turn set not null;
drop index records.event_statement;
create unique index event_turn on records.event (statement, turn);
