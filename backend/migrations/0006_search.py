"""Search: a document per party, kept by triggers, read through definer functions (R030)."""

from pathlib import Path

from tortoise.migrations import operations as ops

from backend.core import migration
from backend.core.sealing import seal

HERE = Path(__file__).parent / "search_0006"

POINTS = """
UNION ALL SELECT unnest(phone_lexemes(x.e164)) FROM phone_number x
           WHERE x.account_id = account AND x.{kind}_id = p.id
UNION ALL SELECT unnest(email_lexemes(x.normalised)) FROM email_address x
           WHERE x.account_id = account AND x.{kind}_id = p.id"""
COMPANIES = """
UNION ALL SELECT 'w' || unnest(string_to_array(o.match_names, ' ')) FROM affiliation f
            JOIN company o ON o.account_id = account AND o.id = f.company_id
           WHERE f.account_id = account AND f.{kind}_id = p.id"""
COMPANY = """
UNION ALL SELECT 'w' || unnest(string_to_array(o.match_names, ' ')) FROM company o
           WHERE o.account_id = account AND o.id = p.company_id"""

LEXEMES = {
    "customer": "UNION ALL SELECT 'n' || p.number UNION ALL SELECT paper_lexeme(p.id_number)"
    + POINTS.format(kind="customer")
    + COMPANIES.format(kind="customer"),
    "contact": "UNION ALL SELECT 'kcontact'"
    + POINTS.format(kind="contact")
    + COMPANIES.format(kind="contact"),
    "company": "UNION ALL SELECT 'kcompany' UNION ALL SELECT paper_lexeme(p.registration_number)"
    " UNION ALL SELECT paper_lexeme(p.vat_number)" + POINTS.format(kind="company"),
    "project": "UNION ALL SELECT 'kproject' UNION ALL SELECT 'n' || p.number" + COMPANY,
}

PHONES_AND_EMAILS = """
'phones', (SELECT jsonb_agg(jsonb_build_array(x.e164, x.extension, x.label) ORDER BY x.position, x.id)
             FROM phone_number x WHERE x.account_id = account AND x.{kind}_id = p.id),
'emails', (SELECT jsonb_agg(jsonb_build_array(x.typed, x.normalised, x.label) ORDER BY x.position, x.id)
             FROM email_address x WHERE x.account_id = account AND x.{kind}_id = p.id)"""
THEIR_COMPANIES = """
'companies', (SELECT jsonb_agg(o.name ORDER BY f.main DESC, f.id) FROM affiliation f
                JOIN company o ON o.account_id = account AND o.id = f.company_id
               WHERE f.account_id = account AND f.{kind}_id = p.id)"""
ITS_COMPANY = """
'companies', (SELECT jsonb_agg(o.name) FROM company o
               WHERE o.account_id = account AND o.id = p.company_id)"""
NAMES = "'name', jsonb_build_array(p.first_name, p.middle_name, p.last_name, p.language), "

FACTS = {
    "customer": NAMES
    + "'number', p.number, 'papers', jsonb_build_array(p.id_number),"
    + PHONES_AND_EMAILS.format(kind="customer")
    + ","
    + THEIR_COMPANIES.format(kind="customer"),
    "contact": NAMES
    + PHONES_AND_EMAILS.format(kind="contact")
    + ","
    + THEIR_COMPANIES.format(kind="contact"),
    "company": "'name', jsonb_build_array(p.name),"
    " 'papers', jsonb_build_array(p.registration_number, p.vat_number),"
    + PHONES_AND_EMAILS.format(kind="company"),
    "project": "'name', jsonb_build_array(p.name), 'number', p.number," + ITS_COMPANY,
}

COLUMNS = {
    "customer": ("number", "id_number"),
    "contact": ("id",),
    "company": ("registration_number", "vat_number"),
    "project": ("number", "company_id"),
}
"""What besides its name a document of this kind is made of."""

# A rename that is under way must be over before the name is read, or the other would never know.
COMPANY_OF_PROJECT = """
    PERFORM FROM company o WHERE o.account_id = account
        AND o.id IN (SELECT w.company_id FROM written w) ORDER BY o.id FOR SHARE;"""
PEOPLE_OF_COMPANY = """
    PERFORM search_refresh_customer(account, ARRAY(SELECT f.customer_id FROM affiliation f
      WHERE f.account_id = account AND f.company_id = ANY (renamed) AND f.customer_id IS NOT NULL), false);
    PERFORM search_refresh_contact(account, ARRAY(SELECT f.contact_id FROM affiliation f
      WHERE f.account_id = account AND f.company_id = ANY (renamed) AND f.contact_id IS NOT NULL), false);
    PERFORM search_refresh_project(account, ARRAY(SELECT j.id FROM project j
      WHERE j.account_id = account AND j.company_id = ANY (renamed)), false);"""

REFRESH_PEOPLE = """
    PERFORM search_refresh_customer(account, customers, false);
    PERFORM search_refresh_contact(account, contacts, false);"""
REFRESH_PARTIES = (
    REFRESH_PEOPLE + "\n    PERFORM search_refresh_company(account, companies, false);"
)
REFRESH_AFFILIATED = (
    "PERFORM FROM company o WHERE o.account_id = account AND o.id = ANY (companies)"
    " ORDER BY o.id FOR SHARE;" + REFRESH_PEOPLE
)

# Conditions with a subquery are written into the search: as functions PostgreSQL would call them
# for each row (measured: 5 ms more for 500 candidates).
IN_NAME = """(cardinality(in_name) = 0 OR s.tsv @@ alone OR NOT EXISTS (
         SELECT FROM unnest(in_name) AS letter WHERE strpos(s.names, ' ' || letter) = 0))"""
SCORE = """(
             SELECT sum(CASE WHEN strpos(c.names, ' ' || word || ' ') > 0 THEN 2
                             WHEN strpos(c.names, ' ' || word) > 0 THEN 1 ELSE 0 END)
               FROM unnest(words) AS word)"""
"""Two points for each word that is a whole word of the name, one for the beginning of one."""

FOR_APPLICATION = (
    "search_find(tsquery, tsquery, tsquery, tsquery, text[], text[], text[], text[], int, int, int)",
    "search_ids(tsquery, tsquery, text[], text, int)",
    "search_initial(text, text[], int)",
)
FOR_TRIGGERS = tuple(
    f"search_{name}_{kind}({arguments})"
    for kind in LEXEMES
    for name, arguments in (
        ("write", "bigint, bigint[]"),
        ("learn", "bigint, bigint[]"),
        ("refresh", "bigint, bigint[], boolean"),
        ("facts", "bigint, bigint"),
    )
)


def sql(file: str, **words: str) -> str:
    """The SQL of a file beside this one, its {{words}} filled in."""
    text = (HERE / file).read_text(encoding="utf-8")
    for name, value in words.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def of_kind(kind: str) -> str:
    """Documents, facts and triggers of one kind of party."""
    return sql("document.sql", kind=kind, lexemes=LEXEMES[kind]) + sql(
        "facts.sql", kind=kind, facts=FACTS[kind]
    )


def party_triggers(kind: str) -> str:
    """Triggers on the table of one kind of party."""
    return sql(
        "party_triggers.sql",
        kind=kind,
        columns_written=", ".join(f"w.{column}" for column in COLUMNS[kind]),
        columns_before=", ".join(f"b.{column}" for column in COLUMNS[kind]),
        before=COMPANY_OF_PROJECT if kind == "project" else "",
        renamed=f"IF renamed IS NOT NULL THEN{PEOPLE_OF_COMPANY}\n    END IF;"
        if kind == "company"
        else "",
    )


PARTS = {
    "phone_number": ("e164", REFRESH_PARTIES),
    "email_address": ("normalised", REFRESH_PARTIES),
    "affiliation": ("company_id", REFRESH_AFFILIATED),
}


SEALED = [seal("party_search", rights="SELECT"), seal("search_word", rights="SELECT")]
ON_PARTS = [
    sql("part_triggers.sql", table=table, value=value, refresh=refresh)
    for table, (value, refresh) in PARTS.items()
]
GRANTS = [
    *(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC" for name in (*FOR_TRIGGERS, "search_rebuild()")),
    *(
        f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {name} TO kith_app"
        for name in FOR_APPLICATION
    ),
]
WHOLE = [
    sql("tables.sql"),
    *SEALED,
    sql("lexemes.sql"),
    sql("helpers.sql"),
    *map(of_kind, LEXEMES),
    *map(party_triggers, LEXEMES),
    *ON_PARTS,
    # A setting of pg_trgm can be named only where the library is loaded.
    "SELECT show_trgm('kith')",
    sql("find.sql", in_name=IN_NAME, score=SCORE),
    sql("rebuild.sql"),
    *GRANTS,
    # Whoever was there before the search came has a document too.
    "SELECT search_rebuild()",
]


class Migration(migration.Migration):
    dependencies = [("kith", "0005_importing")]
    operations = [ops.RunSQL(";\n".join(WHOLE))]
