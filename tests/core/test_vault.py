"""Secrets lie sealed: nobody without the key, and no other account, opens them."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend.core.settings import Settings
from backend.core.vault import Vault, VaultProblem, key_file, new_key, use


def test_what_was_sealed_opens_for_its_account_alone():
    vault = Vault([new_key()])
    sealed = vault.seal(7, {"password": "a wren in spring"})
    assert "wren" not in sealed
    assert vault.open(7, sealed) == {"password": "a wren in spring"}
    with pytest.raises(VaultProblem, match="another account"):
        vault.open(8, sealed)


def test_another_key_opens_nothing_and_says_what_to_do():
    sealed = Vault([new_key()]).seal(7, {"password": "x"})
    with pytest.raises(VaultProblem, match="KITH_SECRET_KEY"):
        Vault([new_key()]).open(7, sealed)


def test_a_changed_text_does_not_open():
    vault = Vault([new_key()])
    sealed = vault.seal(7, {"password": "x"})
    with pytest.raises(VaultProblem):
        vault.open(7, sealed[:-4] + "AAA=")


def test_a_key_is_exchanged_by_putting_the_new_one_in_front():
    old, new = new_key(), new_key()
    sealed = Vault([old]).seal(7, {"password": "x"})
    assert Vault([new, old]).open(7, sealed) == {"password": "x"}
    assert Vault([new]).open(7, Vault([new, old]).seal(7, {"a": "b"})) == {"a": "b"}


def test_nothing_sealed_is_no_secret():
    assert Vault([new_key()]).open(7, "") == {}


def test_a_slip_in_the_key_is_said_in_words():
    with pytest.raises(VaultProblem, match="32 random bytes"):
        use(Settings(secret_key="hunter2"))


def test_the_key_file_is_made_once_and_only_its_owner_reads_it(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: key_file(tmp_path / "data"), range(40)))
    assert len(keys) == 1
    file = tmp_path / "data" / "secret.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [p.name for p in file.parent.iterdir()] == ["secret.key"]
