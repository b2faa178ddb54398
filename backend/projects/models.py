"""Tables of projects and of the people on them."""

from tortoise import fields

from backend.core.models import Owned, Tracked


class Project(Tracked):
    """Work for a company or for people; deleting it keeps its people (R056)."""

    number = fields.BigIntField()
    name = fields.TextField()
    stage = fields.TextField(default="planned")
    company_id = fields.BigIntField(null=True)
    location_id = fields.BigIntField(null=True)
    starts_on = fields.DateField(null=True)
    ends_on = fields.DateField(null=True)
    value_minor = fields.BigIntField(null=True)
    value_currency = fields.TextField(null=True)
    notes = fields.TextField(default="")
    sort_key = fields.TextField()
    match_names = fields.TextField()
    external_id = fields.TextField(null=True)

    class Meta:
        table = "project"
        unique_together = (("account_id", "id"), ("account_id", "number"))
        indexes = (("account_id", "sort_key", "id"), ("account_id", "company_id"))


class Participation(Owned):
    """A person on a project, once, with the part they have in it."""

    project_id = fields.BigIntField()
    customer_id = fields.BigIntField(null=True)
    contact_id = fields.BigIntField(null=True)
    role = fields.TextField(default="")
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "participation"
        unique_together = (
            ("account_id", "id"),
            ("account_id", "project_id", "customer_id"),
            ("account_id", "project_id", "contact_id"),
        )
        indexes = (("account_id", "customer_id"), ("account_id", "contact_id"))
