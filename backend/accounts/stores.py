"""Stores: the places an account sells from; exactly one is filled in for new customers (R040)."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg

from backend.accounts.actor import Actor
from backend.accounts.models import Store
from backend.accounts.permissions import Permission
from backend.core import database, forms
from backend.core.changes import changes_of, created
from backend.core.database import writing
from backend.core.errors import InvalidInput, NotFound, Refused
from backend.core.forms import Form, checked
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef

FORMS: Mapping[str, Form] = {
    "name": forms.needed("Type a name for the store."),
    "is_default": forms.as_is,
    "active": forms.as_is,
}
ALL = """
SELECT id, name, is_default, active FROM store WHERE account_id = current_account()
 ORDER BY NOT active, NOT is_default, name, id LIMIT 1000
"""
BY_ID = "SELECT id AS key, id, name, is_default, active FROM store WHERE id = ANY ($1::bigint[])"


async def stores(account_id: int) -> Sequence[asyncpg.Record]:
    """The account's stores, the default one first, closed ones last."""
    return await database.fetch(account_id, ALL)


async def store_create(actor: Actor, *, fields: Mapping[str, Any]) -> int:
    """Open a store; the account's first is its default."""
    actor.demand(Permission.ACCOUNT_MANAGE)
    values = checked(FORMS, {"name": "", **fields})
    async with writing(actor.account_id):
        others = await Store.all().select_for_update()
        _refuse_known(values["name"], others)
        if not others:
            values["is_default"] = True
        if values.get("is_default"):
            await Store.filter(is_default=True).update(is_default=False)
        store = await Store.create(account_id=actor.account_id, **values)
        await record(actor, [Fact(EventType.STORE_CREATED, _ref(store), created(store, values))])
    return int(store.id)


async def store_update(actor: Actor, *, store_id: int, fields: Mapping[str, Any]) -> None:
    """Rename a store, close or reopen it, make it the default; the default itself stays until then."""
    actor.demand(Permission.ACCOUNT_MANAGE)
    values = checked(FORMS, fields)
    async with writing(actor.account_id):
        others = {store.id: store for store in await Store.all().select_for_update()}
        store = others.pop(store_id, None)
        if store is None:
            raise NotFound("There is no such store.")
        _refuse_known(values.get("name", ""), list(others.values()))
        _keep_default(store, values)
        changes = changes_of(store, values)
        if not changes:
            return
        if values.get("is_default"):
            await Store.filter(is_default=True).update(is_default=False)
        await store.update_from_dict(values).save()
        await record(actor, [Fact(EventType.STORE_UPDATED, _ref(store), changes)])


def _keep_default(store: Store, values: Mapping[str, Any]) -> None:
    if store.is_default and values.get("is_default") is False:
        raise Refused("New customers need a store. Make another the default instead.")
    if values.get("is_default", store.is_default) and not values.get("active", store.active):
        raise Refused("The default store cannot be closed. Make another the default first.")


def _refuse_known(name: str, others: Sequence[Store]) -> None:
    if any(store.name == name for store in others):
        raise InvalidInput("Another store has this name.", ("name",))


def _ref(store: Store) -> NodeRef:
    return NodeRef("Store", store.id)
