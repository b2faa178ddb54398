CREATE FUNCTION search_kind(s party_search) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN s.customer_id IS NOT NULL THEN 'customer' WHEN s.contact_id IS NOT NULL THEN 'contact'
              WHEN s.company_id IS NOT NULL THEN 'company' ELSE 'project' END
$$;

CREATE FUNCTION search_id(s party_search) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(s.customer_id, s.contact_id, s.company_id, s.project_id)
$$;
