"""What imports of 100,000 rows spent most on in the database, made lighter.

Functions that a plan can take in (no STRICT, no subquery inside) are not called for every row: the
lexemes of a number and an address cost a third of a document before. Statistics are taken of the
columns that plans are chosen by, not of notes and JSON. A row of an import is written twice, as
tried out and as carried out; with room left in its page the second writing touches no index.
"""

from tortoise.migrations import operations as ops

from backend.core import migration

LEXEMES = r"""
CREATE OR REPLACE FUNCTION country_prefix_length(digits text) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN left(digits, 1) IN ('1', '7') THEN 1
    WHEN left(digits, 2) IN ('20', '27', '30', '31', '32', '33', '34', '36', '39', '40', '41', '43',
      '44', '45', '46', '47', '48', '49', '51', '52', '53', '54', '55', '56', '57', '58', '60', '61',
      '62', '63', '64', '65', '66', '81', '82', '84', '86', '90', '91', '92', '93', '94', '95', '98')
      THEN 2
    ELSE 3 END
$$;
CREATE OR REPLACE FUNCTION phone_lexemes(e164 text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY[
    'd' || substr(e164, 2),
    'd' || substr(e164, 2 + country_prefix_length(substr(e164, 2))),
    'r' || reverse(substr(e164, 2))]
$$;
-- Between two signs stands no word but an empty one: a bare 'w', which documents leave out.
CREATE OR REPLACE FUNCTION email_lexemes(normalised text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY['e' || normalised, 'e' || substring(normalised FROM '@[^@]*$')]
      || string_to_array('w' || replace(translate(substring(normalised FROM '^(.*)@'),
           '.!#$%&*+/=?^_`{|}~-"''', repeat(' ', 22)), ' ', ' w'), ' ')
$$
"""

STATISTICS = """
CREATE OR REPLACE FUNCTION import_analyze() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  ANALYZE customer (account_id, id, number, external_id, sort_key),
    company (account_id, id, external_id, sort_key),
    phone_number (account_id, id, customer_id, company_id, e164),
    email_address (account_id, id, customer_id, company_id, normalised),
    location (account_id, id), address (account_id, id, customer_id, company_id, location_id),
    affiliation (account_id, id, customer_id, company_id),
    import_row (account_id, id, run_id, place, verdict);
END $$;
ALTER TABLE import_row SET (fillfactor = 50)
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0012_sms_hooks")]
    operations = [ops.RunSQL(LEXEMES), ops.RunSQL(STATISTICS)]
