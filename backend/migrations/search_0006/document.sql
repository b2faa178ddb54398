-- Writes the documents of some {{kind}} rows of one account, the older ones anew where they changed.
--
-- Locks first, then reads: under READ COMMITTED each statement sees what was committed before it
-- began, so of two writers of one party the second waits and then sees what the first wrote.
-- Sequential scans are switched off because plans live as long as a connection: one made while a
-- table was empty would read the whole of it for every row of a long import.
CREATE FUNCTION search_write_{{kind}}(account bigint, ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  PERFORM FROM party_search
    WHERE account_id = account AND {{kind}}_id = ANY (ids) ORDER BY {{kind}}_id FOR UPDATE;
  INSERT INTO party_search AS s (account_id, {{kind}}_id, deleted, names, tsv)
  SELECT account, p.id, p.deleted_at IS NOT NULL, ' ' || p.match_names || ' ',
         array_to_tsvector(ARRAY(
           SELECT account || ':' || left(found.lexeme, 100)
             FROM (SELECT 'w' || unnest(string_to_array(p.match_names, ' '))
                   {{lexemes}}) AS found (lexeme)
            WHERE length(found.lexeme) > 1))
    FROM {{kind}} p
   WHERE p.account_id = account AND p.id = ANY (ids)
   ORDER BY p.id
  ON CONFLICT (account_id, {{kind}}_id) WHERE {{kind}}_id IS NOT NULL
  DO UPDATE SET deleted = excluded.deleted, names = excluded.names, tsv = excluded.tsv
   WHERE (s.deleted, s.names, s.tsv) IS DISTINCT FROM (excluded.deleted, excluded.names, excluded.tsv);
END $$;

-- Adds what is new in the names of some {{kind}} rows to the account's words. Words with digits and
-- words of Han, kana or Hangul have no slips that a neighbouring letter would explain.
CREATE FUNCTION search_learn_{{kind}}(account bigint, ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
BEGIN
  INSERT INTO search_word (account_id, word)
  SELECT account, found.word
    FROM (SELECT DISTINCT unnest(string_to_array(p.match_names, ' '))
            FROM {{kind}} p WHERE p.account_id = account AND p.id = ANY (ids)) AS found (word)
   WHERE length(found.word) BETWEEN 3 AND 40 AND found.word !~ '[0-9\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]'
     AND NOT EXISTS (SELECT FROM search_word w WHERE w.account_id = account AND w.word = found.word);
END $$;

-- The same for any number of rows, in portions that fit into memory.
CREATE FUNCTION search_refresh_{{kind}}(account bigint, ids bigint[], learn boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  ordered bigint[] := ARRAY(SELECT DISTINCT unnest(ids) ORDER BY 1);
BEGIN
  FOR start IN 1 .. cardinality(ordered) BY 1000 LOOP
    PERFORM search_write_{{kind}}(account, ordered[start:start + 999]);
    IF learn THEN
      PERFORM search_learn_{{kind}}(account, ordered[start:start + 999]);
    END IF;
  END LOOP;
END $$;
