-- After rows of {{table}} came, changed or went: the documents of those they belong to.
CREATE FUNCTION search_{{table}}_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  account bigint;
  customers bigint[];
  contacts bigint[];
  companies bigint[];
BEGIN
  FOR account, customers, contacts, companies IN
    SELECT account_id, array_agg(customer_id) FILTER (WHERE customer_id IS NOT NULL),
           array_agg(contact_id) FILTER (WHERE contact_id IS NOT NULL),
           array_agg(company_id) FILTER (WHERE company_id IS NOT NULL)
      FROM written GROUP BY account_id
  LOOP
    {{refresh}}
  END LOOP;
  RETURN NULL;
END $$;

CREATE FUNCTION search_{{table}}_updated() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  account bigint;
  customers bigint[];
  contacts bigint[];
  companies bigint[];
BEGIN
  FOR account, customers, contacts, companies IN
    SELECT account_id, array_agg(customer_id) FILTER (WHERE customer_id IS NOT NULL),
           array_agg(contact_id) FILTER (WHERE contact_id IS NOT NULL),
           array_agg(company_id) FILTER (WHERE company_id IS NOT NULL)
      FROM (SELECT w.account_id, unnest(ARRAY[w.customer_id, b.customer_id]) AS customer_id,
                   unnest(ARRAY[w.contact_id, b.contact_id]) AS contact_id,
                   unnest(ARRAY[w.company_id, b.company_id]) AS company_id
              FROM written w JOIN before b ON b.id = w.id
             WHERE (w.customer_id, w.contact_id, w.company_id, w.{{value}})
                IS DISTINCT FROM (b.customer_id, b.contact_id, b.company_id, b.{{value}})) AS both_sides
     GROUP BY account_id
  LOOP
    {{refresh}}
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER search_inserted AFTER INSERT ON {{table}}
  REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION search_{{table}}_changed();
CREATE TRIGGER search_deleted AFTER DELETE ON {{table}}
  REFERENCING OLD TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION search_{{table}}_changed();
CREATE TRIGGER search_updated AFTER UPDATE ON {{table}}
  REFERENCING OLD TABLE AS before NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION search_{{table}}_updated();
