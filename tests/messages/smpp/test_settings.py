"""Settings of an SMPP gateway that cannot work (R084)."""

import pytest

from backend.core.errors import InvalidInput
from backend.messages.smpp import checked


@pytest.mark.parametrize(
    ("settings", "secrets", "field"),
    [
        ({"host": ""}, {}, "host"),
        ({"port": "99999"}, {}, "port"),
        ({"system_id": "a" * 16}, {}, "system_id"),
        ({"system_id": "zoë"}, {}, "system_id"),
        ({}, {"password": "123456789"}, "password"),
    ],
)
def test_settings_that_cannot_work_are_refused_by_field(settings, secrets, field):
    usual = {"host": "smsc.example.org", "system_id": "kith", "sender": "Alder"}
    with pytest.raises(InvalidInput) as refusal:
        checked({**usual, **settings}, secrets)
    assert refusal.value.path == (field,)
