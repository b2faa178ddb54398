"""What the commands say without a database."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from backend.cli import main
from backend.cli.group import COMMANDS

ROOT = Path(__file__).resolve().parents[2]


def run(*words: str, **environment: str):
    return CliRunner().invoke(main, list(words), env=environment)


def test_help_names_every_command():
    said = run("--help").output
    assert [name for name in COMMANDS if f"  {name} " not in said] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(name):
    answer = run(name, "--help")
    assert answer.exit_code == 0
    assert len(answer.output.splitlines()) > 4


def test_settings_lists_them_with_values_and_defaults():
    said = run("settings", KITH_PORT="8123").output
    assert "KITH_PORT=8123\n    Port the web server listens on. Default: 8000.\n" in said


def test_a_wrong_setting_is_a_sentence_and_no_traceback():
    answer = run("settings", KITH_PORT="many")
    assert answer.exit_code == 1
    assert (
        answer.output == "Error: KITH_PORT is “many”; it expects a whole number from 1 to 65535.\n"
    )


def test_one_database_address_without_the_other_is_a_sentence():
    answer = run("migrate", KITH_OWNER_DATABASE_URL="postgresql://o@127.0.0.1/kith")
    assert answer.exit_code == 1
    assert answer.output.startswith(
        "Error: KITH_OWNER_DATABASE_URL is set and KITH_DATABASE_URL is not."
    )


def test_the_checked_in_schema_is_the_printed_one():
    assert run("schema").output == (ROOT / "schema/schema.graphql").read_text()
