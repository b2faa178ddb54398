"""SQL of what ties projects to people: each for any number of parents, keys as $1."""

COLUMNS = "p.id, p.customer_id, p.contact_id, p.project_id, p.role, p.created_at"

BY_ID = f"SELECT p.id AS key, {COLUMNS} FROM participation p WHERE p.id = ANY ($1::bigint[])"

OF_PROJECT = f"""
SELECT p.project_id AS key, {COLUMNS} FROM participation p
  LEFT JOIN customer u ON u.id = p.customer_id
  LEFT JOIN contact o ON o.id = p.contact_id
 WHERE p.account_id = current_account() AND p.project_id = ANY ($1::bigint[])
   AND coalesce(u.deleted_at, o.deleted_at) IS NULL
 ORDER BY coalesce(u.sort_key, o.sort_key), p.id
"""
"""The people on a project who are not deleted, by name."""


def of_person(column: str, *, deleted: bool) -> str:
    """A person's parts in projects, the newest first: in those that stand, or in the deleted ones."""
    return (
        f"SELECT p.{column} AS key, {COLUMNS} FROM participation p JOIN project j ON j.id = p.project_id"
        f" WHERE p.account_id = current_account() AND p.{column} = ANY ($1::bigint[])"
        f" AND j.deleted_at IS {'NOT NULL' if deleted else 'NULL'} ORDER BY p.id DESC"
    )


def projects_of(column: str) -> str:
    """The condition on projects under a person `k.key`."""
    return (
        "deleted_at IS NULL AND id IN (SELECT p.project_id FROM participation p"
        f" WHERE p.account_id = current_account() AND p.{column} = k.key)"
    )


OF_COMPANY = "deleted_at IS NULL AND company_id = k.key"
"""The condition on projects under a company `k.key`."""
