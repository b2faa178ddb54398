"""Tables of companies and of who belongs to them."""

from tortoise import fields

from backend.core.models import Owned, Tracked


class Company(Tracked):
    """An organisation that customers and contacts belong to."""

    name = fields.TextField()
    legal_name = fields.TextField(default="")
    registration_number = fields.TextField(default="")
    vat_number = fields.TextField(default="")
    website = fields.TextField(default="")
    industry = fields.TextField(default="")
    notes = fields.TextField(default="")
    parent_id = fields.BigIntField(null=True)
    sort_key = fields.TextField()
    match_names = fields.TextField()
    external_id = fields.TextField(null=True)

    class Meta:
        table = "company"
        unique_together = (("account_id", "id"),)
        indexes = (
            ("account_id", "sort_key", "id"),
            ("account_id", "external_id"),
            ("account_id", "parent_id"),
        )


class Affiliation(Owned):
    """A person's part in a company over a time; one of a person's may be the main one."""

    customer_id = fields.BigIntField(null=True)
    contact_id = fields.BigIntField(null=True)
    company_id = fields.BigIntField()
    role = fields.TextField(default="")
    since = fields.DateField(null=True)
    until = fields.DateField(null=True)
    main = fields.BooleanField(default=False)

    class Meta:
        table = "affiliation"
        unique_together = (("account_id", "id"),)
        indexes = (
            ("account_id", "customer_id"),
            ("account_id", "contact_id"),
            ("account_id", "company_id", "id"),
        )
