"""Imports write a block of customers and what reaches them, and have them indexed once, at its end.

The triggers of the search index a party anew after every statement: after the customers of a block,
their numbers, their e-mails, their companies. Three of these four times are for nothing.
"""

from tortoise.migrations import operations as ops

from backend.core import migration

LATER = "coalesce(current_setting('app.search_later', true), '') <> 'on'"
FUNCTIONS = {
    "customer": "search_customer_inserted",
    "company": "search_company_inserted",
    "phone_number": "search_phone_number_changed",
    "email_address": "search_email_address_changed",
    "affiliation": "search_affiliation_changed",
}

TRIGGERS = ";\n".join(
    f"DROP TRIGGER search_inserted ON {table};"
    f" CREATE TRIGGER search_inserted AFTER INSERT ON {table} REFERENCING NEW TABLE AS written"
    f" FOR EACH STATEMENT WHEN ({LATER}) EXECUTE FUNCTION {function}()"
    for table, function in FUNCTIONS.items()
)

NOW = """
CREATE FUNCTION import_search(customers bigint[], companies bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- A rename that is under way must be over before the name is read, or the other would never know.
  PERFORM FROM company o WHERE o.account_id = current_account() AND o.id IN (
    SELECT f.company_id FROM affiliation f
     WHERE f.account_id = current_account() AND f.customer_id = ANY (customers))
   ORDER BY o.id FOR SHARE;
  PERFORM search_refresh_company(current_account(), companies, true);
  PERFORM search_refresh_customer(current_account(), customers, true);
END $$;
REVOKE ALL ON FUNCTION import_search(bigint[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION import_search(bigint[], bigint[]) TO kith_app
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0006_search")]
    operations = [ops.RunSQL(f"{TRIGGERS};{NOW}")]
