"""What Tortoise's migrations cannot say: composite keys, row-level security, grants.

A row-level policy guards against a forgotten WHERE; the composite foreign keys make it impossible
for a row to point into another account, whoever writes it.
"""

PRELUDE = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE FUNCTION current_account() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT current_setting('app.account_id')::bigint $$;
GRANT USAGE ON SCHEMA public TO kith_app
"""
"""`current_setting` without its second argument: no tenant set is an error, never an empty answer."""


OWN = "account_id = current_account()"


def seal(table: str, *, rights: str = "SELECT, INSERT, UPDATE, DELETE", **parents: str) -> str:
    """SQL that ties a table to its account: `seal("phone_number", customer_id="customer")`.

    Each keyword is a column and the table it points to, inside the same account.
    """
    statements = [
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_account_fk FOREIGN KEY (account_id) REFERENCES account (id)"
    ]
    statements += [
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_fk"
        f" FOREIGN KEY (account_id, {column}) REFERENCES {parent} (account_id, id)"
        for column, parent in parents.items()
    ]
    statements += [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY sealed ON {table} TO kith_app USING ({OWN}) WITH CHECK ({OWN})",
        f"GRANT {rights} ON {table} TO kith_app",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kith_app",
    ]
    return ";\n".join(statements)


def only_one_of(table: str, *columns: str) -> str:
    """SQL for the check that exactly one of the columns is set (a real foreign key per kind)."""
    return f"ALTER TABLE {table} ADD CONSTRAINT {table}_one_owner CHECK (num_nonnulls({', '.join(columns)}) = 1)"
