"""Rows for many tables at once: defaults from the models, ids given out here, written by COPY."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import asyncpg
import orjson
from tortoise import Model, Tortoise
from tortoise.fields import Field, JSONField

from backend.core.changes import plain

DERIVED = frozenset({"match_names", "sort_key"})


class Rows:
    """Collects rows of one account; `write` copies them in the order of their tables."""

    def __init__(self, account_id: int, now: datetime, first: Mapping[str, int]) -> None:
        self._account_id = account_id
        self._now = now
        self._next = dict(first)
        self._rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._makers: dict[str, Callable[[dict[str, Any]], tuple[Any, ...]]] = {}

    @classmethod
    async def starting(
        cls, connection: asyncpg.Connection, account_id: int, now: datetime
    ) -> "Rows":
        """Return a collection whose ids begin behind those the tables have given out."""
        first = {}
        for name, model in _models().items():
            first[name] = await connection.fetchval(
                "SELECT nextval(pg_get_serial_sequence($1, 'id'))", model._meta.db_table
            )
        return cls(account_id, now, first)

    def add(self, model: str, **values: Any) -> int:
        """Add a row; what is not given has the model's default. Returns its id."""
        if model not in self._makers:
            self._makers[model] = self._maker(_models()[model])
        key = self._next[model]
        self._next[model] += 1
        self._rows[model].append(self._makers[model]({"id": key, **values}))
        return key

    async def write(self, connection: asyncpg.Connection, order: tuple[str, ...]) -> None:
        """Copy everything, parents first as `order` says, and move the sequences behind it."""
        for model in order:
            table = _models()[model]._meta.db_table
            columns = list(_models()[model]._meta.fields_map)
            await connection.copy_records_to_table(
                table, records=self._rows.pop(model, []), columns=columns
            )
            await connection.execute(
                "SELECT setval(pg_get_serial_sequence($1, 'id'), $2, false)",
                table,
                self._next[model],
            )
        if self._rows:
            raise ValueError(f"no place in the order for {', '.join(self._rows)}")

    def _maker(self, model: type[Model]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
        columns: dict[str, Field[Any]] = model._meta.fields_map
        json = {name for name, column in columns.items() if isinstance(column, JSONField)}
        stamps = {
            name for name, column in columns.items() if getattr(column, "auto_now_add", False)
        }
        defaults = {name: column.default for name, column in columns.items()}

        def make(values: dict[str, Any]) -> tuple[Any, ...]:
            row = {**defaults, **dict.fromkeys(stamps, self._now), "account_id": self._account_id}
            row.update(values)
            for name in json:
                value = row[name]
                row[name] = orjson.dumps(value() if callable(value) else value).decode()
            return tuple(row[name] for name in columns)

        return make


def told(values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return a new row as the event log keeps it: field → nothing, value."""
    return {
        name: [None, plain(value)]
        for name, value in values.items()
        if value not in (None, "") and name not in DERIVED
    }


def _models() -> dict[str, type[Model]]:
    """Every model by name; from the registry, for a room's tables are its own to import."""
    apps = Tortoise.apps
    if apps is None:
        raise RuntimeError("the models are not open")
    return dict(apps["kith"])
