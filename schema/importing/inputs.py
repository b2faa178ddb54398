"""What clients send about imports. Absent leaves things as proposed."""

from __future__ import annotations

import strawberry

from schema.importing.enums import DateOrder, SamePhone, TableRole


@strawberry.input(description="Files to import, sent before to `/uploads`.")
class ImportStartInput:
    files: list[str] = strawberry.field(description="The ids `/uploads` answered with.")
    region: str | None = strawberry.field(
        description="Reads numbers without a prefix; the account's unless said.", default=None
    )


@strawberry.input(description="What becomes of one column.")
class ImportColumnInput:
    place: int = strawberry.field(description="Its place in the file, from 0.")
    target: str | None = strawberry.field(
        description="What it becomes; see `importTargets`.", default=None
    )
    label: str | None = strawberry.field(description="The generic name.", default=None)
    order: DateOrder | None = strawberry.field(
        description="How its dates are written.", default=None
    )


@strawberry.input(description="How one file is read.")
class ImportFileInput:
    place: int = strawberry.field(description="Its place among the files, from 0.")
    codec: str | None = strawberry.field(description="The character set.", default=None)
    delimiter: str | None = strawberry.field(
        description="What parts the cells of a table: a comma, a semicolon, a tab or a bar.",
        default=None,
    )
    role: TableRole | None = strawberry.field(description="What it tells of.", default=None)
    columns: list[ImportColumnInput] = strawberry.field(
        description="The columns that become something else.", default_factory=list
    )


@strawberry.input(description="Changes to what was proposed.")
class ImportMapInput:
    files: list[ImportFileInput] = strawberry.field(
        description="The files that are read otherwise.", default_factory=list
    )
    source: str | None = strawberry.field(
        description="A name for where the ids come from.", default=None
    )
    region: str | None = strawberry.field(
        description="Reads numbers without a prefix.", default=None
    )
    same_phone: SamePhone | None = strawberry.field(
        description="Rows of one name and number.", default=None
    )


@strawberry.input(description="A cell put right.")
class ImportCellInput:
    column: str = strawberry.field(description="The column's header.")
    value: str = strawberry.field(description="What should stand there.")


@strawberry.input(description="A row put right.")
class ImportRowMendInput:
    cells: list[ImportCellInput] = strawberry.field(description="The cells that change.")
