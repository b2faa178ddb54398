"""The table of contacts: people the account talks to, at a company or for a customer."""

from tortoise import fields

from backend.core.models import Tracked


class Contact(Tracked):
    """A person the account talks to; may share a number with anybody (a switchboard)."""

    first_name = fields.TextField()
    middle_name = fields.TextField(default="")
    last_name = fields.TextField()
    sort_key = fields.TextField()
    match_names = fields.TextField()
    birthday = fields.DateField(null=True)
    job_title = fields.TextField(default="")
    certificate = fields.TextField(default="")
    manager_id = fields.BigIntField(null=True)
    other_means = fields.TextField(default="")
    do_not_email = fields.BooleanField(default=False)
    do_not_call = fields.BooleanField(default=False)
    contact_preference = fields.TextField(default="any")
    active = fields.BooleanField(default=True)
    notes = fields.TextField(default="")
    language = fields.TextField(null=True)
    time_zone = fields.TextField(null=True)
    external_id = fields.TextField(null=True)

    class Meta:
        table = "contact"
        unique_together = (("account_id", "id"),)
        indexes = (
            ("account_id", "sort_key", "id"),
            ("account_id", "external_id"),
            ("account_id", "birthday"),
            ("account_id", "manager_id"),
        )
