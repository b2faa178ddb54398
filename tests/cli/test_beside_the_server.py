"""Every command works while the server runs, and none of them stops it."""

import csv
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.cli.running import Server, kith

TABLE = "First name,Last name,Phone\nEdda,Björnsdóttir,+354 611 1234\nNobody,Known,12\n"


@pytest.fixture(scope="module")
def demo() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="kith-test-"))
    server = Server(folder, ("demo", "--customers", "40")).start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def token(demo: Server) -> str:
    made = kith("token", "create", "--user", "admin@demo.example", *demo.where)
    assert made.returncode == 0, made.stderr
    return made.stdout


def total(demo: Server, token: str) -> int:
    answer = httpx.post(
        f"{demo.url}/graphql",
        json={"query": "{ customers(first: 1) { totalCount } }"},
        headers={"authorization": f"Bearer {token.strip()}"},
    )
    return answer.json()["data"]["customers"]["totalCount"]


def test_the_demonstration_says_where_it_is_and_how_to_sign_in(demo):
    assert f"Kith answers on {demo.url}" in demo.said
    assert "Sign in as admin@demo.example with the password " in demo.said


def test_a_token_is_printed_alone_and_works(demo, token):
    assert len(token.split()) == 1
    assert total(demo, token) >= 40


def test_a_new_user_gets_a_link_to_the_running_server(demo):
    words = ("user", "add", "ala@demo.example", "--role", "crm_sales", *demo.where)
    added = kith(*words)
    assert added.stdout.startswith(f"{demo.url}/welcome#")
    again = kith(*words)
    assert again.returncode == 1
    assert again.stderr == "Error: Another user signs in with this address.\n"


def test_a_token_for_nobody_is_refused_in_a_sentence(demo):
    refused = kith("token", "create", "--user", "nobody@demo.example", *demo.where)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr == "Error: Nobody signs in with nobody@demo.example.\n"


def test_a_dry_run_writes_nothing_and_an_import_does(demo, token, tmp_path):
    table = tmp_path / "people.csv"
    table.write_text(TABLE)
    before = total(demo, token)
    words = ("import", str(table), "--user", "admin@demo.example", *demo.where)
    tried = kith(*words, "--dry-run")
    assert tried.stdout.startswith("2 rows: 2 created, 0 updated, 0 unchanged, 0 refused.\n")
    assert "people.csv, row 3, Nobody Known: " in tried.stdout
    assert total(demo, token) == before
    done = kith(*words)
    assert done.returncode == 0, done.stderr
    assert total(demo, token) == before + 2


def test_an_export_holds_everybody_or_those_asked_for(demo, token, tmp_path):
    target = tmp_path / "all.csv"
    words = ("--user", "admin@demo.example", *demo.where)
    done = kith("export", "customers", "--output", str(target), *words)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(target.open(encoding="utf-8-sig")))
    assert len(rows) == total(demo, token)
    country = next(row["Address 1 - Country"] for row in rows if row["Address 1 - Country"])
    cards = kith("export", "customers", "--format", "vcf", "--where", f"country={country}", *words)
    assert 0 < cards.stdout.count("BEGIN:VCARD\n") < len(rows)


def test_an_export_is_narrowed_by_own_fields_and_cards_carry_them(demo):
    words = ("customers", "--format", "vcf", "--user", "admin@demo.example", *demo.where)
    oak = kith("export", *words, "--where", "custom.favourite-wood=oak")
    assert oak.stdout.count("BEGIN:VCARD\n") > 0
    assert oak.stdout.count("BEGIN:VCARD\n") == oak.stdout.count("X-KITH-FIELD-FAVOURITE-WOOD:Oak")
    none = kith("export", *words, "--where", "custom.no-such=1")
    assert none.returncode == 2
    assert "There is no field “no-such” here." in none.stderr


def test_a_simulated_call_reaches_the_server_signed(demo):
    words = ("call", "simulate", "--ring", "0.1", "--talk", "0.1", *demo.where)
    made = kith(*words)
    assert made.returncode == 0, made.stderr
    assert "Nobody is rung." in made.stdout


def test_migrating_twice_is_fine(demo):
    assert kith("migrate", *demo.where).stdout == "Nothing to do: this is the newest form.\n"


def test_a_second_server_on_the_folder_is_told_of_the_first(demo):
    second = kith("serve", *demo.where, "--port", str(demo.port + 1))
    assert second.returncode == 1
    assert f"A Kith server already uses {demo.folder}/var ({demo.url})" in second.stderr


def test_a_taken_port_is_named(demo, tmp_path):
    second = kith("serve", "--data-dir", str(tmp_path), "--port", str(demo.port))
    assert second.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{demo.port}: Address already in use." in second.stderr


def test_nothing_of_this_has_stopped_the_server(demo):
    assert demo.ready()
