-- The search itself. Row-level security would keep the application's role from using the index
-- (operators of tsvector are not leakproof), hence a definer's function with the tenant inside.
--
-- `exact`, `whole` and `beginning` are queries from the narrowest to the widest, each lexeme with its
-- account in front. The candidates of each are cut at `most` before they are ranked; the widest is
-- asked only where the narrower ones found fewer than `enough`. With each of `in_name` some word of the
-- name must begin, unless `alone`, the text taken as one identifier, matches.
--
-- `short` is the text where it is nothing but two or three letters. Every document that holds a word
-- with such a beginning would have to be met before 500 could be taken (measured for "ma" among
-- 900,000 customers: 108,000, 26 ms); the lists' own index gives those whose place in a list begins
-- with them at once, and where there are enough of them nobody need look further.
--
-- The threshold of likeness finds the word that was meant for 95 of 100 slips; at 0.25 it is 98, at four
-- times the work (measured at 1,000,000 customers, 59,000 words: 1.1 and 4.3 ms).
CREATE FUNCTION search_find(exact tsquery, whole tsquery, beginning tsquery, alone tsquery,
  in_name text[], words text[], slips text[], kinds text[], page int, enough int, most int,
  short text DEFAULT '')
RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
SET pg_trgm.word_similarity_threshold = 0.35 AS $$
DECLARE
  account bigint := current_account();
  beyond text := short || chr(1114111);
  answer jsonb;
BEGIN
  WITH exactly AS MATERIALIZED (
    SELECT search_kind(s) AS kind, search_id(s) AS id, s.deleted, s.names, 1 AS stage
      FROM party_search s
     WHERE s.tsv @@ exact AND s.account_id = account AND search_kind(s) = ANY (kinds)
     LIMIT most
  ), wholly AS MATERIALIZED (
    SELECT search_kind(s) AS kind, search_id(s) AS id, s.deleted, s.names, 2 AS stage
      FROM party_search s
     WHERE s.tsv @@ whole AND s.account_id = account AND search_kind(s) = ANY (kinds)
       AND {{in_name}}
     LIMIT most
  ), led AS MATERIALIZED (
    (SELECT 'customer' AS kind, p.id, false AS deleted, ' ' || p.match_names || ' ' AS names, 3 AS stage
       FROM customer p WHERE 'customer' = ANY (kinds) AND short <> '' AND (SELECT count(*) FROM wholly) < enough
        AND p.account_id = account AND p.sort_key >= short AND p.sort_key < beyond AND p.deleted_at IS NULL
      ORDER BY p.sort_key, p.id LIMIT most)
    UNION ALL
    (SELECT 'contact' AS kind, p.id, false AS deleted, ' ' || p.match_names || ' ' AS names, 3 AS stage
       FROM contact p WHERE 'contact' = ANY (kinds) AND short <> '' AND (SELECT count(*) FROM wholly) < enough
        AND p.account_id = account AND p.sort_key >= short AND p.sort_key < beyond AND p.deleted_at IS NULL
      ORDER BY p.sort_key, p.id LIMIT most)
    UNION ALL
    (SELECT 'company' AS kind, p.id, false AS deleted, ' ' || p.match_names || ' ' AS names, 3 AS stage
       FROM company p WHERE 'company' = ANY (kinds) AND short <> '' AND (SELECT count(*) FROM wholly) < enough
        AND p.account_id = account AND p.sort_key >= short AND p.sort_key < beyond AND p.deleted_at IS NULL
      ORDER BY p.sort_key, p.id LIMIT most)
    UNION ALL
    (SELECT 'project' AS kind, p.id, false AS deleted, ' ' || p.match_names || ' ' AS names, 3 AS stage
       FROM project p WHERE 'project' = ANY (kinds) AND short <> '' AND (SELECT count(*) FROM wholly) < enough
        AND p.account_id = account AND p.sort_key >= short AND p.sort_key < beyond AND p.deleted_at IS NULL
      ORDER BY p.sort_key, p.id LIMIT most)
  ), begun AS MATERIALIZED (
    SELECT search_kind(s) AS kind, search_id(s) AS id, s.deleted, s.names, 3 AS stage
      FROM party_search s
     WHERE s.tsv @@ beginning AND s.account_id = account AND search_kind(s) = ANY (kinds)
       AND {{in_name}} AND (SELECT count(*) FROM wholly) < enough AND (SELECT count(*) FROM led) < most
     LIMIT most
  ), candidate AS MATERIALIZED (
    SELECT DISTINCT ON (kind, id) *
      FROM (TABLE exactly UNION ALL TABLE wholly UNION ALL TABLE led UNION ALL TABLE begun) AS found
     ORDER BY kind, id, stage
  ), ranked AS (
    SELECT c.kind, c.id, c.deleted, c.stage,
           row_number() OVER (ORDER BY c.deleted, c.stage = 1 DESC, {{score}} DESC,
             c.stage, array_position('{customer,contact,company,project}', c.kind), length(c.names),
             c.id) AS place
      FROM candidate c
  )
  SELECT jsonb_build_object(
    'hits', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.id, 'facts',
               CASE r.kind WHEN 'customer' THEN search_facts_customer(account, r.id)
                           WHEN 'contact' THEN search_facts_contact(account, r.id)
                           WHEN 'company' THEN search_facts_company(account, r.id)
                           ELSE search_facts_project(account, r.id) END) ORDER BY r.place), '[]')
               FROM ranked r WHERE r.place <= page),
    'counts', (SELECT coalesce(jsonb_object_agg(n.kind, n.count), '{}')
                 FROM (SELECT c.kind, count(*) FROM candidate c GROUP BY c.kind) n),
    'found', (SELECT count(*) FROM candidate),
    'more', (SELECT count(*) FROM wholly) >= enough OR (SELECT count(*) FROM begun) >= most
      OR (SELECT count(*) FROM led) >= most)
  INTO answer;
  IF cardinality(slips) > 0 AND (answer ->> 'found')::int < 3 THEN
    answer := answer || jsonb_build_object('near', (
      SELECT jsonb_object_agg(slip, ARRAY(
               SELECT w.word FROM search_word w
                WHERE w.account_id = account AND w.word %> slip
                GROUP BY w.word ORDER BY similarity(w.word, slip) DESC, w.word LIMIT 60))
        FROM unnest(slips) AS slip));
  END IF;
  RETURN answer;
END $$;
