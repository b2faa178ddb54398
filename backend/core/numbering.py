"""Numbers that people say aloud: one row per account and kind, counted up in the writing transaction."""

from backend.core import database

NEXT = """
INSERT INTO number_counter (account_id, kind, given) VALUES ($1, $2, 10001)
ON CONFLICT (account_id, kind) DO UPDATE SET given = number_counter.given + 1
RETURNING given
"""


async def next_number(account_id: int, kind: str) -> int:
    """The next number of this kind; a rolled-back transaction gives it back."""
    rows = await database.execute(NEXT, account_id, kind)
    return int(rows[0]["given"])
