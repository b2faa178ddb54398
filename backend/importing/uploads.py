"""Files people send to be imported: kept under the data directory until their import is long over."""

import re
import secrets
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path

from backend.core.errors import InvalidInput, NotFound

KEEP_DAYS = 7
_ID = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: its id, its owner's name for it, its bytes."""

    id: str
    name: str
    size: int


class Uploads:
    """The folder of uploads, one folder in it for each account."""

    def __init__(self, folder: Path, *, most: int) -> None:
        self.folder = folder / "uploads"
        self.most = most

    async def keep(self, account_id: int, name: str, chunks: AsyncIterator[bytes]) -> Upload:
        """Write a file as it arrives; InvalidInput, and nothing kept, where it is too large."""
        upload_id, size = secrets.token_hex(16), 0
        path = self._path(account_id, upload_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("wb") as target:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > self.most:
                        most = self.most // 1_048_576
                        says = f"The file is too large; up to {most:,} MB can be imported."
                        raise InvalidInput(says, ("file",))
                    target.write(chunk)
            if not size:
                raise InvalidInput("The file is empty.", ("file",))
            path.with_suffix(".name").write_text(name, encoding="utf-8")
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Upload(upload_id, name, size)

    def write(self, account_id: int, name: str, pieces: Iterable[bytes]) -> Upload:
        """Keep a file that is made here of others."""
        upload_id = secrets.token_hex(16)
        path = self._path(account_id, upload_id)
        with path.open("wb") as target:
            target.writelines(pieces)
        path.with_suffix(".name").write_text(name, encoding="utf-8")
        return Upload(upload_id, name, path.stat().st_size)

    def find(self, account_id: int, upload_id: str) -> Upload:
        """The upload of this id in this account, or NotFound."""
        path = self._path(account_id, upload_id) if _ID.match(upload_id) else None
        if path is None or not path.with_suffix(".name").exists():
            raise NotFound("This file is not here any more. Send it again.", ("files",))
        name = path.with_suffix(".name").read_text(encoding="utf-8")
        return Upload(upload_id, name, path.stat().st_size)

    def relative(self, account_id: int, upload_id: str) -> str:
        """Where it is under the uploads folder, as a run remembers it."""
        return str(self._path(account_id, upload_id).relative_to(self.folder))

    def sweep(self) -> int:
        """Delete files that nobody needs any more; returns how many."""
        oldest, gone = time.time() - KEEP_DAYS * 86_400, 0
        for path in self.folder.glob("*/*"):
            if path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)
                gone += 1
        return gone

    def _path(self, account_id: int, upload_id: str) -> Path:
        return self.folder / str(account_id) / f"{upload_id}.bin"


class _Store:
    """The uploads of this process, opened once when it starts."""

    uploads: Uploads | None = None


def open_uploads(folder: Path, *, most: int) -> Uploads:
    """Say where uploads are; `most` is the largest file in bytes."""
    _Store.uploads = Uploads(folder, most=most)
    return _Store.uploads


def opened() -> Uploads:
    """The uploads of this process."""
    if _Store.uploads is None:
        raise RuntimeError("uploads were not opened")
    return _Store.uploads


def plain_name(name: str) -> str:
    """A file's name without folders and signs that cannot be shown, at most 200 characters."""
    bare = re.split(r"[/\\]", name)[-1]
    return re.sub(r"[\x00-\x1f\x7f]", "", bare).strip()[:200] or "file"
