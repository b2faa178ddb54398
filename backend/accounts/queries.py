"""Reads of the account's own things."""

from backend.core import database


async def default_store(account_id: int) -> int | None:
    """The store a new customer comes from unless said otherwise (R040)."""
    sql = "SELECT id FROM store WHERE account_id = $1 AND is_default"
    value = await database.fetchval(account_id, sql, account_id)
    return int(value) if value is not None else None
