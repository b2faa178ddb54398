"""SQL of what ties companies to people: each for any number of parents, keys as $1."""

COLUMNS = "a.id, a.customer_id, a.contact_id, a.company_id, a.role, a.since, a.until, a.main"

BY_ID = f"SELECT a.id AS key, {COLUMNS} FROM affiliation a WHERE a.id = ANY ($1::bigint[])"


def of_person(column: str) -> str:
    """A person's companies that are not deleted: the main one first, then present before past."""
    return (
        f"SELECT a.{column} AS key, {COLUMNS} FROM affiliation a JOIN company c ON c.id = a.company_id"
        f" WHERE a.account_id = current_account() AND a.{column} = ANY ($1::bigint[])"
        " AND c.deleted_at IS NULL ORDER BY a.main DESC, a.until DESC NULLS FIRST, a.id"
    )


PEOPLE = """(
  SELECT a.*, coalesce(u.sort_key, o.sort_key) AS sort_key
    FROM affiliation a
    LEFT JOIN customer u ON u.id = a.customer_id
    LEFT JOIN contact o ON o.id = a.contact_id
   WHERE coalesce(u.deleted_at, o.deleted_at) IS NULL
) AS a"""
"""Affiliations of people who are not deleted, with the name to sort by."""

PEOPLE_COLUMNS = f"{COLUMNS}, a.sort_key"


def companies_of(column: str) -> str:
    """The condition on companies under a person `k.key`; several roles are still one company."""
    return (
        "deleted_at IS NULL AND id IN (SELECT a.company_id FROM affiliation a"
        f" WHERE a.account_id = current_account() AND a.{column} = k.key)"
    )


def people_of(column: str) -> str:
    """The condition on customers or contacts under a company `k.key`."""
    return (
        f"deleted_at IS NULL AND id IN (SELECT a.{column} FROM affiliation a"
        " WHERE a.account_id = current_account() AND a.company_id = k.key)"
    )
