"""The refused rows of an import as files: in the source's own columns, to be mended and sent again."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from backend.exporting.cells import line
from backend.importing import queries
from backend.importing.files import FileKind
from backend.importing.runs import Run
from backend.importing.sources import CARD

REASON = "Why it was refused"


def reason_of(row: Mapping[str, Any]) -> str:
    """All reasons of a row in one text."""
    told = (f"{r['field']}: {r['reason']}" if r["field"] else r["reason"] for r in row["reasons"])
    return " ".join(told)


def columns_of(run: Run) -> list[str]:
    """The headers of all files of the run, each once, in their order."""
    headers = [column.header for file in run.mapping.files for column in file.columns]
    cards = any(file.kind == FileKind.VCARD for file in run.mapping.files)
    return list(dict.fromkeys(headers + ([CARD] if cards else [])))


async def as_csv(run: Run) -> AsyncIterator[str]:
    """Header and rows; a byte order mark first, so that spreadsheets read UTF-8."""
    columns = columns_of(run)
    yield "\ufeff" + line([*columns, REASON])
    async for row in queries.refused(run.account_id, run.id):
        yield line([*(row["source"].get(name, "") for name in columns), reason_of(row)])


async def as_vcards(run: Run) -> AsyncIterator[str]:
    """The refused cards with the reason as a note of ours in each; rows of tables are left out."""
    async for row in queries.refused(run.account_id, run.id):
        card = row["source"].get(CARD)
        if card is None:
            continue
        first, _, rest = card.partition("\n")
        reason = reason_of(row).replace("\\", "\\\\").replace("\n", "\\n")
        yield f"{first}\nX-KITH-REFUSED:{reason}\n{rest}\n".replace("\n", "\r\n")
