"""Values of custom fields on their way into a record and out of a list: checked by the definitions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from backend.core import forms
from backend.core.changes import OWN
from backend.core.errors import InvalidInput
from backend.core.forms import Form
from backend.custom_fields.queries import of_kind
from backend.custom_fields.types import Definition, FieldType, RecordKind

GIVEN = "custom_fields"
"""The name under which a form hands over custom values: key → text."""


async def checked(
    account_id: int,
    kind: RecordKind,
    built_in: Mapping[str, Form],
    fields: Mapping[str, Any],
    *,
    new: bool = False,
) -> dict[str, Any]:
    """All fields in their form, custom ones as `custom.<key>`; every wrong one in one InvalidInput.

    A new record needs its mandatory fields; one that is there keeps what is not mentioned.
    """
    plain = {name: value for name, value in fields.items() if name != GIVEN}
    given: Mapping[str, str | None] = fields.get(GIVEN) or {}
    if not given and not new:
        return forms.checked(built_in, plain)
    known = await of_kind(account_id, kind)
    wanted = {**{k: None for k, f in known.items() if new and f.mandatory}, **given}
    checks = {f"{OWN}{key}": _form(known.get(key), key) for key in wanted}
    own = {f"{OWN}{key}": value for key, value in wanted.items()}
    kept = forms.checked({**built_in, **checks}, {**plain, **own})
    return {k: v for k, v in kept.items() if v is not None or k not in own or not new}


def _form(field: Definition | None, key: str) -> Form:
    if field is None:
        return _unknown
    return field.form((GIVEN, key))


def _unknown(_value: Any, name: str) -> Any:
    key = name.removeprefix(OWN)
    raise InvalidInput(f"There is no field “{key[:60]}” here.", (GIVEN, key))


@dataclass(frozen=True, slots=True)
class Condition:
    """What a list asks of one custom field; None leaves a part out."""

    key: str
    equals: str | None = None
    contains: str | None = None
    least: str | None = None
    most: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A condition read by its field's definition: SQL about the column `custom`, `{}` for the value."""

    sql: str
    value: Any


async def conditions(
    account_id: int, kind: RecordKind, given: Sequence[Condition]
) -> tuple[Wanted, ...]:
    """The conditions as SQL knows them; InvalidInput for a key or a value that cannot be."""
    if not given:
        return ()
    known = await of_kind(account_id, kind)
    return tuple(wanted for one in given for wanted in _wanted(known.get(one.key), one))


def _wanted(field: Definition | None, given: Condition) -> list[Wanted]:
    path = ("filter", GIVEN, given.key)
    if field is None:
        raise InvalidInput(f"There is no field “{given.key[:60]}” here.", path)
    number = field.type is FieldType.NUMBER
    column = f"custom ->> '{field.key}'"
    found = []
    if given.equals is not None:
        found.append(
            Wanted("custom @> {}::jsonb", _json(field.key, field.parse(given.equals, path)))
        )
    if given.contains is not None:
        found.append(Wanted(f"strpos(lower({column}), lower({{}}::text)) > 0", given.contains))
    for bound, sign in ((given.least, ">="), (given.most, "<=")):
        if bound is None:
            continue
        if not number and field.type is not FieldType.DATE:
            raise InvalidInput("Only numbers and dates have a range.", path)
        value = field.parse(bound, path)
        cast = "numeric" if number else "text"
        found.append(Wanted(f"({column})::{cast} {sign} {{}}::text::{cast}", str(value)))
    return found


def _json(key: str, value: Any) -> str:
    return orjson.dumps({key: value}).decode()


def where(wanted: Sequence[Wanted], arguments: list[Any]) -> str:
    """` AND …` for each condition; appends their values to `arguments`."""
    sql = ""
    for one in wanted:
        arguments.append(one.value)
        sql += f" AND {one.sql.format(f'${len(arguments)}')}"
    return sql
