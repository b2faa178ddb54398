"""Tables of telephone numbers, e-mail addresses and postal addresses, the same for every party.

Each row has one owner: a real foreign key per kind, and a check that exactly one is set.
"""

from tortoise import fields

from backend.core.models import Owned


class PhoneNumber(Owned):
    """A telephone number; by E.164 and extension one customer's only in an account (R004)."""

    customer_id = fields.BigIntField(null=True)
    contact_id = fields.BigIntField(null=True)
    company_id = fields.BigIntField(null=True)
    label = fields.TextField(default="")
    typed = fields.TextField()
    e164 = fields.TextField()
    extension = fields.TextField(default="")
    region = fields.TextField(null=True)
    type = fields.TextField(default="unknown")
    validity = fields.TextField(default="valid")
    main = fields.BooleanField(default=False)
    position = fields.IntField(default=0)
    version = fields.IntField(default=1)

    class Meta:
        table = "phone_number"
        unique_together = (("account_id", "id"),)
        indexes = (
            ("account_id", "customer_id"),
            ("account_id", "contact_id"),
            ("account_id", "company_id"),
            ("account_id", "e164"),
        )


class EmailAddress(Owned):
    """An e-mail address. Unique by its normal form among the customers of an account (R035)."""

    customer_id = fields.BigIntField(null=True)
    contact_id = fields.BigIntField(null=True)
    company_id = fields.BigIntField(null=True)
    label = fields.TextField(default="")
    typed = fields.TextField()
    normalised = fields.TextField()
    main = fields.BooleanField(default=False)
    opted_out = fields.BooleanField(default=False)
    position = fields.IntField(default=0)
    version = fields.IntField(default=1)

    class Meta:
        table = "email_address"
        unique_together = (("account_id", "id"),)
        indexes = (
            ("account_id", "customer_id"),
            ("account_id", "contact_id"),
            ("account_id", "company_id"),
            ("account_id", "normalised"),
        )


class Location(Owned):
    """A place, in the fields its country uses; several addresses may share it (R062)."""

    country = fields.TextField(null=True)
    street = fields.TextField(default="")
    sublocality = fields.TextField(default="")
    city = fields.TextField(default="")
    region = fields.TextField(default="")
    postal_code = fields.TextField(default="")
    sorting_code = fields.TextField(default="")
    recipient = fields.TextField(default="")
    organisation = fields.TextField(default="")
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    notes = fields.TextField(default="")
    doubtful = fields.BooleanField(default=False)
    version = fields.IntField(default=1)

    class Meta:
        table = "location"
        unique_together = (("account_id", "id"),)


class Address(Owned):
    """A party at a location, under a name people chose: home, delivery, summer (R007)."""

    customer_id = fields.BigIntField(null=True)
    contact_id = fields.BigIntField(null=True)
    company_id = fields.BigIntField(null=True)
    location_id = fields.BigIntField()
    label = fields.TextField(default="")
    use = fields.TextField(default="")
    since = fields.DateField(null=True)
    until = fields.DateField(null=True)
    position = fields.IntField(default=0)
    version = fields.IntField(default=1)

    class Meta:
        table = "address"
        unique_together = (("account_id", "id"),)
        indexes = (
            ("account_id", "customer_id"),
            ("account_id", "contact_id"),
            ("account_id", "company_id"),
            ("account_id", "location_id"),
        )
