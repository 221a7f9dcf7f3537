-- Whoever reads a statement sees when it changed. What only its own learn of (a proposal, an opinion that is asked for, an
-- officer, a request, the statement of the union into which it went) leaves it as it was, so that nobody sees that there was such a thing.
create or replace function records.advance(statement uuid, expected_version int, expected_state text,
    next_version int, next_state text, next_aud int, next_shown_to text, union_statement uuid, at timestamptz)
  returns void language plpgsql set search_path = '' as
  $$
  begin
    update records.statement s
    set version = next_version, state = next_state, aud = next_aud, shown_to = next_shown_to, compiled_in = union_statement,
      changed_at = case when (next_version, next_state, next_aud, next_shown_to) is distinct from (s.version, s.state, s.aud, s.shown_to) then at else s.changed_at end
    where s.id = advance.statement and s.version = expected_version and s.state = expected_state;
    if not found then
      raise exception 'The statement is no longer as it was read' using errcode = 'EN409';
    end if;
  end
  $$;
