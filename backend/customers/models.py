"""The table of customers: the people an account serves."""

from tortoise import fields

from backend.core.models import Tracked


class Customer(Tracked):
    """Somebody the account serves. Deletion only marks (R033)."""

    number = fields.BigIntField()
    first_name = fields.TextField()
    middle_name = fields.TextField(default="")
    last_name = fields.TextField(default="")
    sort_key = fields.TextField()
    match_names = fields.TextField()
    birthday = fields.DateField(null=True)
    sex = fields.TextField(null=True)
    citizenship = fields.TextField(null=True)
    id_number = fields.TextField(default="")
    id_issued_by = fields.TextField(default="")
    passport_number = fields.TextField(default="")
    licence_number = fields.TextField(default="")
    source = fields.TextField(default="telephone")
    group_id = fields.BigIntField(null=True)
    operator_id = fields.BigIntField(null=True)
    discount = fields.DecimalField(max_digits=5, decimal_places=2, null=True)
    payment_days = fields.IntField(null=True)
    newsletter = fields.BooleanField(default=True)
    promotional_sms = fields.BooleanField(default=False)
    do_not_email = fields.BooleanField(default=False)
    do_not_call = fields.BooleanField(default=False)
    contact_preference = fields.TextField(default="any")
    blocked = fields.BooleanField(default=False)
    suppress_registration_email = fields.BooleanField(default=False)
    store_id = fields.BigIntField(null=True)
    target_information = fields.TextField(default="")
    role = fields.TextField(default="")
    notes = fields.TextField(default="")
    language = fields.TextField(null=True)
    time_zone = fields.TextField(null=True)
    external_id = fields.TextField(null=True)

    class Meta:
        table = "customer"
        unique_together = (("account_id", "id"), ("account_id", "number"))
        indexes = (
            ("account_id", "sort_key", "id"),
            ("account_id", "external_id"),
            ("account_id", "group_id"),
            ("account_id", "operator_id"),
            ("account_id", "birthday"),
        )
