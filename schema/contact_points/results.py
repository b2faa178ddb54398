"""What changing a contact point answers with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from backend.events.types import NodeRef
from schema.batches import node_of
from schema.contact_points.address_types import Address
from schema.contact_points.owners import load_party
from schema.contact_points.types import EmailAddress, PhoneNumber
from schema.context import Info
from schema.problems import (
    EmailLocked,
    EmailTaken,
    InvalidInput,
    NotAllowed,
    NotFound,
    PhoneTaken,
    Refused,
    VersionConflict,
)

if TYPE_CHECKING:
    from schema.parties import Party

LazyParty = Annotated["Party", strawberry.lazy("schema.parties")]


@strawberry.type(description="The number as it stands after the change.")
class PhoneSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The number.")
    async def phone(self, info: Info) -> PhoneNumber:
        return await node_of(info, PhoneNumber, self.pk)


@strawberry.type(description="The address as it stands after the change.")
class EmailSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The address.")
    async def email(self, info: Info) -> EmailAddress:
        return await node_of(info, EmailAddress, self.pk)


@strawberry.type(description="The address as it stands after the change.")
class AddressSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The address.")
    async def address(self, info: Info) -> Address:
        return await node_of(info, Address, self.pk)


@strawberry.type(description="It is gone; what is left is on its owner.")
class ContactPointRemoved:
    party_ref: strawberry.Private[NodeRef]
    id: strawberry.ID = strawberry.field(description="The id that is no longer of use.")

    @strawberry.field(description="Whose it was.")
    async def party(self, info: Info) -> LazyParty | None:
        found: LazyParty | None = await load_party(info, self.party_ref)
        return found


PhoneAddResult = Annotated[
    PhoneSaved | InvalidInput | NotFound | NotAllowed | PhoneTaken | Refused,
    strawberry.union("PhoneAddResult", description="The new number, or what is in the way."),
]
PhoneUpdateResult = Annotated[
    PhoneSaved | InvalidInput | NotFound | NotAllowed | PhoneTaken | Refused | VersionConflict,
    strawberry.union("PhoneUpdateResult", description="The number, or what is in the way."),
]
EmailAddResult = Annotated[
    EmailSaved | InvalidInput | NotFound | NotAllowed | EmailTaken | EmailLocked | Refused,
    strawberry.union("EmailAddResult", description="The new address, or what is in the way."),
]
EmailUpdateResult = Annotated[
    EmailSaved
    | InvalidInput
    | NotFound
    | NotAllowed
    | EmailTaken
    | EmailLocked
    | Refused
    | VersionConflict,
    strawberry.union("EmailUpdateResult", description="The address, or what is in the way."),
]
AddressAddResult = Annotated[
    AddressSaved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("AddressAddResult", description="The new address, or what is in the way."),
]
AddressUpdateResult = Annotated[
    AddressSaved | InvalidInput | NotFound | NotAllowed | Refused | VersionConflict,
    strawberry.union("AddressUpdateResult", description="The address, or what is in the way."),
]
RemoveResult = Annotated[
    ContactPointRemoved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("ContactPointRemoveResult", description="Gone, or what is in the way."),
]
EmailRemoveResult = Annotated[
    ContactPointRemoved | InvalidInput | NotFound | NotAllowed | EmailLocked | Refused,
    strawberry.union("EmailRemoveResult", description="Gone, or what is in the way."),
]
