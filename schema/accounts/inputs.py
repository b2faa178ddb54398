"""What clients send about accounts, users, groups and stores. Absent leaves a field alone."""

from __future__ import annotations

import strawberry
from strawberry import Maybe

from schema.accounts.enums import Density, Module, Permission, Role, Theme


@strawberry.input(description="A new user.")
class UserCreateInput:
    name: str = strawberry.field(description="Their name.")
    email: str = strawberry.field(description="The address they will sign in with.")
    roles: list[Role] = strawberry.field(
        description="Their roles; none: only their own record.", default_factory=list
    )


@strawberry.input(description="What to change on a user.")
class UserUpdateInput:
    name: Maybe[str] = strawberry.field(description="Their name.", default=None)
    email: Maybe[str] = strawberry.field(
        description="The address they sign in with; a new one ends their sign-ins.", default=None
    )
    roles: Maybe[list[Role]] = strawberry.field(
        description="All their roles; a change ends their sign-ins.", default=None
    )
    active: Maybe[bool] = strawberry.field(
        description="False bars them and ends their sign-ins at once.", default=None
    )
    version: int | None = strawberry.field(
        description="The version that was on the screen.", default=None
    )


@strawberry.input(description="What to change about the account.")
class AccountUpdateInput:
    name: Maybe[str] = strawberry.field(description="The organisation's name.", default=None)
    region: Maybe[str] = strawberry.field(description="ISO 3166-1 alpha-2.", default=None)
    language: Maybe[str] = strawberry.field(description="BCP 47.", default=None)
    currency: Maybe[str] = strawberry.field(description="ISO 4217.", default=None)
    time_zone: Maybe[str] = strawberry.field(description="IANA zone.", default=None)
    lock_first_email: Maybe[bool] = strawberry.field(
        description="Whether a customer's first e-mail address never changes (R055).", default=None
    )
    modules: Maybe[list[Module]] = strawberry.field(
        description="All parts of the product that are switched on.", default=None
    )


@strawberry.input(description="How a user likes their screen.")
class PreferencesInput:
    theme: Maybe[Theme] = strawberry.field(description="Light or dark.", default=None)
    density: Maybe[Density] = strawberry.field(description="Room in lists.", default=None)
    language: Maybe[str | None] = strawberry.field(
        description="BCP 47; null: the account's.", default=None
    )
    number_format: Maybe[str | None] = strawberry.field(
        description="BCP 47 tag for numbers and dates; null: by the language.", default=None
    )
    keyboard_shortcuts: Maybe[bool] = strawberry.field(
        description="Whether single keys do things.", default=None
    )


@strawberry.input(description="A group of customers.")
class GroupInput:
    name: Maybe[str] = strawberry.field(description="Mandatory for a new one.", default=None)
    discount: Maybe[float | None] = strawberry.field(
        description="Per cent; null gives none.", default=None
    )


@strawberry.input(description="A store.")
class StoreInput:
    name: Maybe[str] = strawberry.field(description="Mandatory for a new one.", default=None)
    is_default: Maybe[bool] = strawberry.field(
        description="True makes it the default instead of the present one.", default=None
    )
    active: Maybe[bool] = strawberry.field(description="False closes it.", default=None)


@strawberry.input(description="A new API token.")
class ApiTokenCreateInput:
    name: str = strawberry.field(description="Whom or what it is for.")
    scopes: list[Permission] = strawberry.field(
        description="What it may do; nothing its maker may not."
    )
    days: int = strawberry.field(description="How long it lives: 1 to 366 days.", default=90)
