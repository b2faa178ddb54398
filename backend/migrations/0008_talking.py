"""Rooms for talking: devices and commands of calls, messages with their gateways and outbox, consents, webhooks."""

from orjson import loads
from tortoise import fields
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from backend.core import migration
from backend.core.adding import AddFilledField
from backend.core.sealing import only_one_of, seal

PARTY = {"customer_id": "customer", "contact_id": "contact", "company_id": "company"}

SEALS = [
    seal("phone_device", user_id="app_user", line_id="call_line"),
    """ALTER TABLE call ADD CONSTRAINT call_device_id_fk FOREIGN KEY (account_id, device_id)
       REFERENCES phone_device (account_id, id) ON DELETE SET NULL (device_id)""",
    seal("call_command", call_id="call"),
    seal("gateway"),
    seal("message", user_id="app_user", addressee_id="app_user", gateway_id="gateway", **PARTY),
    seal("outbox", message_id="message"),
    seal("consent", rights="SELECT, INSERT", recorded_by="app_user", **PARTY),
    seal("webhook_endpoint"),
    seal("webhook_delivery", endpoint_id="webhook_endpoint"),
]

CHECKS = """
CREATE UNIQUE INDEX phone_device_one_active ON phone_device (account_id, user_id) WHERE active;
CREATE INDEX call_command_waiting ON call_command (account_id, id) WHERE taken_at IS NULL;
CREATE INDEX outbox_due ON outbox (next_try_at) WHERE state IN ('queued', 'sending');
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_try_at) WHERE state IN ('queued', 'sending');
CREATE UNIQUE INDEX message_external ON message (account_id, gateway_id, external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX message_message_id ON message (account_id, message_id) WHERE message_id IS NOT NULL;
ALTER TABLE message ADD CONSTRAINT message_party CHECK (num_nonnulls(customer_id, contact_id, company_id) <= 1)
"""

WORDS = {
    "call_line": {"kind": ("webhook", "tel_link", "sip", "asterisk_ami", "asterisk_ari", "twilio")},
    "phone_device": {"kind": ("tel_link", "sip_phone", "asterisk_endpoint", "number")},
    "call_command": {"kind": ("originate", "hang_up")},
    "gateway": {"channel": ("email", "sms")},
    "message": {"channel": ("email", "sms"), "direction": ("incoming", "outgoing")},
    "outbox": {"state": ("queued", "sending", "done", "failed", "uncertain", "stored")},
    "consent": {"state": ("given", "withdrawn"), "channel": ("email", "sms", "call", "post")},
    "webhook_delivery": {"state": ("queued", "sending", "delivered", "failed")},
}

OF_WORDS = [
    f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column}_word CHECK ({column} IN {words})"
    for table, columns in WORDS.items()
    for column, words in columns.items()
]

# The door of a hook gives the sealed secrets; who serves has the key, the database has not.
DOOR = """
DROP FUNCTION line_of_hook(text);
CREATE FUNCTION line_of_hook(hook text)
RETURNS TABLE (account_id bigint, line_id bigint, name text, sealed text, region text, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.account_id, l.id, l.name, l.sealed, l.region, l.kind FROM call_line l WHERE l.slug = hook AND l.active
$$;
REVOKE ALL ON FUNCTION line_of_hook(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION line_of_hook(text) TO kith_app
"""


class Migration(migration.Migration):
    dependencies = [("kith", "0007_import_search")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CallCommand",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("call_id", fields.BigIntField()),
                ("kind", fields.TextField(unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("taken_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("error", fields.TextField(default="", unique=False)),
            ],
            options={
                "table": "call_command",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "call_id", "kind")),
                "pk_attr": "id",
                "table_description": "What a line is told to do with a call: written with its cause, taken by whoever runs the line.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Consent",
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
                ("purpose", fields.TextField(unique=False)),
                ("channel", fields.TextField(unique=False)),
                ("third_party", fields.TextField(default="", unique=False)),
                ("state", fields.TextField(unique=False)),
                ("wording_version", fields.TextField(default="", unique=False)),
                ("how", fields.TextField(default="", unique=False)),
                ("proof", fields.TextField(default="", unique=False)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("recorded_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("recorded_by", fields.BigIntField(null=True)),
                ("recorded_via", fields.TextField(default="web", unique=False)),
            ],
            options={
                "table": "consent",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [
                    Index(fields=["account_id", "customer_id", "id"]),
                    Index(fields=["account_id", "contact_id", "id"]),
                    Index(fields=["account_id", "company_id", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "What somebody said about being reached: for what, by what, how they said it, and the proof.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Gateway",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("channel", fields.TextField(unique=False)),
                ("kind", fields.TextField(unique=False)),
                ("name", fields.TextField(unique=False)),
                ("slug", fields.CharField(unique=True, max_length=60)),
                ("settings", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("sealed", fields.TextField(default="", unique=False)),
                ("region", fields.TextField(default="", unique=False)),
                ("active", fields.BooleanField(default=True)),
                ("health", fields.TextField(default="unknown", unique=False)),
                ("health_note", fields.TextField(default="", unique=False)),
                ("health_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "last_event_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "gateway",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "name")),
                "pk_attr": "id",
                "table_description": "A way out for one channel: an SMTP server, an SMS gateway; callbacks come in by its `slug`.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("channel", fields.TextField(unique=False)),
                ("direction", fields.TextField(unique=False)),
                ("state", fields.TextField(unique=False)),
                ("state_reason", fields.TextField(default="", unique=False)),
                ("customer_id", fields.BigIntField(null=True)),
                ("contact_id", fields.BigIntField(null=True)),
                ("company_id", fields.BigIntField(null=True)),
                ("addressee_id", fields.BigIntField(null=True)),
                ("user_id", fields.BigIntField(null=True)),
                ("purpose", fields.TextField(default="personal", unique=False)),
                ("template", fields.TextField(default="", unique=False)),
                ("parameters", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("language", fields.TextField(default="", unique=False)),
                ("address", fields.TextField(unique=False)),
                ("own_address", fields.TextField(default="", unique=False)),
                ("subject", fields.TextField(default="", unique=False)),
                ("body", fields.TextField(default="", unique=False)),
                ("segments", fields.IntField(null=True)),
                ("encoding", fields.TextField(default="", unique=False)),
                ("gateway_id", fields.BigIntField(null=True)),
                ("message_id", fields.TextField(null=True, unique=False)),
                ("external_id", fields.TextField(null=True, unique=False)),
                ("in_reply_to", fields.TextField(null=True, unique=False)),
                ("override_reason", fields.TextField(default="", unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                (
                    "submitted_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "delivered_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("read_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "message",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [
                    Index(fields=["account_id", "created_at", "id"]),
                    Index(fields=["account_id", "customer_id", "id"]),
                    Index(fields=["account_id", "contact_id", "id"]),
                    Index(fields=["account_id", "company_id", "id"]),
                    Index(fields=["account_id", "address", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "One e-mail or SMS, to or from a party; without one where nobody has the sender's address.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("message_id", fields.BigIntField()),
                ("state", fields.TextField(default="queued", unique=False)),
                ("attempts", fields.IntField(default=0)),
                ("next_try_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                (
                    "lease_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("last_error", fields.TextField(default="", unique=False)),
            ],
            options={
                "table": "outbox",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "message_id")),
                "pk_attr": "id",
                "table_description": "What must follow a commit: one row per message to be sent, written with its cause.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="PhoneDevice",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("user_id", fields.BigIntField()),
                ("line_id", fields.BigIntField(null=True)),
                ("label", fields.TextField(unique=False)),
                ("kind", fields.TextField(unique=False)),
                ("address", fields.TextField(default="", unique=False)),
                ("caller_id", fields.TextField(null=True, unique=False)),
                ("auto_answer", fields.TextField(default="", unique=False)),
                ("active", fields.BooleanField(default=False)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "phone_device",
                "app": "kith",
                "unique_together": (("account_id", "id"),),
                "indexes": [Index(fields=["account_id", "user_id"])],
                "pk_attr": "id",
                "table_description": "What rings first when its user calls somebody: at most one of a user's is active (R005).",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="WebhookDelivery",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("endpoint_id", fields.BigIntField()),
                ("seq", fields.BigIntField()),
                ("type", fields.TextField(unique=False)),
                ("webhook_id", fields.TextField(unique=False)),
                ("state", fields.TextField(default="queued", unique=False)),
                ("attempts", fields.IntField(default=0)),
                ("next_try_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                (
                    "lease_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("status", fields.IntField(null=True)),
                ("answer", fields.TextField(default="", unique=False)),
                ("error", fields.TextField(default="", unique=False)),
                ("took_ms", fields.IntField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                (
                    "delivered_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={
                "table": "webhook_delivery",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "endpoint_id", "seq")),
                "pk_attr": "id",
                "table_description": "One event on its way to one endpoint, with what the endpoint said at the last try.",
            },
            bases=["Owned"],
        ),
        ops.CreateModel(
            name="WebhookEndpoint",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("account_id", fields.BigIntField()),
                ("name", fields.TextField(unique=False)),
                ("url", fields.TextField(unique=False)),
                ("types", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("sealed", fields.TextField(unique=False)),
                ("active", fields.BooleanField(default=True)),
                ("allow_private", fields.BooleanField(default=False)),
                ("cursor", fields.BigIntField(default=0)),
                (
                    "failing_since",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("paused_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("paused_reason", fields.TextField(default="", unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("version", fields.IntField(default=1)),
            ],
            options={
                "table": "webhook_endpoint",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "name")),
                "pk_attr": "id",
                "table_description": "An address of a partner's that is told of events; `cursor` is the last number it was given.",
            },
            bases=["Owned"],
        ),
        ops.AddField(
            model_name="Call",
            name="device_id",
            field=fields.BigIntField(null=True),
        ),
        ops.AddField(
            model_name="Call",
            name="hung_up_by",
            field=fields.TextField(null=True, unique=False),
        ),
        AddFilledField(
            "Call",
            "override_reason",
            fields.TextField(default="", unique=False),
            sql_type="text",
            default="''",
        ),
        ops.AlterModelOptions(
            name="Line",
            options={
                "table": "call_line",
                "app": "kith",
                "unique_together": (("account_id", "id"), ("account_id", "name")),
                "pk_attr": "id",
                "table_description": "A way to the telephone network: what Kith connects to, or what posts to `/hooks/calls/<slug>`.",
            },
        ),
        ops.RenameField(
            model_name="Line",
            old_name="secret",
            new_name="sealed",
        ),
        AddFilledField(
            "Line",
            "caller_ids",
            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
            sql_type="jsonb",
            default="'[]'",
        ),
        AddFilledField(
            "Line",
            "countries",
            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
            sql_type="jsonb",
            default="'[]'",
        ),
        ops.AddField(
            model_name="Line",
            name="health_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        AddFilledField(
            "Line",
            "health_note",
            fields.TextField(default="", unique=False),
            sql_type="text",
            default="''",
        ),
        AddFilledField(
            "Line",
            "kind",
            fields.TextField(default="webhook", unique=False),
            sql_type="text",
            default="'webhook'",
        ),
        AddFilledField(
            "Line",
            "health",
            fields.TextField(default="unknown", unique=False),
            sql_type="text",
            default="'unknown'",
        ),
        AddFilledField(
            "Line",
            "settings",
            fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads),
            sql_type="jsonb",
            default="'{}'",
        ),
        ops.RunSQL(";\n".join([*SEALS, CHECKS, *OF_WORDS, only_one_of("consent", *PARTY), DOOR])),
    ]
