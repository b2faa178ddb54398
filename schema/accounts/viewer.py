"""Who asks: the user, what they may do, how they like their screen, what they are signed in through."""

from __future__ import annotations

import orjson
import strawberry

from backend.accounts import preferences, queries
from backend.accounts.actor import Actor
from backend.accounts.permissions import Permission
from backend.core import names
from schema.accounts.enums import ClientKind, Density, Theme
from schema.accounts.types import Account, User
from schema.batches import node_of
from schema.calls.devices import PhoneDevice, active_device, own_devices
from schema.context import Info
from schema.relay import global_id


@strawberry.type(description="How a user likes their screen.")
class Preferences:
    theme: Theme = strawberry.field(description="Light, dark, or as the computer is.")
    density: Density = strawberry.field(description="Room in lists.")
    language: str | None = strawberry.field(description="BCP 47; null: the account's.")
    number_format: str | None = strawberry.field(
        description="BCP 47 tag by which numbers and dates are written; null: by the language."
    )
    keyboard_shortcuts: bool = strawberry.field(description="Whether single keys do things.")


@strawberry.type(description="What the viewer is signed in through.")
class SignedInClient:
    kind: ClientKind = strawberry.field(description="A session or an API token.")
    name: str = strawberry.field(description="Firefox on Linux; or the token's name.")
    session_id: strawberry.ID | None = strawberry.field(
        description="The session, null for a token."
    )


@strawberry.type(
    description="The record of a customer or contact who is signed in themselves, by what they may see."
)
class OwnRecord:
    id: strawberry.ID = strawberry.field(description="The record's global id.")
    display_name: str = strawberry.field(description="Their name as the record has it.")


@strawberry.type(description="Who asks.")
class Viewer:
    actor: strawberry.Private[Actor]
    permissions: list[Permission] = strawberry.field(
        description="Everything the viewer may do, through this client."
    )

    @strawberry.field(description="The user.")
    async def user(self, info: Info) -> User:
        return await node_of(info, User, self.actor.user_id or 0)

    @strawberry.field(description="Their account.")
    async def account(self, info: Info) -> Account:
        return await node_of(info, Account, self.actor.account_id)

    @strawberry.field(description="How they like their screen.")
    async def preferences(self) -> Preferences:
        stored = await queries.preferences(self.actor.account_id, self.actor.user_id or 0)
        kept = preferences.read(orjson.loads(stored))
        return Preferences(**{name: getattr(kept, name) for name in kept.__slots__})

    @strawberry.field(description="What they are signed in through.")
    async def client(self) -> SignedInClient:
        kind, number = self.actor.credential or ("token", 0)
        if kind == "session":
            name = await queries.session_client(self.actor.account_id, number)
            return SignedInClient(
                kind=ClientKind.SESSION, name=name, session_id=global_id("Session", number)
            )
        name = await queries.token_name(self.actor.account_id, number)
        return SignedInClient(kind=ClientKind.TOKEN, name=name, session_id=None)

    @strawberry.field(description="What rings when they call; null before they chose (R005).")
    async def active_phone_device(self, info: Info) -> PhoneDevice | None:
        return await active_device(info)

    @strawberry.field(description="Their telephones, by name.")
    async def phone_devices(self, info: Info) -> list[PhoneDevice]:
        return await own_devices(info)

    @strawberry.field(
        description="The customer or contact the viewer is; null for most. No more of it than this"
        " is shown to them: records hold notes about people that are not for them."
    )
    async def own(self) -> OwnRecord | None:
        row = await queries.own_record(self.actor.account_id, self.actor.user_id or 0)
        if row is None:
            return None
        parts = (row["first_name"], row["middle_name"], row["last_name"], row["language"])
        return OwnRecord(
            id=global_id(row["kind"], row["id"]), display_name=names.display_name(*parts)
        )


def viewer_of(actor: Actor) -> Viewer:
    """The viewer of an actor."""
    return Viewer(actor=actor, permissions=sorted(actor.permissions))
