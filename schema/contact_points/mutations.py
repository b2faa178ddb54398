"""Changing what reaches a party: numbers, e-mails, addresses, each on its own (R003)."""

from __future__ import annotations

from typing import Any

import strawberry

from backend.accounts.permissions import Permission
from backend.contact_points import service
from backend.contact_points.addresses import Place
from schema.contact_points.inputs import (
    AddressAddInput,
    AddressUpdateInput,
    EmailAddInput,
    EmailUpdateInput,
    LocationInput,
    PhoneAddInput,
    PhoneUpdateInput,
)
from schema.contact_points.owners import party_of
from schema.contact_points.results import (
    AddressAddResult,
    AddressSaved,
    AddressUpdateResult,
    ContactPointRemoved,
    EmailAddResult,
    EmailRemoveResult,
    EmailSaved,
    EmailUpdateResult,
    PhoneAddResult,
    PhoneSaved,
    PhoneUpdateResult,
    RemoveResult,
)
from schema.context import Info
from schema.inputs import given
from schema.permissions import Fresh, Requires
from schema.relay import pk_of


def _writes() -> list[Any]:
    """Whoever may write some kind of party; the service demands the kind that it is."""
    kinds = (Permission.CUSTOMER_WRITE, Permission.CONTACT_WRITE, Permission.COMPANY_WRITE)
    return [Requires(*kinds), Fresh()]


@strawberry.type
class PhoneMutation:
    @strawberry.mutation(
        description="Give a customer, contact or company one more number.", extensions=_writes()
    )
    async def phone_add(
        self, info: Info, party: strawberry.ID, input: PhoneAddInput
    ) -> PhoneAddResult:
        pk = await service.phone_add(
            info.context.signed_in(),
            party=party_of(party),
            number=input.number,
            label=input.label,
            region=input.region,
            main=input.main,
        )
        return PhoneSaved(pk=pk)

    @strawberry.mutation(description="Change one number.", extensions=_writes())
    async def phone_update(
        self, info: Info, id: strawberry.ID, input: PhoneUpdateInput
    ) -> PhoneUpdateResult:
        pk = pk_of(id, "PhoneNumber")
        await service.phone_update(
            info.context.signed_in(), phone_id=pk, fields=given(input), version=input.version
        )
        return PhoneSaved(pk=pk)

    @strawberry.mutation(description="Take one number away.", extensions=_writes())
    async def phone_remove(self, info: Info, id: strawberry.ID) -> RemoveResult:
        actor = info.context.signed_in()
        party = await service.phone_remove(actor, phone_id=pk_of(id, "PhoneNumber"))
        return ContactPointRemoved(id=id, party_ref=party)


@strawberry.type
class EmailMutation:
    @strawberry.mutation(
        description="Give a customer, contact or company one more e-mail address.",
        extensions=_writes(),
    )
    async def email_add(
        self, info: Info, party: strawberry.ID, input: EmailAddInput
    ) -> EmailAddResult:
        pk = await service.email_add(
            info.context.signed_in(),
            party=party_of(party),
            address=input.address,
            label=input.label,
            main=input.main,
        )
        return EmailSaved(pk=pk)

    @strawberry.mutation(
        description="Change one e-mail address; a customer's main one is locked (R055).",
        extensions=_writes(),
    )
    async def email_update(
        self, info: Info, id: strawberry.ID, input: EmailUpdateInput
    ) -> EmailUpdateResult:
        pk = pk_of(id, "EmailAddress")
        await service.email_update(
            info.context.signed_in(), email_id=pk, fields=given(input), version=input.version
        )
        return EmailSaved(pk=pk)

    @strawberry.mutation(description="Take one e-mail address away.", extensions=_writes())
    async def email_remove(self, info: Info, id: strawberry.ID) -> EmailRemoveResult:
        actor = info.context.signed_in()
        party = await service.email_remove(actor, email_id=pk_of(id, "EmailAddress"))
        return ContactPointRemoved(id=id, party_ref=party)


@strawberry.type
class AddressMutation:
    @strawberry.mutation(
        description="Give a customer, contact or company one more address.", extensions=_writes()
    )
    async def address_add(
        self, info: Info, party: strawberry.ID, input: AddressAddInput
    ) -> AddressAddResult:
        shared = input.location_id
        pk = await service.address_add(
            info.context.signed_in(),
            party=party_of(party),
            place=Place(**given(input.location)) if input.location else None,
            location_id=pk_of(shared, "Location", path=("location_id",)) if shared else None,
            fields=given(input),
        )
        return AddressSaved(pk=pk)

    @strawberry.mutation(
        description="Change an address; a shared place changes for everybody or only here (R062).",
        extensions=_writes(),
    )
    async def address_update(
        self, info: Info, id: strawberry.ID, input: AddressUpdateInput
    ) -> AddressUpdateResult:
        pk = pk_of(id, "Address")
        place: LocationInput | None = input.location
        await service.address_update(
            info.context.signed_in(),
            address_id=pk,
            fields=given(input),
            place=given(place) if place else None,
            scope=input.scope,
            version=input.version,
            location_version=place.version if place else None,
        )
        return AddressSaved(pk=pk)

    @strawberry.mutation(description="Take one address away.", extensions=_writes())
    async def address_remove(self, info: Info, id: strawberry.ID) -> RemoveResult:
        actor = info.context.signed_in()
        party = await service.address_remove(actor, address_id=pk_of(id, "Address"))
        return ContactPointRemoved(id=id, party_ref=party)


@strawberry.type
class ContactPointMutation(PhoneMutation, EmailMutation, AddressMutation):
    pass
