"""Tables of imports: the run, and what became of each row."""

from tortoise import fields

from backend.core.models import Owned


class ImportRun(Owned):
    """One import: its files, mapping, state and counts. A lease keeps two workers off one run."""

    user_id = fields.BigIntField()
    state = fields.TextField(default="mapping")
    files = fields.JSONField(default=list)
    mapping = fields.JSONField(default=dict)
    counts = fields.JSONField(default=dict)
    error = fields.TextField(default="")
    created_at = fields.DatetimeField(auto_now_add=True)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    leased_until = fields.DatetimeField(null=True)

    class Meta:
        table = "import_run"
        unique_together = (("account_id", "id"),)
        indexes = (("account_id", "created_at"),)


class ImportRow(Owned):
    """One row of an import: as it came, what was decided and why, and what undo needs."""

    run_id = fields.BigIntField()
    row = fields.IntField()
    file = fields.IntField(default=0)
    verdict = fields.TextField(null=True)
    reasons = fields.JSONField(default=list)
    source = fields.JSONField(default=dict)
    node_type = fields.TextField(null=True)
    node_id = fields.BigIntField(null=True)
    before = fields.JSONField(null=True)
    written = fields.BooleanField(default=False)

    class Meta:
        table = "import_row"
        unique_together = (("account_id", "id"), ("account_id", "run_id", "file", "row"))
        indexes = (("account_id", "run_id", "verdict", "id"),)
