"""Tables of imports: the run, and what became of each row."""

from typing import Any

from tortoise import fields

from backend.core.models import Owned


class ImportRun(Owned):
    """One import: its files, mapping, state and counts. A lease keeps two workers off one run.

    `seq` is the account's event number before the first write: what came later is newer than it.
    """

    user_id = fields.BigIntField()
    state = fields.TextField(default="mapping")
    files: Any = fields.JSONField(default=list)
    mapping: Any = fields.JSONField(default=dict)
    counts: Any = fields.JSONField(default=dict)
    error = fields.TextField(default="")
    created_at = fields.DatetimeField(auto_now_add=True)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    leased_until = fields.DatetimeField(null=True)
    seq = fields.BigIntField(null=True)

    class Meta:
        """The newest run first."""

        table = "import_run"
        unique_together = (("account_id", "id"),)
        indexes = (("account_id", "created_at"),)


class ImportRow(Owned):
    """One row of an import: as it came, what was decided and why, and what undo needs.

    `place` orders the rows of a run over all its files; `prepared` is the row in normal form, so
    that writing needs no file; `written` says that its verdict has been carried out. A row that undo
    took back is not written and has its `before`; one that was kept has none.
    """

    run_id = fields.BigIntField()
    place = fields.IntField(default=0)
    row = fields.IntField()
    file = fields.IntField(default=0)
    name = fields.TextField(default="")
    phone = fields.TextField(default="")
    verdict = fields.TextField(null=True)
    reasons: Any = fields.JSONField(default=list)
    changes: Any = fields.JSONField(default=list)
    source: Any = fields.JSONField(default=dict)
    prepared: Any = fields.JSONField(null=True)
    node_type = fields.TextField(null=True)
    node_id = fields.BigIntField(null=True)
    before: Any = fields.JSONField(null=True)
    written = fields.BooleanField(default=False)

    class Meta:
        """Pages run by place, of all rows or of one verdict."""

        table = "import_row"
        unique_together = (("account_id", "id"), ("account_id", "run_id", "file", "row"))
        indexes = (
            ("account_id", "run_id", "verdict", "place"),
            ("account_id", "run_id", "place"),
        )
