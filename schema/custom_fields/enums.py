"""The words a custom field's definition may have."""

from backend.custom_fields.types import FieldType, RecordKind
from schema.enums import words

words(
    RecordKind,
    "The kinds of record that can have custom fields.",
    CUSTOMER="Customers.",
    CONTACT="Contacts.",
    COMPANY="Companies.",
    PROJECT="Projects.",
)
words(
    FieldType,
    "What a custom field holds.",
    name="CustomFieldType",
    TEXT="One line of text.",
    NUMBER="A number of up to 15 digits, with a point: 12.5.",
    DATE="A day, as 2026-11-25.",
    CHOICE="One entry of a list.",
    YES_NO="`true` or `false`.",
    LINK="A web address, http or https.",
)

__all__ = ["FieldType", "RecordKind"]
