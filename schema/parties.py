"""What customers, contacts and companies have alike, for whoever meets one without minding which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.relay import Node

if TYPE_CHECKING:
    from schema.contact_points.address_types import Address
    from schema.contact_points.types import EmailAddress, PhoneNumber

LazyPhone = Annotated["PhoneNumber", strawberry.lazy("schema.contact_points.types")]
LazyEmail = Annotated["EmailAddress", strawberry.lazy("schema.contact_points.types")]
LazyAddress = Annotated["Address", strawberry.lazy("schema.contact_points.address_types")]


@strawberry.interface(description="Somebody who can be reached: a customer, a contact, a company.")
class Party(Node):
    display_name: str = strawberry.field(description="The whole name, as they use it.")
    phones: list[LazyPhone] = strawberry.field(description="Telephone numbers, in order.")
    emails: list[LazyEmail] = strawberry.field(description="E-mail addresses, in order.")
    addresses: list[LazyAddress] = strawberry.field(description="Addresses, in order.")
