"""The tables, as the models say; made anew by `tortoise makemigrations` until the first release."""

from orjson import loads
from tortoise import fields
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from backend.core import migration


class Migration(migration.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("name", fields.TextField(unique=False)),
                ("region", fields.TextField(default="GB", unique=False)),
                ("language", fields.TextField(default="en", unique=False)),
                ("currency", fields.TextField(default="EUR", unique=False)),
                ("time_zone", fields.TextField(default="UTC", unique=False)),
                ("modules", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("tabs", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("lock_first_email", fields.BooleanField(default=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "account",
                "app": "kith",
                "pk_attr": "id",
                "table_description": "One organisation. The only table that is a tenant instead of having one.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("customer_id", fields.BigIntField(null=True)),
                ("contact_id", fields.BigIntField(null=True)),
                ("company_id", fields.BigIntField(null=True)),
                ("location_id", fields.BigIntField()),
                ("label", fields.TextField(default="", unique=False)),
                ("use", fields.TextField(default="", unique=False)),
                ("since", fields.DateField(null=True)),
                ("until", fields.DateField(null=True)),
                ("position", fields.IntField(default=0)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "address",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [
                    Index(fields=["account_id", "customer_id"]),
                    Index(fields=["account_id", "contact_id"]),
                    Index(fields=["account_id", "company_id"]),
                    Index(fields=["account_id", "location_id"]),
                ],
                "pk_attr": "id",
                "table_description": "A party at a location, under a name people chose: home, delivery, summer (R007).",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Affiliation",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("customer_id", fields.BigIntField(null=True)),
                ("contact_id", fields.BigIntField(null=True)),
                ("company_id", fields.BigIntField()),
                ("role", fields.TextField(default="", unique=False)),
                ("since", fields.DateField(null=True)),
                ("until", fields.DateField(null=True)),
                ("main", fields.BooleanField(default=False)),
            ],
            options={
                "table": "affiliation",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [
                    Index(fields=["account_id", "customer_id"]),
                    Index(fields=["account_id", "contact_id"]),
                    Index(fields=["account_id", "company_id", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "A person's part in a company over a time; one of a person's may be the main one.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("user_id", fields.BigIntField()),
                ("name", fields.TextField(unique=False)),
                ("prefix", fields.TextField(unique=False)),
                ("token_hash", fields.BinaryField()),
                ("scopes", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "last_used_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "api_token",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [Index(fields=["account_id", "user_id"])],
                "pk_attr": "id",
                "table_description": "A partner's or app's key: hashed, scoped, expiring.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("line_id", fields.BigIntField()),
                ("external_id", fields.TextField(unique=False)),
                ("direction", fields.TextField(unique=False)),
                ("state", fields.TextField(unique=False)),
                ("rank", fields.IntField(default=0)),
                ("outcome", fields.TextField(null=True, unique=False)),
                ("from_typed", fields.TextField(default="", unique=False)),
                ("to_typed", fields.TextField(default="", unique=False)),
                ("number_e164", fields.TextField(null=True, unique=False)),
                ("user_id", fields.BigIntField(null=True)),
                ("raised_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "answered_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("cause", fields.TextField(default="", unique=False)),
                ("note", fields.TextField(default="", unique=False)),
                ("disposition", fields.TextField(null=True, unique=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "call",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "line_id", "external_id")),
                "indexes": [
                    Index(fields=["account_id", "raised_at", "id"]),
                    Index(fields=["account_id", "number_e164"]),
                ],
                "pk_attr": "id",
                "table_description": "One telephone call, from its first event to its end.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="CallEvent",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("call_id", fields.BigIntField()),
                ("key", fields.TextField(unique=False)),
                ("type", fields.TextField(unique=False)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("applied", fields.BooleanField(default=False)),
                ("data", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={
                "table": "call_event",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "call_id", "key")),
                "pk_attr": "id",
                "table_description": "What the telephone system said, once per key, whether or not it changed the call.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="CallParty",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("call_id", fields.BigIntField()),
                ("customer_id", fields.BigIntField(null=True)),
                ("contact_id", fields.BigIntField(null=True)),
                ("company_id", fields.BigIntField(null=True)),
            ],
            options={
                "table": "call_party",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [
                    Index(fields=["account_id", "call_id"]),
                    Index(fields=["account_id", "customer_id", "call_id"]),
                    Index(fields=["account_id", "contact_id", "call_id"]),
                    Index(fields=["account_id", "company_id", "call_id"]),
                ],
                "pk_attr": "id",
                "table_description": "A person or company whose number the call had: none, one or several per call.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Company",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("version", fields.IntField(default=1)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("created_by", fields.BigIntField(null=True)),
                ("created_via", fields.TextField(default="web", unique=False)),
                ("modified_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("modified_by", fields.BigIntField(null=True)),
                ("modified_via", fields.TextField(default="web", unique=False)),
                ("deleted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("name", fields.TextField(unique=False)),
                ("legal_name", fields.TextField(default="", unique=False)),
                ("registration_number", fields.TextField(default="", unique=False)),
                ("vat_number", fields.TextField(default="", unique=False)),
                ("website", fields.TextField(default="", unique=False)),
                ("industry", fields.TextField(default="", unique=False)),
                ("notes", fields.TextField(default="", unique=False)),
                ("parent_id", fields.BigIntField(null=True)),
                ("sort_key", fields.TextField(unique=False)),
                ("match_names", fields.TextField(unique=False)),
                ("external_id", fields.TextField(null=True, unique=False)),
            ],
            options={
                "table": "company",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [
                    Index(fields=["account_id", "sort_key", "id"]),
                    Index(fields=["account_id", "external_id"]),
                    Index(fields=["account_id", "parent_id"]),
                ],
                "pk_attr": "id",
                "table_description": "An organisation that customers and contacts belong to.",
            },
            bases=["Tracked"],
        ),
        ops.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("version", fields.IntField(default=1)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("created_by", fields.BigIntField(null=True)),
                ("created_via", fields.TextField(default="web", unique=False)),
                ("modified_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("modified_by", fields.BigIntField(null=True)),
                ("modified_via", fields.TextField(default="web", unique=False)),
                ("deleted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("first_name", fields.TextField(unique=False)),
                ("middle_name", fields.TextField(default="", unique=False)),
                ("last_name", fields.TextField(unique=False)),
                ("sort_key", fields.TextField(unique=False)),
                ("match_names", fields.TextField(unique=False)),
                ("birthday", fields.DateField(null=True)),
                ("job_title", fields.TextField(default="", unique=False)),
                ("certificate", fields.TextField(default="", unique=False)),
                ("manager_id", fields.BigIntField(null=True)),
                ("other_means", fields.TextField(default="", unique=False)),
                ("do_not_email", fields.BooleanField(default=False)),
                ("do_not_call", fields.BooleanField(default=False)),
                ("contact_preference", fields.TextField(default="any", unique=False)),
                ("active", fields.BooleanField(default=True)),
                ("notes", fields.TextField(default="", unique=False)),
                ("language", fields.TextField(null=True, unique=False)),
                ("time_zone", fields.TextField(null=True, unique=False)),
                ("external_id", fields.TextField(null=True, unique=False)),
            ],
            options={
                "table": "contact",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [
                    Index(fields=["account_id", "sort_key", "id"]),
                    Index(fields=["account_id", "external_id"]),
                    Index(fields=["account_id", "birthday"]),
                    Index(fields=["account_id", "manager_id"]),
                ],
                "pk_attr": "id",
                "table_description": "A person the account talks to; may share a number with anybody (a switchboard).",
            },
            bases=["Tracked"],
        ),
        ops.CreateModel(
            name="Customer",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("version", fields.IntField(default=1)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("created_by", fields.BigIntField(null=True)),
                ("created_via", fields.TextField(default="web", unique=False)),
                ("modified_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("modified_by", fields.BigIntField(null=True)),
                ("modified_via", fields.TextField(default="web", unique=False)),
                ("deleted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("number", fields.BigIntField()),
                ("first_name", fields.TextField(unique=False)),
                ("middle_name", fields.TextField(default="", unique=False)),
                ("last_name", fields.TextField(default="", unique=False)),
                ("sort_key", fields.TextField(unique=False)),
                ("match_names", fields.TextField(unique=False)),
                ("birthday", fields.DateField(null=True)),
                ("sex", fields.TextField(null=True, unique=False)),
                ("citizenship", fields.TextField(null=True, unique=False)),
                ("id_number", fields.TextField(default="", unique=False)),
                ("id_issued_by", fields.TextField(default="", unique=False)),
                ("passport_number", fields.TextField(default="", unique=False)),
                ("licence_number", fields.TextField(default="", unique=False)),
                ("source", fields.TextField(default="telephone", unique=False)),
                ("group_id", fields.BigIntField(null=True)),
                ("operator_id", fields.BigIntField(null=True)),
                ("discount", fields.DecimalField(null=True, max_digits=5, decimal_places=2)),
                ("payment_days", fields.IntField(null=True)),
                ("newsletter", fields.BooleanField(default=True)),
                ("promotional_sms", fields.BooleanField(default=False)),
                ("do_not_email", fields.BooleanField(default=False)),
                ("do_not_call", fields.BooleanField(default=False)),
                ("contact_preference", fields.TextField(default="any", unique=False)),
                ("blocked", fields.BooleanField(default=False)),
                ("suppress_registration_email", fields.BooleanField(default=False)),
                ("store_id", fields.BigIntField(null=True)),
                ("target_information", fields.TextField(default="", unique=False)),
                ("role", fields.TextField(default="", unique=False)),
                ("notes", fields.TextField(default="", unique=False)),
                ("language", fields.TextField(null=True, unique=False)),
                ("time_zone", fields.TextField(null=True, unique=False)),
                ("external_id", fields.TextField(null=True, unique=False)),
            ],
            options={
                "table": "customer",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "number")),
                "indexes": [
                    Index(fields=["account_id", "sort_key", "id"]),
                    Index(fields=["account_id", "external_id"]),
                    Index(fields=["account_id", "group_id"]),
                    Index(fields=["account_id", "operator_id"]),
                    Index(fields=["account_id", "birthday"]),
                ],
                "pk_attr": "id",
                "table_description": "Somebody the account serves. Deletion only marks (R033).",
            },
            bases=["Tracked"],
        ),
        ops.CreateModel(
            name="EmailAddress",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("customer_id", fields.BigIntField(null=True)),
                ("contact_id", fields.BigIntField(null=True)),
                ("company_id", fields.BigIntField(null=True)),
                ("label", fields.TextField(default="", unique=False)),
                ("typed", fields.TextField(unique=False)),
                ("normalised", fields.TextField(unique=False)),
                ("main", fields.BooleanField(default=False)),
                ("opted_out", fields.BooleanField(default=False)),
                ("position", fields.IntField(default=0)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "email_address",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [
                    Index(fields=["account_id", "customer_id"]),
                    Index(fields=["account_id", "contact_id"]),
                    Index(fields=["account_id", "company_id"]),
                    Index(fields=["account_id", "normalised"]),
                ],
                "pk_attr": "id",
                "table_description": "An e-mail address. Unique by its normal form among the customers of an account (R035).",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("seq", fields.BigIntField()),
                ("type", fields.TextField(unique=False)),
                ("node_type", fields.TextField(unique=False)),
                ("node_id", fields.BigIntField()),
                ("part_type", fields.TextField(null=True, unique=False)),
                ("part_id", fields.BigIntField(null=True)),
                ("actor_id", fields.BigIntField(null=True)),
                ("via", fields.TextField(default="web", unique=False)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("changes", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={
                "table": "event",
                "app": "kith",
                "unique_together": (("account_id", "seq"), ("account_id", "id")),
                "indexes": [Index(fields=["account_id", "node_type", "node_id", "seq"])],
                "pk_attr": "id",
                "table_description": "One fact: what happened to which node, by whom, through what, field by field from → to.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="EventCounter",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField(unique=True)),
                ("seq", fields.BigIntField(default=0)),
            ],
            options={
                "table": "event_counter",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "pk_attr": "id",
                "table_description": "The last sequence number of an account; taken last in a transaction, so numbers follow commits.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("name", fields.TextField(unique=False)),
                ("discount", fields.DecimalField(null=True, max_digits=5, decimal_places=2)),
            ],
            options={
                "table": "customer_group",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "name")),
                "pk_attr": "id",
                "table_description": "A group of customers with its default discount in per cent (R041).",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("run_id", fields.BigIntField()),
                ("place", fields.IntField(default=0)),
                ("row", fields.IntField()),
                ("file", fields.IntField(default=0)),
                ("name", fields.TextField(default="", unique=False)),
                ("phone", fields.TextField(default="", unique=False)),
                ("verdict", fields.TextField(null=True, unique=False)),
                ("reasons", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("changes", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("source", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("prepared", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("node_type", fields.TextField(null=True, unique=False)),
                ("node_id", fields.BigIntField(null=True)),
                ("before", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("written", fields.BooleanField(default=False)),
            ],
            options={
                "table": "import_row",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "run_id", "file", "row")),
                "indexes": [
                    Index(fields=["account_id", "run_id", "verdict", "place"]),
                    Index(fields=["account_id", "run_id", "place"]),
                ],
                "pk_attr": "id",
                "table_description": "One row of an import: as it came, what was decided and why, and what undo needs.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("user_id", fields.BigIntField()),
                ("state", fields.TextField(default="mapping", unique=False)),
                ("files", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("mapping", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("counts", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("error", fields.TextField(default="", unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("started_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "finished_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "leased_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("seq", fields.BigIntField(null=True)),
            ],
            options={
                "table": "import_run",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [Index(fields=["account_id", "created_at"])],
                "pk_attr": "id",
                "table_description": "One import: its files, mapping, state and counts. A lease keeps two workers off one run.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("name", fields.TextField(unique=False)),
                ("slug", fields.CharField(unique=True, max_length=60)),
                ("secret", fields.TextField(unique=False)),
                ("region", fields.TextField(unique=False)),
                ("active", fields.BooleanField(default=True)),
                ("simulator", fields.BooleanField(default=False)),
                (
                    "last_event_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "call_line",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "name")),
                "pk_attr": "id",
                "table_description": "A telephone line whose system posts signed events to `/hooks/calls/<slug>`.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Location",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("country", fields.TextField(null=True, unique=False)),
                ("street", fields.TextField(default="", unique=False)),
                ("sublocality", fields.TextField(default="", unique=False)),
                ("city", fields.TextField(default="", unique=False)),
                ("region", fields.TextField(default="", unique=False)),
                ("postal_code", fields.TextField(default="", unique=False)),
                ("sorting_code", fields.TextField(default="", unique=False)),
                ("recipient", fields.TextField(default="", unique=False)),
                ("organisation", fields.TextField(default="", unique=False)),
                ("latitude", fields.FloatField(null=True)),
                ("longitude", fields.FloatField(null=True)),
                ("notes", fields.TextField(default="", unique=False)),
                ("doubtful", fields.BooleanField(default=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "location",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "pk_attr": "id",
                "table_description": "A place, in the fields its country uses; several addresses may share it (R062).",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="NumberCounter",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("kind", fields.TextField(unique=False)),
                ("given", fields.BigIntField(default=10000)),
            ],
            options={
                "table": "number_counter",
                "app": "kith",
                "unique_together": (("account_id", "kind"), ("account_id", "id")),
                "pk_attr": "id",
                "table_description": "The last number given out, per kind: client numbers, project numbers.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="OneTimeLink",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("user_id", fields.BigIntField(null=True)),
                ("purpose", fields.TextField(unique=False)),
                ("token_hash", fields.BinaryField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_time_link",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "pk_attr": "id",
                "table_description": "A link that works once: makes the first admin, or sets a password.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("project_id", fields.BigIntField()),
                ("customer_id", fields.BigIntField(null=True)),
                ("contact_id", fields.BigIntField(null=True)),
                ("role", fields.TextField(default="", unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "participation",
                "app": "kith",
                "unique_together": (
                    ("account_id", "id"),
                    ("account_id", "project_id", "customer_id"),
                    ("account_id", "project_id", "contact_id"),
                ),
                "indexes": [
                    Index(fields=["account_id", "customer_id"]),
                    Index(fields=["account_id", "contact_id"]),
                ],
                "pk_attr": "id",
                "table_description": "A person on a project, once, with the part they have in it.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="PhoneNumber",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("customer_id", fields.BigIntField(null=True)),
                ("contact_id", fields.BigIntField(null=True)),
                ("company_id", fields.BigIntField(null=True)),
                ("label", fields.TextField(default="", unique=False)),
                ("typed", fields.TextField(unique=False)),
                ("e164", fields.TextField(unique=False)),
                ("extension", fields.TextField(default="", unique=False)),
                ("region", fields.TextField(null=True, unique=False)),
                ("type", fields.TextField(default="unknown", unique=False)),
                ("validity", fields.TextField(default="valid", unique=False)),
                ("main", fields.BooleanField(default=False)),
                ("position", fields.IntField(default=0)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "phone_number",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [
                    Index(fields=["account_id", "customer_id"]),
                    Index(fields=["account_id", "contact_id"]),
                    Index(fields=["account_id", "company_id"]),
                    Index(fields=["account_id", "e164"]),
                ],
                "pk_attr": "id",
                "table_description": "A telephone number; by E.164 and extension one customer's only in an account (R004).",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("version", fields.IntField(default=1)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("created_by", fields.BigIntField(null=True)),
                ("created_via", fields.TextField(default="web", unique=False)),
                ("modified_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("modified_by", fields.BigIntField(null=True)),
                ("modified_via", fields.TextField(default="web", unique=False)),
                ("deleted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("number", fields.BigIntField()),
                ("name", fields.TextField(unique=False)),
                ("stage", fields.TextField(default="planned", unique=False)),
                ("company_id", fields.BigIntField(null=True)),
                ("location_id", fields.BigIntField(null=True)),
                ("starts_on", fields.DateField(null=True)),
                ("ends_on", fields.DateField(null=True)),
                ("value_minor", fields.BigIntField(null=True)),
                ("value_currency", fields.TextField(null=True, unique=False)),
                ("notes", fields.TextField(default="", unique=False)),
                ("sort_key", fields.TextField(unique=False)),
                ("match_names", fields.TextField(unique=False)),
                ("external_id", fields.TextField(null=True, unique=False)),
            ],
            options={
                "table": "project",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "number")),
                "indexes": [
                    Index(fields=["account_id", "sort_key", "id"]),
                    Index(fields=["account_id", "company_id"]),
                ],
                "pk_attr": "id",
                "table_description": "Work for a company or for people; deleting it keeps its people (R056).",
            },
            bases=["Tracked"],
        ),
        ops.CreateModel(
            name="RateLimit",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("key", fields.CharField(unique=True, max_length=200)),
                ("window_start", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("count", fields.IntField(default=0)),
            ],
            options={
                "table": "rate_limit",
                "app": "kith",
                "pk_attr": "id",
                "table_description": "How often something was tried in the present window; before sign-in there is no account.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("user_id", fields.BigIntField()),
                ("via", fields.TextField(default="web", unique=False)),
                ("token_hash", fields.BinaryField()),
                ("client", fields.TextField(default="", unique=False)),
                ("address", fields.TextField(default="", unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("last_used_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "session",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [Index(fields=["account_id", "user_id"])],
                "pk_attr": "id",
                "table_description": "A sign-in. Holds the SHA-256 of its token, never the token.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Store",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("name", fields.TextField(unique=False)),
                ("is_default", fields.BooleanField(default=False)),
                ("active", fields.BooleanField(default=True)),
            ],
            options={
                "table": "store",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "name")),
                "pk_attr": "id",
                "table_description": "A place the account sells from (R040).",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("email", fields.TextField(unique=False)),
                ("name", fields.TextField(unique=False)),
                ("password_hash", fields.TextField(null=True, unique=False)),
                ("roles", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("active", fields.BooleanField(default=True)),
                ("preferences", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("customer_id", fields.BigIntField(null=True)),
                ("contact_id", fields.BigIntField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "app_user",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "email")),
                "pk_attr": "id",
                "table_description": "Somebody who can sign in; without a role they see only the record they are tied to.",
            },
            bases=["Owned"],
        ),
    ]
