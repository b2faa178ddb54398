"""Lock files hold versions and hashes: no address, no host, nothing that is not pinned."""

import json
import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"^[a-z0-9][a-z0-9._-]*==[^ ]+( ; .+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-sip.txt"]
)
def test_a_lock_holds_pinned_packages_and_their_hashes_alone(name):
    lines = (ROOT / name).read_text().splitlines()
    assert [line for line in lines if not (PINNED.match(line) or HASH.match(line))] == []
    assert any(PINNED.match(line) for line in lines)


def test_what_serves_is_locked_to_the_same_versions_in_both():
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if PINNED.match(line)}

    assert pins("requirements.txt") < pins("requirements-dev.txt")


def test_the_npm_lock_holds_hashes_and_no_address():
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    unhashed = {name for name, entry in packages.items() if "integrity" not in entry}
    # docs/dependencies.md says why these have none.
    assert {name.rpartition("/")[2] for name in unhashed} == {
        "sdk-darwin-arm64", "sdk-linux-arm64", "sdk-win32-x64"
    }  # fmt: skip
    assert all("/@lix-js/" in name and packages[name].get("optional") for name in unhashed)


def test_nobody_else_brings_a_package_called_schema_or_backend():
    for name in ("schema", "backend"):
        assert set(packages_distributions().get(name, ["kith"])) == {"kith"}


def test_each_dependency_says_what_it_is_for():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[^a-z0-9-]", line)[0] for line in wanted}
    page = (ROOT / "docs/dependencies.md").read_text()
    assert [name for name in sorted(names) if not re.search(rf"\b{name}\b", page)] == []
