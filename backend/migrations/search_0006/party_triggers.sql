-- After {{kind}} rows were inserted or changed. One trigger per statement, whoever writes: COPY, a
-- bulk import and an edit of one field cost one refresh each.
CREATE FUNCTION search_{{kind}}_inserted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  account bigint;
  ids bigint[];
BEGIN
  FOR account, ids IN SELECT account_id, array_agg(id) FROM written GROUP BY account_id LOOP
    {{before}}
    PERFORM search_refresh_{{kind}}(account, ids, true);
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION search_{{kind}}_updated() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  account bigint;
  ids bigint[];
  renamed bigint[];
BEGIN
  FOR account, ids, renamed IN
    SELECT w.account_id, array_agg(w.id), array_agg(w.id) FILTER (WHERE w.match_names <> b.match_names)
      FROM written w JOIN before b ON b.id = w.id
     WHERE (w.match_names, w.deleted_at IS NULL, {{columns_written}})
        IS DISTINCT FROM (b.match_names, b.deleted_at IS NULL, {{columns_before}})
     GROUP BY w.account_id
  LOOP
    {{before}}
    PERFORM search_refresh_{{kind}}(account, ids, renamed IS NOT NULL);
    {{renamed}}
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER search_inserted AFTER INSERT ON {{kind}}
  REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION search_{{kind}}_inserted();
CREATE TRIGGER search_updated AFTER UPDATE ON {{kind}}
  REFERENCING OLD TABLE AS before NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION search_{{kind}}_updated();
