-- Tables of which a few rows are asked for, beside many statements: each row asks for its own statement. Written as "exists", the database
-- goes through all statements first wherever it expects more rows than there are, as it does of tables that it has not counted yet.
alter policy in_view on records.case_clock
  using ((select s.own_aud from records.statement s where s.id = case_clock.statement) = any ((select records.reading())::int[]));
alter policy in_view on records.entry_request
  using ((select s.own_aud from records.statement s where s.id = entry_request.statement) = any ((select records.reading())::int[]));
alter policy in_view on records.proposal
  using ((select s.own_aud from records.statement s where s.id = proposal.statement) = any ((select records.reading())::int[]));
alter policy in_view on records.notice
  using ((select s.version from records.statement s where s.id = notice.statement) > 0);

-- What was touched last, whatever it is: for whoever serves a body, of all parties.
create index statement_latest on records.statement (body, changed_at desc);
