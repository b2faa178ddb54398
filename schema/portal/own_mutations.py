"""Changing one's own record (R049): no id of a record is taken, only those of its parts."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from backend.accounts.permissions import Permission
from backend.contact_points.addresses import Place
from backend.portal import own
from schema.contact_points.inputs import (
    EmailAddInput,
    EmailUpdateInput,
    PhoneAddInput,
    PhoneUpdateInput,
)
from schema.context import Info
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.portal.inputs import PortalAddressInput, PortalUpdateInput
from schema.portal.types import PortalRecord, portal_record
from schema.problems import (
    EmailLocked,
    InvalidInput,
    NotAllowed,
    NotFound,
    Refused,
    VersionConflict,
)
from schema.relay import pk_of

Id = Annotated[strawberry.ID, strawberry.argument(description="Its id, of one's own record.")]


@strawberry.type(description="One's own record as it stands after the change.")
class PortalSaved:
    @strawberry.field(description="The record.")
    async def record(self, info: Info) -> PortalRecord:
        return await portal_record(await own.owner(info.context.signed_in()))


PortalResult = Annotated[
    PortalSaved | InvalidInput | NotFound | NotAllowed | EmailLocked | Refused | VersionConflict,
    strawberry.union("PortalResult", description="One's own record, or what is in the way."),
]


def _own() -> list[Any]:
    return [Requires(Permission.OWN_MANAGE), Fresh()]


def _parts(input: PortalAddressInput) -> tuple[dict[str, Any], dict[str, Any]]:
    """The place of an address, and what it has apart from its place."""
    place = given(input)
    fields = {"label": place.pop("label")} if "label" in place else {}
    return place, fields


@strawberry.type
class OwnNumbersMutation:
    @strawberry.mutation(description="Change one's own names.", extensions=_own())
    async def portal_update(self, info: Info, input: PortalUpdateInput) -> PortalResult:
        await own.names_update(info.context.signed_in(), fields=given(input), version=input.version)
        return PortalSaved()

    @strawberry.mutation(description="Add a number to one's own record.", extensions=_own())
    async def portal_phone_add(self, info: Info, input: PhoneAddInput) -> PortalResult:
        await own.phone_add(
            info.context.signed_in(),
            number=input.number,
            label=input.label,
            region=input.region,
            main=input.main,
        )
        return PortalSaved()

    @strawberry.mutation(description="Change one of one's own numbers.", extensions=_own())
    async def portal_phone_update(
        self, info: Info, id: Id, input: PhoneUpdateInput
    ) -> PortalResult:
        await own.phone_update(
            info.context.signed_in(),
            phone_id=pk_of(id, "PhoneNumber"),
            fields=given(input),
            version=input.version,
        )
        return PortalSaved()

    @strawberry.mutation(description="Take one of one's own numbers away.", extensions=_own())
    async def portal_phone_remove(self, info: Info, id: Id) -> PortalResult:
        await own.phone_remove(info.context.signed_in(), phone_id=pk_of(id, "PhoneNumber"))
        return PortalSaved()


@strawberry.type
class OwnRecordMutation(OwnNumbersMutation):
    @strawberry.mutation(
        description="Add an e-mail address to one's own record.", extensions=_own()
    )
    async def portal_email_add(self, info: Info, input: EmailAddInput) -> PortalResult:
        await own.email_add(
            info.context.signed_in(), address=input.address, label=input.label, main=input.main
        )
        return PortalSaved()

    @strawberry.mutation(description="Change one of one's own e-mail addresses.", extensions=_own())
    async def portal_email_update(
        self, info: Info, id: Id, input: EmailUpdateInput
    ) -> PortalResult:
        await own.email_update(
            info.context.signed_in(),
            email_id=pk_of(id, "EmailAddress"),
            fields=given(input),
            version=input.version,
        )
        return PortalSaved()

    @strawberry.mutation(
        description="Take one of one's own e-mail addresses away.", extensions=_own()
    )
    async def portal_email_remove(self, info: Info, id: Id) -> PortalResult:
        await own.email_remove(info.context.signed_in(), email_id=pk_of(id, "EmailAddress"))
        return PortalSaved()

    @strawberry.mutation(description="Add an address to one's own record.", extensions=_own())
    async def portal_address_add(self, info: Info, input: PortalAddressInput) -> PortalResult:
        place, fields = _parts(input)
        await own.address_add(info.context.signed_in(), place=Place(**place), fields=fields)
        return PortalSaved()

    @strawberry.mutation(
        description="Change one of one's own addresses; where others share the place, for"
        " nobody else.",
        extensions=_own(),
    )
    async def portal_address_update(
        self, info: Info, id: Id, input: PortalAddressInput
    ) -> PortalResult:
        place, fields = _parts(input)
        await own.address_update(
            info.context.signed_in(),
            address_id=pk_of(id, "Address"),
            fields=fields,
            place=place or None,
            version=input.version,
        )
        return PortalSaved()

    @strawberry.mutation(description="Take one of one's own addresses away.", extensions=_own())
    async def portal_address_remove(self, info: Info, id: Id) -> PortalResult:
        await own.address_remove(info.context.signed_in(), address_id=pk_of(id, "Address"))
        return PortalSaved()
