"""Adding a column that is never null to a table that has rows: Tortoise's own AddField cannot."""

from typing import Any

from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State


class AddFilledField(ops.AddField):
    """AddField whose column gets `default`, a piece of SQL, in old rows and wherever none is named."""

    def __init__(
        self, model_name: str, name: str, field: Any, *, sql_type: str, default: str
    ) -> None:
        super().__init__(model_name, name, field)
        self.sql_type = sql_type
        self.default = default

    async def database_forward(
        self,
        app_label: str,
        old_state: State,  # noqa: ARG002 - Tortoise's signature
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Add the column, filled: since PostgreSQL 11 without writing the table anew."""
        if state_editor is None:
            return
        table = new_state.apps.get_model(f"{app_label}.{self.model_name}")._meta.db_table
        await state_editor.client.execute_script(
            f"ALTER TABLE {table} ADD COLUMN {self.name} {self.sql_type} NOT NULL DEFAULT {self.default}"
        )
