-- The search itself. Row-level security would keep the application's role from using the index
-- (operators of tsvector are not leakproof), hence a definer's function with the tenant inside.
--
-- `exact`, `whole` and `beginning` are queries from the narrowest to the widest, each lexeme with its
-- account in front. The candidates of each are cut at `most` before they are ranked; the widest is
-- asked only where the narrower ones found fewer than `enough`. With each of `in_name` some word of the
-- name must begin, unless `alone`, the text taken as one identifier, matches.
--
-- The threshold of likeness finds the word that was meant for 95 of 100 slips; at 0.25 it is 98, at four
-- times the work (measured at 1,000,000 customers, 59,000 words: 1.1 and 4.3 ms).
CREATE FUNCTION search_find(exact tsquery, whole tsquery, beginning tsquery, alone tsquery,
  in_name text[], words text[], slips text[], kinds text[], page int, enough int, most int)
RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
SET pg_trgm.word_similarity_threshold = 0.35 AS $$
DECLARE
  account bigint := current_account();
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
  ), begun AS MATERIALIZED (
    SELECT search_kind(s) AS kind, search_id(s) AS id, s.deleted, s.names, 3 AS stage
      FROM party_search s
     WHERE s.tsv @@ beginning AND s.account_id = account AND search_kind(s) = ANY (kinds)
       AND {{in_name}} AND (SELECT count(*) FROM wholly) < enough
     LIMIT most
  ), candidate AS MATERIALIZED (
    SELECT DISTINCT ON (kind, id) *
      FROM (TABLE exactly UNION ALL TABLE wholly UNION ALL TABLE begun) AS found
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
    'more', (SELECT count(*) FROM wholly) >= enough OR (SELECT count(*) FROM begun) >= most)
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

-- The ids of what a text matches, for a list that is filtered by it; unranked, at most `most`.
CREATE FUNCTION search_ids(beginning tsquery, alone tsquery, in_name text[], wanted text, most int)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
  SELECT search_id(s) FROM party_search s
   WHERE s.tsv @@ beginning AND s.account_id = current_account() AND search_kind(s) = wanted
     AND {{in_name}}
   LIMIT most;
END $$;

-- A single letter: those whose place in a list begins with it, straight from the lists' own index.
CREATE FUNCTION search_initial(letter text, kinds text[], page int)
RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  account bigint := current_account();
  beyond text := letter || chr(1114111);
BEGIN
  RETURN (
    WITH found AS MATERIALIZED (
      (SELECT 'customer' AS kind, id, sort_key FROM customer WHERE 'customer' = ANY (kinds)
          AND account_id = account AND sort_key >= letter AND sort_key < beyond AND deleted_at IS NULL
        ORDER BY sort_key, id LIMIT page)
      UNION ALL
      (SELECT 'contact', id, sort_key FROM contact WHERE 'contact' = ANY (kinds)
          AND account_id = account AND sort_key >= letter AND sort_key < beyond AND deleted_at IS NULL
        ORDER BY sort_key, id LIMIT page)
      UNION ALL
      (SELECT 'company', id, sort_key FROM company WHERE 'company' = ANY (kinds)
          AND account_id = account AND sort_key >= letter AND sort_key < beyond AND deleted_at IS NULL
        ORDER BY sort_key, id LIMIT page)
      UNION ALL
      (SELECT 'project', id, sort_key FROM project WHERE 'project' = ANY (kinds)
          AND account_id = account AND sort_key >= letter AND sort_key < beyond AND deleted_at IS NULL
        ORDER BY sort_key, id LIMIT page)
    ), placed AS (
      SELECT f.*, row_number() OVER (ORDER BY sort_key, kind, id) AS place FROM found f
    )
    SELECT jsonb_build_object(
      'hits', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.id, 'facts',
                 CASE r.kind WHEN 'customer' THEN search_facts_customer(account, r.id)
                             WHEN 'contact' THEN search_facts_contact(account, r.id)
                             WHEN 'company' THEN search_facts_company(account, r.id)
                             ELSE search_facts_project(account, r.id) END) ORDER BY r.place), '[]')
                 FROM placed r WHERE r.place <= page),
      'counts', (SELECT coalesce(jsonb_object_agg(n.kind, n.count), '{}')
                   FROM (SELECT f.kind, count(*) FROM found f GROUP BY f.kind) n),
      'more', (SELECT coalesce(max(n.count) >= page, false)
                 FROM (SELECT count(*) FROM found f GROUP BY f.kind) n)));
END $$;
