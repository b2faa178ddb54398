"""Secrets at rest: what a line or a gateway signs in with is sealed before it is stored.

A sealed text is a Fernet token (AES-128-CBC and HMAC-SHA256, https://github.com/fernet/spec) of a
JSON object that names its account, so that a text copied into another account does not open there.
The key is `KITH_SECRET_KEY`, else a file of the data directory that only its owner can read.
"""

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from backend.core.settings import Settings

KEY_FILE = "secret.key"
ACCOUNT = "account"


class VaultProblem(RuntimeError):
    """The key is missing, unreadable or another one; the message tells an operator what to do."""


class Vault:
    """Seals with the first key, opens with any: a key is exchanged by putting a new one in front."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._first = keys[0].encode()
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError as error:
            raise VaultProblem(
                "KITH_SECRET_KEY expects 32 random bytes in URL-safe base64, or several such keys"
                " with commas between them, the newest first. `kith key` makes one."
            ) from error

    def seal(self, account_id: int, values: Mapping[str, str]) -> str:
        """The text to be stored for these secrets of an account."""
        return self._fernet.encrypt(orjson.dumps({ACCOUNT: account_id, "of": values})).decode()

    def open(self, account_id: int, sealed: str) -> dict[str, str]:
        """The secrets in a stored text, none in an empty one."""
        if not sealed:
            return {}
        try:
            held = orjson.loads(self._fernet.decrypt(sealed))
        except InvalidToken as error:
            raise VaultProblem(
                "Stored secrets do not open with this key. Set KITH_SECRET_KEY to the key they were"
                " sealed with, or bring back the data directory's secret.key."
            ) from error
        if held[ACCOUNT] != account_id:
            raise VaultProblem("These secrets were sealed for another account.")
        return dict(held["of"])

    def derived(self, *names: object) -> str:
        """A secret that follows from the key and these names (HMAC-SHA256): made anew, never stored."""
        told = "\x1f".join(map(str, names)).encode()
        code = hmac.digest(self._first, told, hashlib.sha256)
        return base64.urlsafe_b64encode(code).rstrip(b"=").decode()


def new_key() -> str:
    """A key for `KITH_SECRET_KEY`: 32 random bytes in URL-safe base64."""
    return Fernet.generate_key().decode()


def key_file(folder: Path) -> str:
    """The key kept in the data directory, made at the first call; two that make it at once agree."""
    path = folder / KEY_FILE
    folder.mkdir(parents=True, exist_ok=True)
    try:
        # Written whole under a name of its own and linked, so that nobody reads half a key.
        draft = path.with_suffix(f".{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(new_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise VaultProblem(f"{path} cannot be read or made: {error.strerror}.") from error


_open: Vault | None = None


def use(settings: Settings) -> Vault:
    """Open the vault of this process."""
    global _open  # noqa: PLW0603 - one process, one key
    keys = [key.strip() for key in settings.secret_key.split(",") if key.strip()]
    _open = Vault(keys or [key_file(settings.data_dir)])
    return _open


def vault() -> Vault:
    """The vault `use` opened; without one, that is a mistake of ours."""
    if _open is None:
        raise RuntimeError("the vault is not open")
    return _open
