-- Writes every document anew, for the owner: after a change of the folding rules (KEY_VERSION in
-- backend/core/text.py), or after a bulk load with the triggers switched off.
CREATE FUNCTION search_rebuild() RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  account bigint;
BEGIN
  DELETE FROM search_word;
  DELETE FROM party_search;
  FOR account IN SELECT id FROM account ORDER BY id LOOP
    PERFORM search_refresh_customer(account, ARRAY(SELECT id FROM customer WHERE account_id = account), true);
    PERFORM search_refresh_contact(account, ARRAY(SELECT id FROM contact WHERE account_id = account), true);
    PERFORM search_refresh_company(account, ARRAY(SELECT id FROM company WHERE account_id = account), true);
    PERFORM search_refresh_project(account, ARRAY(SELECT id FROM project WHERE account_id = account), true);
  END LOOP;
END $$;
