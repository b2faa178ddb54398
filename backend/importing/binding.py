"""Binds a folder of vCard files, one for each person, into one file of many cards.

Telephones and mail programs export a file for everybody. Each is written in a character set of its
own, so what is bound is not their bytes but their cards as they are remembered: in UTF-8, each read
again as the card it was.
"""

from collections.abc import Iterator, Sequence

from backend.core.errors import InvalidInput
from backend.importing.files import FileKind, Recognised, recognise
from backend.importing.problems import UnreadableFile
from backend.importing.uploads import Upload, Uploads
from backend.importing.vcards import cards

MOST_FILES = 5_000
MOST_APART = 50
"""Files that are looked at and mapped one by one; of more, the vCards are bound."""
_END = "END:VCARD"


def bound(uploads: Uploads, account_id: int, files: Sequence[Upload]) -> list[Upload]:
    """The files to import: as they are where they are few, else with all vCards in one of them.

    Raises InvalidInput, in words, for more than can be imported at once.
    """
    if not 1 <= len(files) <= MOST_FILES:
        raise InvalidInput(f"Choose between 1 and {MOST_FILES:,} files.", ("files",))
    if len(files) <= MOST_APART:
        return list(files)
    size, most = sum(file.size for file in files), uploads.most
    if size > most:
        says = f"These files have {_mb(size)} MB together; up to {_mb(most)} MB can be imported."
        raise InvalidInput(says, ("files",))
    kinds = [(file, _recognised(uploads, account_id, file)) for file in files]
    rest = [file for file, found in kinds if found.kind is not FileKind.VCARD]
    if len(rest) >= MOST_APART:
        says = f"Besides vCards, up to {MOST_APART - 1} files can be imported at once."
        raise InvalidInput(f"{says} These are {len(rest):,}.", ("files",))
    people = [(file, found) for file, found in kinds if found.kind is FileKind.VCARD]
    name = f"{len(people):,} vCard files"
    return [uploads.write(account_id, name, _cards(uploads, account_id, people)), *rest]


def _recognised(uploads: Uploads, account_id: int, file: Upload) -> Recognised:
    try:
        return recognise(uploads.folder / uploads.relative(account_id, file.id))
    except UnreadableFile as problem:
        raise UnreadableFile(f"{file.name}: {problem.message}") from None


def _cards(
    uploads: Uploads, account_id: int, files: Sequence[tuple[Upload, Recognised]]
) -> Iterator[bytes]:
    for file, found in files:
        for card in cards(uploads.folder / uploads.relative(account_id, file.id), found.charset):
            # One that breaks off ends here, so that the next is not taken for a part of it.
            whole = card.text.rstrip().upper().endswith(_END)
            yield f"{card.text}\n{'' if whole else _END + chr(10)}".encode("utf-8", "replace")


def _mb(size: int) -> str:
    return f"{-(-size // 1_048_576):,}"
