"""Writing a record that people edit: made, changed, marked as deleted, restored, each with its event."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from tortoise.exceptions import IntegrityError

from backend.accounts.actor import Actor
from backend.core.changes import changes_of, columns_of, created
from backend.core.database import violated_constraint, writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.models import Tracked
from backend.core.versions import refuse_conflicts, stamp
from backend.events.service import record as append
from backend.events.types import EventType, Fact, NodeRef

M = TypeVar("M", bound=Tracked)


@dataclass(frozen=True, slots=True)
class Records(Generic[M]):
    """One kind of record: its table; `settle` looks at each record before it is written.

    `settle` fills the columns that follow from others and refuses what does not go together.
    `references` says what a column points to, for the sentence when it is not there.
    """

    kind: str
    model: type[M]
    settle: Callable[[M], Awaitable[None]]
    references: Mapping[str, str] = field(default_factory=dict)

    def ref(self, pk: int) -> NodeRef:
        """A record of this kind as a node."""
        return NodeRef(self.kind, pk)

    async def locked(self, pk: int) -> M:
        """The record, locked for the running unit of work; NotFound where there is none."""
        found = await self.model.filter(id=pk).select_for_update().first()
        if found is None:
            raise NotFound(f"There is no such {self.kind.lower()}.")
        return found

    async def insert(self, actor: Actor, values: Mapping[str, Any], **given: Any) -> tuple[M, Fact]:
        """Add a record inside a unit of work; the fact is the caller's to record.

        `values` have been checked; `given` are columns that nobody typed, such as a number.
        """
        made = self.model(
            account_id=actor.account_id,
            created_by=actor.user_id,
            created_via=actor.via,
            modified_by=actor.user_id,
            modified_via=actor.via,
            **given,
            **columns_of(values, {}),
        )
        await self._save(made)
        return made, Fact(self._type("created"), self.ref(made.id), created(made, values))

    async def update(
        self, actor: Actor, pk: int, values: Mapping[str, Any], version: int | None
    ) -> None:
        """Change some fields; what others changed since `version` stays, or is a VersionConflict.

        `values` have been checked.
        """
        async with writing(actor.account_id):
            found = await self.locked(pk)
            await refuse_conflicts(actor.account_id, self.kind, found, version, values)
            await self._write(actor, found, values, "updated")

    async def delete(self, actor: Actor, pk: int) -> None:
        """Mark as deleted: kept and restorable; nothing happens to what is marked already."""
        async with writing(actor.account_id):
            found = await self.locked(pk)
            if found.deleted_at is None:
                await self._write(actor, found, {"deleted_at": datetime.now(UTC)}, "deleted")

    async def restore(self, actor: Actor, pk: int) -> None:
        """Take the mark away again."""
        async with writing(actor.account_id):
            found = await self.locked(pk)
            await self._write(actor, found, {"deleted_at": None}, "restored")

    async def _write(
        self, actor: Actor, found: M, values: Mapping[str, Any], happened: str
    ) -> None:
        changes = changes_of(found, values)
        if not changes:
            return
        before = found.version
        found.update_from_dict(columns_of(values, found.custom))
        found.update_from_dict({**stamp(actor.user_id, actor.via), "version": before + 1})
        await self._save(found)
        told = {**changes, "_version": (before, before + 1)}
        await append(actor, [Fact(self._type(happened), self.ref(found.id), told)])

    async def _save(self, wanted: M) -> None:
        await self.settle(wanted)
        try:
            await wanted.save()
        except IntegrityError as error:
            name = violated_constraint(error) or ""
            for column, word in self.references.items():
                if column in name:
                    path = (column.removesuffix("_id"),)
                    raise InvalidInput(f"There is no such {word}.", path) from error
            raise

    def _type(self, happened: str) -> EventType:
        return EventType(f"{self.kind.lower()}.{happened}")
