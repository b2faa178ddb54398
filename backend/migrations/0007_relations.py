"""Indexes for walking from a manager or a parent down, and for knowing somebody by their birthday."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

ADDED = (
    ("Company", "parent_id"),
    ("Contact", "birthday"),
    ("Contact", "manager_id"),
    ("Customer", "birthday"),
)


class Migration(migrations.Migration):
    dependencies = [("kith", "0004_search")]
    operations = [
        ops.AddIndex(model_name=model, index=Index(fields=["account_id", column]))
        for model, column in ADDED
    ]
