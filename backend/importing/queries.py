"""Reads of imports: runs, their rows, and the refused ones as the source wrote them."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import asyncpg
import orjson

from backend.core import database
from backend.core.paging import COUNT_CAP, Keyset, Page
from backend.importing import runs

RUNS = f"SELECT {runs.COLUMNS} FROM import_run WHERE account_id = current_account()"
RUN_BY_ID = f"SELECT id AS key, {runs.COLUMNS} FROM import_run WHERE id = ANY ($1::bigint[])"
ROW_COLUMNS = (
    "id, run_id, place, row, file, name, phone, verdict, reasons, changes, source, node_type, node_id,"
    " NOT written AND before IS NOT NULL AS taken_back,"
    """ jsonb_path_query_array(prepared, '$.phones[*] ? (@.validity == "possible")') AS unusual"""
)
ROW_BY_ID = f"SELECT id AS key, {ROW_COLUMNS} FROM import_row WHERE id = ANY ($1::bigint[])"
NEWEST = Keyset(("created_at", "id"), ("timestamptz", "bigint"), descending=True)
IN_ORDER = Keyset(("place", "id"), ("bigint", "bigint"))
MENDABLE = "(verdict = 'refused' OR jsonb_array_length(reasons) > 0)"
"""Rows that were refused, or of which a part was."""

REFUSED = f"""
SELECT place, row, file, source, reasons FROM import_row
 WHERE account_id = current_account() AND run_id = $1 AND place > $2 AND {MENDABLE}
 ORDER BY place LIMIT 1000
"""


async def page(account_id: int, page: Page) -> Sequence[asyncpg.Record]:
    """Up to `limit + 1` runs, the newest first."""
    arguments: list[Any] = []
    return await database.fetch(account_id, RUNS + NEWEST.clauses(page, arguments), *arguments)


async def count(account_id: int) -> int:
    """How many runs there are, counted to one past the cap."""
    sql = f"SELECT count(*) FROM ({RUNS} LIMIT {COUNT_CAP + 1}) AS capped"
    return int(await database.fetchval(account_id, sql))


def _where(run_id: int, verdict: str | None, mendable: bool, arguments: list[Any]) -> str:
    arguments.append(run_id)
    sql = " FROM import_row WHERE account_id = current_account() AND run_id = $1"
    if verdict is not None:
        arguments.append(verdict)
        sql += " AND verdict = $2"
    return sql + (f" AND {MENDABLE}" if mendable else "")


async def rows(
    account_id: int, run_id: int, page: Page, *, verdict: str | None, mendable: bool
) -> Sequence[asyncpg.Record]:
    """Up to `limit + 1` rows of a run in the order of its files."""
    arguments: list[Any] = []
    where = _where(run_id, verdict, mendable, arguments)
    tail = IN_ORDER.clauses(page, arguments)
    return await database.fetch(account_id, f"SELECT {ROW_COLUMNS}{where}{tail}", *arguments)


async def row_count(account_id: int, run_id: int, *, verdict: str | None, mendable: bool) -> int:
    """How many rows of this kind a run has, counted to one past the cap."""
    arguments: list[Any] = []
    where = _where(run_id, verdict, mendable, arguments)
    sql = f"SELECT count(*) FROM (SELECT 1{where} LIMIT {COUNT_CAP + 1}) AS capped"
    return int(await database.fetchval(account_id, sql, *arguments))


async def refused(account_id: int, run_id: int) -> AsyncIterator[dict[str, Any]]:
    """Rows refused whole or in part, in order, a thousand at a time."""
    place = -1
    while found := await database.fetch(account_id, REFUSED, run_id, place):
        for row in found:
            place = row["place"]
            yield {
                "row": row["row"],
                "file": row["file"],
                "source": orjson.loads(row["source"]),
                "reasons": orjson.loads(row["reasons"]),
            }
