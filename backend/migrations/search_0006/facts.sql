-- What a hit of kind {{kind}} shows: everything a search could have found it by, as it stands.
CREATE FUNCTION search_facts_{{kind}}(account bigint, wanted bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN (SELECT jsonb_build_object({{facts}})
            FROM {{kind}} p WHERE p.account_id = account AND p.id = wanted);
END $$;
