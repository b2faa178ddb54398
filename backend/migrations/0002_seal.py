"""Seals every table to its account: composite keys, row-level security, grants, checks."""

from tortoise.migrations import operations as ops

from backend.core import migration
from backend.core.sealing import PRELUDE, only_one_of, seal

PARTY = {"customer_id": "customer", "contact_id": "contact", "company_id": "company"}
PERSON = {"customer_id": "customer", "contact_id": "contact"}
WRITERS = {"created_by": "app_user", "modified_by": "app_user"}

SEALS = [
    seal("store"),
    seal("customer_group"),
    seal("number_counter"),
    seal("app_user", **PERSON),
    seal("session", user_id="app_user"),
    seal("api_token", user_id="app_user"),
    seal("one_time_link", user_id="app_user"),
    seal(
        "customer", group_id="customer_group", operator_id="app_user", store_id="store", **WRITERS
    ),
    seal("contact", manager_id="contact", **WRITERS),
    seal("company", parent_id="company", **WRITERS),
    seal("affiliation", **PARTY),
    seal("location"),
    seal("project", company_id="company", location_id="location", **WRITERS),
    seal("participation", project_id="project", **PERSON),
    seal("phone_number", **PARTY),
    seal("email_address", **PARTY),
    seal("address", location_id="location", **PARTY),
    seal("event_counter"),
    seal("event", rights="SELECT, INSERT"),
    seal("call_line"),
    seal("call", line_id="call_line", user_id="app_user"),
    seal("call_party", call_id="call", **PARTY),
    seal("call_event", call_id="call"),
    seal("import_run", user_id="app_user"),
    seal("import_row", run_id="import_run"),
]

CHECKS = """
CREATE UNIQUE INDEX phone_number_one_customer ON phone_number (account_id, e164, extension)
  WHERE customer_id IS NOT NULL;
CREATE UNIQUE INDEX email_address_one_customer ON email_address (account_id, normalised)
  WHERE customer_id IS NOT NULL;
CREATE UNIQUE INDEX phone_number_one_main_customer ON phone_number (account_id, customer_id) WHERE main;
CREATE UNIQUE INDEX email_address_one_main_customer ON email_address (account_id, customer_id) WHERE main;
CREATE UNIQUE INDEX affiliation_one_main_customer ON affiliation (account_id, customer_id) WHERE main;
CREATE UNIQUE INDEX affiliation_one_main_contact ON affiliation (account_id, contact_id) WHERE main;
CREATE UNIQUE INDEX store_one_default ON store (account_id) WHERE is_default;
CREATE UNIQUE INDEX session_token ON session (token_hash);
CREATE UNIQUE INDEX api_token_token ON api_token (token_hash);
CREATE UNIQUE INDEX one_time_link_token ON one_time_link (token_hash);
ALTER TABLE customer ADD CONSTRAINT customer_has_first_name CHECK (first_name <> '');
ALTER TABLE contact ADD CONSTRAINT contact_has_names CHECK (first_name <> '' AND last_name <> '');
ALTER TABLE company ADD CONSTRAINT company_has_name CHECK (name <> '');
ALTER TABLE customer ADD CONSTRAINT customer_discount CHECK (discount BETWEEN 0 AND 100);
"""

ACCOUNT = """
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
CREATE POLICY sealed ON account TO kith_app USING (id = current_account()) WITH CHECK (id = current_account());
GRANT SELECT, UPDATE ON account TO kith_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limit TO kith_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kith_app
"""

# Bytes sort the same on every server, with ICU or without; the keys are made for it (core/text.py).
ORDER = ";\n".join(
    f'ALTER TABLE {table} ALTER COLUMN sort_key TYPE text COLLATE "C"'
    for table in ("customer", "contact", "company", "project")
)

PREFERENCE = ("any", "work_phone", "mobile_phone", "email")
WORDS = {
    "customer": {
        "sex": ("female", "male", "other"),
        "source": ("telephone", "web", "store", "referral", "event", "import", "other"),
        "contact_preference": PREFERENCE,
    },
    "contact": {"contact_preference": PREFERENCE},
    "project": {"stage": ("planned", "active", "paused", "done", "cancelled")},
    "phone_number": {"validity": ("valid", "possible")},
    "call": {"direction": ("incoming", "outgoing")},
}
"""Columns that hold one of some words: whoever writes them, by whatever way."""

OF_WORDS = ";\n".join(
    f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_word CHECK ({column} IN {words})"
    for table, columns in WORDS.items()
    for column, words in columns.items()
)

OWNERS = [
    only_one_of("phone_number", *PARTY),
    only_one_of("email_address", *PARTY),
    only_one_of("address", *PARTY),
    only_one_of("call_party", *PARTY),
    only_one_of("affiliation", *PERSON),
    only_one_of("participation", *PERSON),
]


class Migration(migration.Migration):
    dependencies = [("kith", "0001_initial")]
    operations = [
        ops.RunSQL(";\n".join([PRELUDE, *SEALS, CHECKS, ORDER, OF_WORDS, *OWNERS, ACCOUNT]))
    ]
