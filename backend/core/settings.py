"""Everything an operator can set, read from the environment into one frozen object."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class SettingError(ValueError):
    """A setting with a value Kith cannot use; the message tells an operator which and why."""


def _text(raw: str) -> str:
    return raw


def _folder(raw: str) -> Path:
    return Path(raw).expanduser()


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(raw: str) -> int:
        if not re.fullmatch(r"[0-9]{1,18}", raw) or not low <= int(raw) <= high:
            raise ValueError(f"expects a whole number from {low} to {high}")
        return int(raw)

    return parse


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw.lower() not in choices:
            raise ValueError(f"expects one of: {', '.join(choices)}")
        return raw.lower()

    return parse


def _yes_or_no(raw: str) -> bool:
    return _one_of("0", "1", "false", "true")(raw) in ("1", "true")


def _postgres_url(raw: str) -> str:
    if raw and urlsplit(raw).scheme not in ("postgres", "postgresql"):
        raise ValueError("expects an address like postgresql://user:password@host:5432/kith")
    return raw


def _web_url(raw: str) -> str:
    parts = urlsplit(raw)
    if raw and (parts.scheme not in ("http", "https") or not parts.netloc):
        raise ValueError("expects an address like https://kith.example.org")
    return raw.rstrip("/")


def _smtp_url(raw: str) -> str:
    parts = urlsplit(raw)
    if raw and (parts.scheme not in ("smtp", "smtp+starttls", "smtps") or not parts.hostname):
        raise ValueError(
            "expects smtp+starttls://user:password@host:587, smtps://… or, on a net of one's own, smtp://host:25"
        )
    return raw


def _mailbox(raw: str) -> str:
    if raw and not re.fullmatch(r"[^\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+", raw):
        raise ValueError("expects an address like “Kith <kith@example.org>”")
    return raw


def _setting(default: Any, says: str, parse: Callable[[str], Any] = _text) -> Any:
    return field(default=default, metadata={"says": says, "parse": parse})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One field per setting; `port` is read from `KITH_PORT`, and so on for the rest."""

    host: str = _setting("127.0.0.1", "Address the web server listens on.")
    port: int = _setting(8000, "Port the web server listens on.", _whole(1, 65535))
    public_url: str = _setting(
        "", "Address people type, when it differs from host and port (behind a proxy).", _web_url
    )
    workers: int = _setting(1, "Processes that answer requests.", _whole(1, 64))
    data_dir: Path = _setting(  # noqa: RUF009 - a Path does not change
        Path("var"), "Folder of the embedded database; deleting it starts afresh.", _folder
    )
    database_url: str = _setting(
        "",
        "PostgreSQL 15 or newer, as the role kith_app; empty starts the embedded one.",
        _postgres_url,
    )
    owner_database_url: str = _setting(
        "", "The same database as the role that owns the tables and migrates them.", _postgres_url
    )
    secret_key: str = _setting(
        "",
        "Key that seals stored secrets (`kith key` makes one); empty keeps one in the data directory.",
    )
    smtp_url: str = _setting(
        "",
        "Mail server of every account without one of its own; empty keeps mail in the outbox, unsent.",
        _smtp_url,
    )
    mail_from: str = _setting("", "Whom mail through that server is from.", _mailbox)
    outbox_worker: str = _setting(
        "on",
        "Whether this server sends what is queued; off where `kith worker` does.",
        _one_of("on", "off"),
    )
    pool_size: int = _setting(6, "Database connections of each worker.", _whole(2, 500))
    max_body_bytes: int = _setting(
        1_048_576, "Largest request body, files to import apart.", _whole(1024, 1_073_741_824)
    )
    max_upload_bytes: int = _setting(
        104_857_600, "Largest file to import.", _whole(1024, 10_737_418_240)
    )
    max_message_bytes: int = _setting(
        262_144, "Largest WebSocket message.", _whole(1024, 16_777_216)
    )
    graceful_seconds: int = _setting(
        10, "Time that running requests get when the server stops.", _whole(0, 600)
    )
    proxies: str = _setting(
        "127.0.0.1", "Addresses of proxies whose X-Forwarded headers are believed."
    )
    telephony: str = _setting(
        "on",
        "Whether servers may run the telephone lines (off: only `kith telephony` does).",
        _one_of("on", "off"),
    )
    log_level: str = _setting(
        "info", "How much is logged.", _one_of("debug", "info", "warning", "error")
    )
    log_format: str = _setting(
        "text", "Log lines for people (text) or for machines (json).", _one_of("text", "json")
    )
    demo_line: bool = _setting(
        False,
        "Two SIP phones on this machine to try calling with: a line “Demo exchange”.",
        _yes_or_no,
    )
    demo_password: str = _setting(
        "", "Password of admin@demo.example; empty makes one up and prints it."
    )

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read every `KITH_…` variable that is set and not empty.

        Raises SettingError, in plain words, for a value that cannot be used and for a
        variable that starts with `KITH_` but is no setting (most often a slip of the keys).
        """
        found = os.environ if environ is None else environ
        known = {variable(f): f for f in fields(cls)}
        values = {}
        for name in sorted(n for n in found if n.startswith("KITH_") and not OTHERS.match(n)):
            if name not in known:
                raise SettingError(f"{name} is not a setting. `kith settings` lists them all.")
            if raw := found[name].strip():
                values[known[name].name] = _parsed(name, known[name], raw)
        return cls(**values)

    @property
    def origin(self) -> str:
        """The address people type into the browser, without a slash at the end."""
        if self.public_url:
            return self.public_url
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104 - a comparison, nothing is bound
        return f"http://{host}:{self.port}"


# Read by tests and by the web app's own tools, or put there by Kubernetes for a service `kith`.
OTHERS = re.compile(r"KITH_(TEST_|E2E_|BACKEND$|SERVICE_|PORT_)")


def variable(setting: "Field[Any]") -> str:
    """Return the environment variable of a field of Settings: `port` → `KITH_PORT`."""
    return f"KITH_{setting.name.upper()}"


def _parsed(name: str, setting: "Field[Any]", raw: str) -> Any:
    try:
        return setting.metadata["parse"](raw)
    except ValueError as problem:
        raise SettingError(f"{name} is “{without_password(raw)}”; it {problem}.") from None


def without_password(value: str) -> str:
    """Return a value that may be printed: the password in an address gives way to `***`."""
    return re.sub(r"(://[^/@\s]*?):[^/\s]*@", r"\1:***@", value)


def described(settings: Settings) -> Iterator[tuple[str, str, str, str]]:
    """Yield variable, value now, default and meaning of each setting, as `kith settings` prints."""
    for setting in fields(settings):
        value = without_password(str(getattr(settings, setting.name)))
        if setting.name in ("demo_password", "secret_key") and value:
            value = "***"
        yield variable(setting), value, str(setting.default), setting.metadata["says"]
