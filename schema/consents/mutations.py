"""Writing down what somebody said about being reached."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from backend.accounts.permissions import Permission
from backend.consents import service
from schema.batches import node_of
from schema.consents.enums import Channel, ConsentState, How, Purpose
from schema.consents.types import Consent
from schema.contact_points.owners import party_of
from schema.context import Info
from schema.permissions import Fresh, Requires
from schema.problems import InvalidInput, NotAllowed, NotFound, Refused


@strawberry.input(description="What somebody said about being reached.")
class ConsentRecordInput:
    purpose: Purpose = strawberry.field(description="What for.")
    channel: Channel = strawberry.field(description="By what.")
    state: ConsentState = strawberry.field(description="Given or withdrawn.")
    how: How = strawberry.field(description="By what way they said it.")
    at: datetime | None = strawberry.field(
        description="When they said it; null: now.", default=None
    )
    third_party: str = strawberry.field(
        description="By whom else; empty where it is about the account itself.", default=""
    )
    wording_version: str = strawberry.field(
        description="The version of the words they agreed to.", default=""
    )
    proof: str = strawberry.field(description="What proves it, in words.", default="")


@strawberry.type(description="The consent as it was written down.")
class ConsentSaved:
    pk: strawberry.Private[int]

    @strawberry.field(description="The consent.")
    async def consent(self, info: Info) -> Consent:
        return await node_of(info, Consent, self.pk)


ConsentResult = Annotated[
    ConsentSaved | InvalidInput | NotFound | NotAllowed | Refused,
    strawberry.union("ConsentResult", description="The consent, or what is in the way."),
]


@strawberry.type
class ConsentMutation:
    @strawberry.mutation(
        description="Write down that somebody consented to being reached, or withdrew it.",
        extensions=[Requires(Permission.CONSENT_WRITE), Fresh()],
    )
    async def consent_record(
        self, info: Info, party: strawberry.ID, input: ConsentRecordInput
    ) -> ConsentResult:
        pk = await service.consent_record(
            info.context.signed_in(),
            party=party_of(party),
            purpose=input.purpose,
            channel=input.channel,
            state=input.state,
            how=input.how,
            at=input.at,
            third_party=input.third_party,
            wording_version=input.wording_version,
            proof=input.proof,
        )
        return ConsentSaved(pk=pk)
