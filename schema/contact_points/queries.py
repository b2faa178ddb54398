"""Asking before saving: checks while typing, and what an address consists of where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from backend.accounts.permissions import Permission
from backend.contact_points import address_rules as rules
from backend.contact_points import countries as lists
from backend.contact_points import queries
from backend.core.errors import InvalidInput
from schema.batches import NODES
from schema.contact_points.enums import PhoneType, Validity
from schema.context import Info
from schema.naming import camel
from schema.permissions import Requires
from schema.relay import pk_of

if TYPE_CHECKING:
    from schema.customers.types import Customer

LazyCustomer = Annotated["Customer", strawberry.lazy("schema.customers.types")]


@strawberry.interface(description="What is known of a value before it is saved (R035).")
class Check:
    holder: strawberry.Private[queries.Holder | None]
    message: str = strawberry.field(description="What to say beside the field; empty for nothing.")
    taken: bool = strawberry.field(description="Whether another customer has it.")
    owner_deleted: bool = strawberry.field(description="Whether that customer is deleted.")
    masked: bool = strawberry.field(description="Whether the viewer may not see that customer.")
    label: str = strawberry.field(description="That customer's name for it: home, work …")

    @strawberry.field(
        description="The customer who has it; null where the viewer may not see them."
    )
    async def owner(self, info: Info) -> LazyCustomer | None:
        if self.holder is None or self.holder.customer_id is None:
            return None
        found: LazyCustomer | None = await info.context.loaders.of(NODES["Customer"]).load(
            self.holder.customer_id
        )
        return found


@strawberry.type(description="What is known of a telephone number as typed.")
class PhoneCheck(Check):
    e164: str | None = strawberry.field(description="Null where it cannot be a number.")
    extension: str = strawberry.field(description="The extension, if any.")
    national: str | None = strawberry.field(description="As written in its own country.")
    international: str | None = strawberry.field(description="As written from abroad.")
    region: str | None = strawberry.field(description="ISO 3166-1 alpha-2.")
    type: PhoneType | None = strawberry.field(description="What kind of line.")
    validity: Validity | None = strawberry.field(description="Null where it cannot be a number.")


@strawberry.type(description="What is known of an e-mail address as typed.")
class EmailCheck(Check):
    address: str | None = strawberry.field(description="Null where it cannot be an address.")


@strawberry.type(description="One region of a list.")
class RegionChoice:
    value: str = strawberry.field(description="What is stored.")
    name: str = strawberry.field(description="What is shown.")
    latin: str = strawberry.field(description="Its name in Latin letters, where it has another.")


@strawberry.type(description="One field of a country's address form.")
class AddressField:
    name: str = strawberry.field(description="The field of `LocationInput`.")
    label: str = strawberry.field(description="What the country calls it.")
    required: bool = strawberry.field(description="Whether a form must have it.")
    choices: list[RegionChoice] = strawberry.field(description="To choose from; empty: free text.")


@strawberry.type(description="What an address consists of in a country, in its order (R007).")
class AddressRules:
    country: str = strawberry.field(description="ISO 3166-1 alpha-2.")
    name: str = strawberry.field(description="The country's name, in the viewer's language.")
    fields: list[AddressField] = strawberry.field(description="The fields of the form, in order.")
    postal_code_examples: list[str] = strawberry.field(description="What its codes look like.")
    postal_code_pattern: str | None = strawberry.field(description="A regular expression.")


@strawberry.type(description="A country or territory that has addresses.")
class Country:
    code: str = strawberry.field(description="ISO 3166-1 alpha-2.")
    name: str = strawberry.field(description="Its name in the language asked for.")


@strawberry.type
class ContactPointQuery:
    @strawberry.field(
        description="Whether this is a telephone number, and which other customer has it.",
        extensions=[Requires(Permission.CUSTOMER_WRITE, Permission.CONTACT_WRITE)],
    )
    async def phone_check(
        self,
        info: Info,
        number: str,
        region: str | None = None,
        customer: strawberry.ID | None = None,
    ) -> PhoneCheck:
        own = pk_of(customer, "Customer", path=("customer",)) if customer else None
        actor = info.context.signed_in()
        answer = await queries.phone_check(actor, number=number, region=region, customer_id=own)
        found = answer.parsed
        return PhoneCheck(
            **_held(answer),
            e164=found.e164 if found else None,
            extension=found.extension if found else "",
            national=found.spelling.national if found else None,
            international=found.spelling.international if found else None,
            region=found.region if found else None,
            type=found.type if found else None,
            validity=found.validity if found else None,
        )

    @strawberry.field(
        description="Whether this is an e-mail address, and which other customer has it.",
        extensions=[Requires(Permission.CUSTOMER_WRITE, Permission.CONTACT_WRITE)],
    )
    async def email_check(
        self, info: Info, address: str, customer: strawberry.ID | None = None
    ) -> EmailCheck:
        own = pk_of(customer, "Customer", path=("customer",)) if customer else None
        actor = info.context.signed_in()
        answer = await queries.email_check(actor, address=address, customer_id=own)
        found = answer.parsed
        return EmailCheck(**_held(answer), address=found.address if found else None)

    @strawberry.field(description="The address form of a country.")
    def address_rules(self, info: Info, country: str) -> AddressRules:
        try:
            found = rules.address_rules(country)
        except KeyError:
            raise InvalidInput(f"“{country}” is not a country code.", ("country",)) from None
        return _rules(found, info.context.signed_in().language)

    @strawberry.field(
        description="All countries, by name in a language (the viewer's unless said)."
    )
    def countries(self, info: Info, language: str | None = None) -> list[Country]:
        chosen = language or info.context.signed_in().language
        return [Country(code=one.code, name=one.name) for one in lists.countries(chosen)]


def _held(answer: queries.PhoneAnswer | queries.EmailAnswer) -> dict[str, Any]:
    holder = answer.holder
    return {
        "holder": holder,
        "message": answer.message,
        "taken": holder is not None,
        "owner_deleted": holder is not None and holder.deleted,
        "masked": holder is not None and holder.masked,
        "label": holder.label if holder else "",
    }


def _rules(found: rules.AddressRules, language: str) -> AddressRules:
    return AddressRules(
        country=found.country,
        name=lists.country_name(found.country, language),
        postal_code_examples=list(found.postal_code_examples),
        postal_code_pattern=found.postal_code_pattern,
        fields=[
            AddressField(
                name=camel(field.name),
                label=field.label,
                required=field.required,
                choices=[
                    RegionChoice(value=one.value, name=one.name, latin=one.latin)
                    for one in field.choices
                ],
            )
            for field in found.fields
        ],
    )
