"""The queue that runs the outbox (pgqueuer): it carries ids only, and may lose them without harm.

The outbox row is the truth. A ticket names its row and how often the row had been claimed when the
ticket was written, so that one row has at most one live ticket per turn (`dedupe_key`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from pgqueuer import AsyncpgDriver, Queries
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.domain.types import Channel

from backend.core.database import running_connection

ENTRYPOINT = "outbox"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One turn of an outbox row: its account, its id, its turns so far."""

    account_id: int
    outbox_id: int
    turns: int
    after: timedelta = timedelta()

    def payload(self) -> bytes:
        """What the queue stores of it."""
        return f"{self.account_id}:{self.outbox_id}:{self.turns}".encode()

    @classmethod
    def read(cls, payload: bytes | None) -> "Ticket":
        """The ticket of a stored payload."""
        account_id, outbox_id, turns = (payload or b"").decode().split(":")
        return cls(int(account_id), int(outbox_id), int(turns))


def settings() -> DBSettings:
    """The names of the queue's tables, all spelled out: pgqueuer would read them from the environment.

    Its tables are not written ahead (`volatile`): a crash of the database empties them, and the sweep
    finds in the outbox what they held.
    """
    return DBSettings(
        prefix="",
        db_schema=None,
        channel=Channel("ch_pgqueuer"),
        function="fn_pgqueuer_changed",
        statistics_table="pgqueuer_statistics",
        queue_status_type="pgqueuer_status",
        queue_table="pgqueuer",
        queue_table_log="pgqueuer_log",
        trigger="tg_pgqueuer_changed",
        schedules_table="pgqueuer_schedules",
        durability=Durability.volatile,
        widen_id=False,
    )


def queries(driver: AsyncpgDriver) -> Queries:
    """The statements of pgqueuer on one connection."""
    names = settings()
    return Queries(
        driver,
        qbe=QueryBuilderEnvironment(names),
        qbq=QueryQueueBuilder(names),
        qbs=QuerySchedulerBuilder(names),
    )


def install_sql() -> str:
    """The statements that make the queue's tables, and let whoever serves use them."""
    tables = "pgqueuer, pgqueuer_log, pgqueuer_schedules, pgqueuer_statistics"
    return (
        f"{QueryBuilderEnvironment(settings()).build_install_query(create_schema=False)}\n"
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO kith_app;"
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kith_app"
    )


async def enqueue(tickets: Sequence[Ticket]) -> None:
    """Put tickets into the queue, in the running unit of work; one that is there already stays."""
    if not tickets:
        return
    async with running_connection() as connection:
        await queries(AsyncpgDriver(connection)).enqueue(
            [ENTRYPOINT] * len(tickets),
            [ticket.payload() for ticket in tickets],
            [0] * len(tickets),
            [ticket.after for ticket in tickets],
            [ticket.payload().decode() for ticket in tickets],
            on_conflict="skip",
        )
