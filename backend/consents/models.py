"""The table of consents: append only, the newest of a purpose and channel decides."""

from tortoise import fields

from backend.core.models import Owned


class Consent(Owned):
    """What somebody said about being reached: for what, by what, how they said it, and the proof."""

    customer_id = fields.BigIntField(null=True)
    contact_id = fields.BigIntField(null=True)
    company_id = fields.BigIntField(null=True)
    purpose = fields.TextField()
    channel = fields.TextField()
    third_party = fields.TextField(default="")
    state = fields.TextField()
    wording_version = fields.TextField(default="")
    how = fields.TextField(default="")
    proof = fields.TextField(default="")
    at = fields.DatetimeField()
    recorded_at = fields.DatetimeField(auto_now_add=True)
    recorded_by = fields.BigIntField(null=True)
    recorded_via = fields.TextField(default="web")

    class Meta:
        table = "consent"
        unique_together = (("account_id", "id"),)
        indexes = (
            ("account_id", "customer_id", "id"),
            ("account_id", "contact_id", "id"),
            ("account_id", "company_id", "id"),
        )
