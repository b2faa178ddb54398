"""Inviting people to their own record, and their forgotten passwords."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from backend.accounts.permissions import Permission
from backend.portal import forgotten, inviting
from schema.accounts.callers import caller_of
from schema.accounts.types import User
from schema.batches import NODES
from schema.context import Info
from schema.permissions import Fresh, Requires
from schema.portal.own_mutations import OwnRecordMutation
from schema.problems import (
    DoNotContact,
    InvalidInput,
    NotAllowed,
    NotFound,
    RateLimited,
    Refused,
)
from schema.relay import pk_of

Reason = Annotated[
    str, strawberry.argument(description="Why a wish is set aside; needs `rule:override`.")
]


@strawberry.type(description="The mail is queued; older links no longer work once it is sent.")
class PasswordMailQueued:
    leaves: bool = strawberry.field(
        description="Whether there is a mail server; else it waits on the Outbox page."
    )


@strawberry.type(description="The contact can sign in once they have set a password.")
class ContactLoginCreated:
    pk: strawberry.Private[int]
    leaves: bool = strawberry.field(
        description="Whether there is a mail server; else the invitation waits on the Outbox page."
    )

    @strawberry.field(description="Their login.")
    async def user(self, info: Info) -> User:
        found: Any = await info.context.loaders.of(NODES["User"]).load(self.pk)
        return found  # type: ignore[no-any-return]


@strawberry.type(description="The same for every address, known or not.")
class PasswordForgotten:
    done: bool = strawberry.field(description="True.", default=True)


CustomerPasswordResetResult = Annotated[
    PasswordMailQueued | InvalidInput | NotFound | NotAllowed | Refused | DoNotContact,
    strawberry.union("CustomerPasswordResetResult", description="Queued, or what is in the way."),
]
ContactLoginCreateResult = Annotated[
    ContactLoginCreated | InvalidInput | NotFound | NotAllowed | Refused | DoNotContact,
    strawberry.union("ContactLoginCreateResult", description="A login, or what is in the way."),
]
PasswordForgottenResult = Annotated[
    PasswordForgotten | RateLimited,
    strawberry.union("PasswordForgottenResult", description="Asked for, or asked too often."),
]


@strawberry.type
class PortalMutation(OwnRecordMutation):
    @strawberry.mutation(
        description="Mail a customer a one-time way to set their password (R033, R039).",
        extensions=[Requires(Permission.CUSTOMER_INVITE), Fresh()],
    )
    async def customer_password_reset(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The customer.")],
        override_reason: Reason = "",
    ) -> CustomerPasswordResetResult:
        actor = info.context.signed_in()
        await inviting.password_mail(
            actor, customer_id=pk_of(id, "Customer"), override_reason=override_reason
        )
        return PasswordMailQueued(leaves=await inviting.mail_leaves(actor))

    @strawberry.mutation(
        description="Make a login without any role for a contact and mail the invitation (R020).",
        extensions=[Requires(Permission.CUSTOMER_INVITE), Fresh()],
    )
    async def contact_login_create(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The contact.")],
        email: Annotated[str, strawberry.argument(description="What they sign in with.")],
        override_reason: Reason = "",
    ) -> ContactLoginCreateResult:
        actor = info.context.signed_in()
        pk = await inviting.contact_login(
            actor,
            contact_id=pk_of(id, "Contact"),
            email=email,
            override_reason=override_reason,
        )
        return ContactLoginCreated(pk=pk, leaves=await inviting.mail_leaves(actor))

    @strawberry.mutation(
        description="Ask for a mail with a way to set a new password. The answer is the same for"
        " every address."
    )
    async def password_forgotten(
        self,
        info: Info,
        email: Annotated[str, strawberry.argument(description="The address one signs in with.")],
    ) -> PasswordForgottenResult:
        await forgotten.password_forgotten(caller_of(info), email=email)
        return PasswordForgotten()
