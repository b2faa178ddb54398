CREATE FUNCTION search_kind(s party_search) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN s.customer_id IS NOT NULL THEN 'customer' WHEN s.contact_id IS NOT NULL THEN 'contact'
              WHEN s.company_id IS NOT NULL THEN 'company' ELSE 'project' END
$$;

CREATE FUNCTION search_id(s party_search) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(s.customer_id, s.contact_id, s.company_id, s.project_id)
$$;

-- Whether some word of the name begins with each of these letters.
CREATE FUNCTION search_begins(s party_search, initials text[], alone tsquery) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT initials = '{}' OR s.tsv @@ alone
      OR NOT EXISTS (SELECT FROM unnest(initials) AS letter WHERE strpos(s.names, ' ' || letter) = 0)
$$;

-- Two points for each word that is a whole word of the name, one for the beginning of one.
CREATE FUNCTION search_score(names text, words text[]) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sum(CASE WHEN strpos(names, ' ' || word || ' ') > 0 THEN 2
                           WHEN strpos(names, ' ' || word) > 0 THEN 1 ELSE 0 END), 0)
    FROM unnest(words) AS word
$$;
