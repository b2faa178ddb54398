"""Telephone numbers and e-mail addresses, the same for every party."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

import orjson
import strawberry

from backend.accounts import modules
from backend.accounts.modules import Module
from backend.accounts.permissions import Permission
from backend.contact_points.emails import mailto
from backend.contact_points.phones import Spelling, can_receive_sms, spell
from backend.events.types import NodeRef
from schema.batches import NODES, Batch
from schema.contact_points.enums import PhoneType, Validity
from schema.contact_points.owners import load_party, owner_ref
from schema.context import Info
from schema.relay import Node
from schema.rows import FromRow, Of, Rows

if TYPE_CHECKING:
    from schema.parties import Party

LazyParty = Annotated["Party", strawberry.lazy("schema.parties")]


@strawberry.type(description="A telephone number of somebody (R003).")
class PhoneNumber(FromRow, Node):
    pk: strawberry.Private[int]
    owner_ref: strawberry.Private[NodeRef]
    label: str = strawberry.field(description="Its generic name: home, work, mobile … free text.")
    typed: str = strawberry.field(description="As it was typed.")
    e164: str = strawberry.field(description="ITU-T E.164, with the plus sign.")
    extension: str = strawberry.field(description="The extension, empty where there is none.")
    region: str | None = strawberry.field(
        description="ISO 3166-1 alpha-2, where the number belongs to one."
    )
    type: PhoneType = strawberry.field(description="What kind of line.")
    validity: Validity = strawberry.field(description="Valid, or only possible.")
    national: str = strawberry.field(description="As written in its own country.")
    international: str = strawberry.field(description="As written from abroad.")
    href: str = strawberry.field(description="A tel: link (RFC 3966).")
    can_receive_sms: bool = strawberry.field(description="Whether text messages can reach it.")
    main: bool = strawberry.field(description="Whether it is the main one.")
    position: int = strawberry.field(description="Its place in the list.")
    version: int = strawberry.field(description="Grows with each change.")

    @strawberry.field(description="Whose it is; null where the viewer may not see them.")
    async def owner(self, info: Info) -> LazyParty | None:
        found: LazyParty | None = await load_party(info, self.owner_ref)
        return found

    @strawberry.field(
        description="Whether the viewer may send SMS there: it can receive them, the account has"
        " switched them on, and the viewer may write (R006)."
    )
    async def viewer_can_text(self, info: Info) -> bool:
        actor = info.context.signed_in()
        if not self.can_receive_sms or not actor.may(Permission.MESSAGE_SEND):
            return False
        found = await info.context.loaders.of(MODULES).load(actor.account_id)
        return Module.SMS.value in (found or ())


MODULES = Batch("modules", modules.MODULES, lambda row: orjson.loads(row["modules"]), many=False)
"""What the account has switched on, read once however many numbers ask."""


def _spelt(how: str) -> Of:
    style: Callable[[Spelling], str] = attrgetter(how)
    return Of(lambda e164, extension: style(spell(e164, extension)), "e164", "extension")


phone_number = Rows(
    PhoneNumber,
    "label",
    "typed",
    "e164",
    "extension",
    "region",
    "main",
    "position",
    "version",
    owner_ref=owner_ref,
    type=Of(PhoneType, "type"),
    validity=Of(Validity, "validity"),
    national=_spelt("national"),
    international=_spelt("international"),
    href=_spelt("href"),
    can_receive_sms=Of(
        lambda kind, extension: can_receive_sms(PhoneType(kind), extension), "type", "extension"
    ),
)
"""The number of a row."""


@strawberry.type(description="An e-mail address of somebody (R002).")
class EmailAddress(FromRow, Node):
    pk: strawberry.Private[int]
    owner_ref: strawberry.Private[NodeRef]
    label: str = strawberry.field(description="Its generic name: free text.")
    address: str = strawberry.field(description="As it was typed.")
    href: str = strawberry.field(description="A mailto: link (RFC 6068).")
    main: bool = strawberry.field(description="Whether it is the main one.")
    locked: bool = strawberry.field(
        description="A customer's main address never changes once given (R055)."
    )
    opted_out: bool = strawberry.field(description="Whether they asked for no mail there.")
    version: int = strawberry.field(description="Grows with each change.")

    @strawberry.field(description="Whose it is; null where the viewer may not see them.")
    async def owner(self, info: Info) -> LazyParty | None:
        found: LazyParty | None = await load_party(info, self.owner_ref)
        return found


email_address = Rows(
    EmailAddress,
    "label",
    "main",
    "locked",
    "opted_out",
    "version",
    owner_ref=owner_ref,
    address="typed",
    href=Of(mailto, "typed"),
)
"""The address of a row."""

_PHONE = "SELECT {key} AS key, * FROM phone_number"
_EMAIL = (
    "SELECT {key} AS key, *, main AND customer_id IS NOT NULL"
    " AND (SELECT lock_first_email FROM account WHERE id = current_account()) AS locked"
    " FROM email_address"
)
_WHERE = " WHERE {key} = ANY ($1::bigint[]) ORDER BY position, id"


def _by(select: str, key: str) -> str:
    return (select + _WHERE).format(key=key)


PHONES = {
    kind: Batch(f"phones_of_{kind}", _by(_PHONE, f"{kind}_id"), phone_number, size=2)
    for kind in ("customer", "contact", "company")
}
EMAILS = {
    kind: Batch(f"emails_of_{kind}", _by(_EMAIL, f"{kind}_id"), email_address, size=2)
    for kind in ("customer", "contact", "company")
}

NODES["PhoneNumber"] = Batch("phone", _by(_PHONE, "id"), phone_number, many=False)
NODES["EmailAddress"] = Batch("email", _by(_EMAIL, "id"), email_address, many=False)
