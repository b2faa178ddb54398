"""Settings are read from the environment, and a wrong one is answered in plain words."""

from pathlib import Path

import pytest

from backend.core.settings import SettingError, Settings, described, without_password


def test_nothing_set_gives_the_defaults():
    settings = Settings.from_environment({})
    assert (settings.host, settings.port, settings.data_dir) == ("127.0.0.1", 8000, Path("var"))


def test_an_empty_value_counts_as_none():
    assert Settings.from_environment({"KITH_PORT": " "}).port == 8000


def test_values_are_read_and_other_programs_variables_left_alone():
    settings = Settings.from_environment(
        {"KITH_PORT": "8123", "KITH_DATA_DIR": "/srv/kith", "KITH_LOG_FORMAT": "JSON", "PORT": "1"}
    )
    assert (settings.port, settings.data_dir, settings.log_format) == (
        8123,
        Path("/srv/kith"),
        "json",
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("KITH_PORT", "http", "KITH_PORT is “http”; it expects a whole number from 1 to 65535."),
        ("KITH_PORT", "0", "from 1 to 65535"),
        ("KITH_PORT", "٣", "from 1 to 65535"),
        ("KITH_WORKERS", "-2", "from 1 to 64"),
        ("KITH_LOG_LEVEL", "loud", "expects one of: debug, info, warning, error"),
        ("KITH_DATABASE_URL", "mysql://root@db/kith", "expects an address like postgresql://"),
        ("KITH_PUBLIC_URL", "kith.example.org", "expects an address like https://"),
        ("KITH_PROT", "8000", "KITH_PROT is not a setting."),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_expects(name, value, says):
    with pytest.raises(SettingError) as caught:
        Settings.from_environment({name: value})
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "name",
    ["KITH_E2E_PASSWORD", "KITH_TEST_DATABASE_URL", "KITH_SERVICE_HOST", "KITH_PORT_8000_TCP"],
)
def test_variables_of_others_are_no_slips(name):
    assert Settings.from_environment({name: "x"}) == Settings()


def test_a_password_is_never_shown():
    url = "postgresql://kith_app:s3cr:et@db.example:5432/kith"
    assert without_password(url) == "postgresql://kith_app:***@db.example:5432/kith"
    shown = " ".join(
        value
        for _, value, _, _ in described(Settings(database_url=url, demo_password="correct horse"))
    )
    assert "s3cr" not in shown
    assert "correct horse" not in shown


def test_each_setting_has_a_sentence():
    for variable, _, _, meaning in described(Settings()):
        assert variable.startswith("KITH_")
        assert meaning.endswith(".")


@pytest.mark.parametrize(
    ("settings", "origin"),
    [
        (Settings(port=8123), "http://127.0.0.1:8123"),
        (Settings(host="0.0.0.0"), "http://127.0.0.1:8000"),
        (Settings(public_url="https://kith.example.org"), "https://kith.example.org"),
    ],
)
def test_the_origin_is_what_people_type(settings, origin):
    assert settings.origin == origin
