"""What can be done to a customer: create, update, delete, restore, reveal."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tortoise.exceptions import IntegrityError

from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.accounts.queries import default_store
from backend.accounts.sessions import end_all_of_customer
from backend.contact_points import attaching
from backend.core.changes import changes_of, columns_of, created
from backend.core.database import violated_constraint, writing
from backend.core.errors import InvalidInput, NotFound
from backend.core.forms import name_keys
from backend.core.numbering import next_number
from backend.core.versions import refuse_conflicts, stamp
from backend.custom_fields.types import RecordKind
from backend.custom_fields.values import checked
from backend.customers.fields import FORMS, MASKED
from backend.customers.models import Customer
from backend.events.service import record
from backend.events.types import EventType, Fact, NodeRef
from backend.portal.inviting import registration_mail

MISSING = "There is no such customer."
REFERENCES = {"group_id": "group", "operator_id": "operator", "store_id": "store"}


def ref(customer_id: int) -> NodeRef:
    """A customer as a node."""
    return NodeRef("Customer", customer_id)


async def customer_create(
    actor: Actor,
    *,
    fields: Mapping[str, Any],
    phones: Sequence[attaching.NewPhone] = (),
    emails: Sequence[attaching.NewEmail] = (),
    register: bool = True,
) -> int:
    """Add a customer with what reaches them; returns the id. One transaction: all of it or nothing.

    They are mailed the way to their own record (R039), unless blocked, or said otherwise by
    `suppress_registration_email` or, where they come from somewhere else, by `register`.
    """
    actor.demand(Permission.CUSTOMER_WRITE)
    values = await checked(
        actor.account_id, RecordKind.CUSTOMER, FORMS, {"first_name": "", **fields}, new=True
    )
    async with attaching.naming_owners(actor), writing(actor.account_id):
        values.setdefault("store_id", await default_store(actor.account_id))
        customer = await _insert(actor, values)
        facts = await attaching.attach(actor, ref(customer.id), phones=phones, emails=emails)
        made = Fact(
            EventType.CUSTOMER_CREATED, ref(customer.id), _unmasked(created(customer, values))
        )
        await record(actor, [made, *facts])
        if register and not (customer.blocked or customer.suppress_registration_email):
            await registration_mail(actor, customer_id=customer.id)
    return int(customer.id)


async def customer_update(
    actor: Actor, *, customer_id: int, fields: Mapping[str, Any], version: int | None = None
) -> None:
    """Change some fields; what others changed meanwhile stays, or comes back as VersionConflict."""
    actor.demand(Permission.CUSTOMER_WRITE)
    values = await checked(actor.account_id, RecordKind.CUSTOMER, FORMS, fields)
    async with writing(actor.account_id):
        customer = await _locked(customer_id)
        await refuse_conflicts(actor.account_id, "Customer", customer, version, values)
        await _write(actor, customer, values, EventType.CUSTOMER_UPDATED)


async def customer_delete(actor: Actor, *, customer_id: int) -> None:
    """Mark a customer as deleted: kept, restorable, still holding their numbers (R033)."""
    actor.demand(Permission.CUSTOMER_DELETE)
    async with writing(actor.account_id):
        customer = await _locked(customer_id)
        if customer.deleted_at is None:
            await _write(
                actor, customer, {"deleted_at": datetime.now(UTC)}, EventType.CUSTOMER_DELETED
            )


async def customer_restore(actor: Actor, *, customer_id: int) -> None:
    """Take the mark away again."""
    actor.demand(Permission.CUSTOMER_WRITE)
    async with writing(actor.account_id):
        customer = await _locked(customer_id)
        if customer.deleted_at is not None:
            await _write(actor, customer, {"deleted_at": None}, EventType.CUSTOMER_RESTORED)


async def customer_reveal(actor: Actor, *, customer_id: int, field: str) -> str:
    """The whole of a masked number; who looked is recorded."""
    actor.demand(Permission.CUSTOMER_REVEAL)
    if field not in MASKED:
        raise InvalidInput("This field is not masked.", ("field",))
    async with writing(actor.account_id):
        customer = await _locked(customer_id)
        await record(
            actor, [Fact(EventType.CUSTOMER_REVEALED, ref(customer_id), {field: (None, None)})]
        )
        return str(getattr(customer, field))


async def _locked(customer_id: int) -> Customer:
    customer = await Customer.filter(id=customer_id).select_for_update().first()
    if customer is None:
        raise NotFound(MISSING)
    return customer


async def _insert(actor: Actor, values: Mapping[str, Any]) -> Customer:
    names: dict[str, Any] = name_keys(
        values["first_name"], values.get("middle_name", ""), values.get("last_name", "")
    )
    try:
        return await Customer.create(
            account_id=actor.account_id,
            number=await next_number(actor.account_id, "customer"),
            created_by=actor.user_id,
            created_via=actor.via,
            modified_by=actor.user_id,
            modified_via=actor.via,
            **names,
            **columns_of(values, {}),
        )
    except IntegrityError as error:
        raise _unknown_reference(error) from error


async def _write(
    actor: Actor, customer: Customer, values: Mapping[str, Any], what: EventType
) -> None:
    changes = changes_of(customer, values)
    if not changes:
        return
    before = customer.version
    customer.update_from_dict(
        {
            **columns_of(values, customer.custom),
            **stamp(actor.user_id, actor.via),
            "version": before + 1,
        }
    ).update_from_dict(
        name_keys(
            values.get("first_name", customer.first_name),
            values.get("middle_name", customer.middle_name),
            values.get("last_name", customer.last_name),
        )
    )
    try:
        await customer.save()
    except IntegrityError as error:
        raise _unknown_reference(error) from error
    if customer.blocked or customer.deleted_at is not None:
        await end_all_of_customer(customer.id)
    changed = {**_unmasked(changes), "_version": (before, before + 1)}
    await record(actor, [Fact(what, ref(customer.id), changed)])


def _unmasked(changes: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """The log says that a masked number changed, never to what."""
    return {k: ((None, None) if k in MASKED else v) for k, v in changes.items()}


def _unknown_reference(error: IntegrityError) -> Exception:
    name = violated_constraint(error) or ""
    for column, word in REFERENCES.items():
        if column in name:
            return InvalidInput(f"There is no such {word}.", (column.removesuffix("_id"),))
    return error
