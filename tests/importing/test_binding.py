"""A folder of vCard files, one for each person, is imported as one file of many cards (R095)."""

from pathlib import Path

import pytest

from backend.core.errors import InvalidInput
from backend.importing import binding, cards
from backend.importing.files import recognise
from backend.importing.uploads import Upload, Uploads
from tests.importing.conftest import Importer, verdicts
from tests.importing.samples import TODAY

ACCOUNT = 1


def vcard(name: str, more: str = "") -> str:
    return f"BEGIN:VCARD\r\nVERSION:2.1\r\nN:{name};Jan\r\n{more}END:VCARD\r\n"


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    kept = Uploads(tmp_path, most=100_000)
    (kept.folder / str(ACCOUNT)).mkdir(parents=True)
    return kept


def sent(uploads: Uploads, *contents: bytes) -> list[Upload]:
    """These contents as uploads."""
    return [uploads.write(ACCOUNT, f"{n}.vcf", [text]) for n, text in enumerate(contents)]


def people(uploads: Uploads, file: Upload) -> list[str]:
    path = uploads.folder / uploads.relative(ACCOUNT, file.id)
    found = cards.read(path, recognise(path).charset, today=TODAY)
    return [one.last_name or one.refusal for one in found]


def test_each_file_is_read_in_its_own_characters(uploads: Uploads) -> None:
    marked = vcard("Жук").replace("\r\nN:", "\r\nN;CHARSET=windows-1251:")
    files = sent(
        uploads,
        vcard("Łoś").encode(),
        vcard("Łoś").encode("utf-16"),
        "\ufeffBEGIN:VCARD\nVERSION:3.0\nN:Żak;Jan\nEND:VCARD".encode(),
        vcard("Wałęsa Gdańsk").encode("cp1250"),
        marked.encode("cp1251"),
        *(vcard(f"Nowak{n}").encode() for n in range(60)),
    )
    (one,) = binding.bound(uploads, ACCOUNT, files)

    assert one.name == "65 vCard files"
    assert people(uploads, one)[:5] == ["Łoś", "Łoś", "Żak", "Wałęsa Gdańsk", "Жук"]
    assert people(uploads, one)[5:] == [f"Nowak{n}" for n in range(60)]


def test_a_card_that_breaks_off_does_not_take_the_next_one_along(uploads: Uploads) -> None:
    broken = b"BEGIN:VCARD\nVERSION:3.0\nN:Broken;Jan\nAGENT:"
    contents = [broken, *(vcard(f"Nowak{n}").encode() for n in range(50))]
    (one,) = binding.bound(uploads, ACCOUNT, sent(uploads, *contents))

    assert people(uploads, one) == ["Broken", *(f"Nowak{n}" for n in range(50))]


def test_few_files_stay_apart_and_tables_beside_many_cards_too(uploads: Uploads) -> None:
    few = sent(uploads, *[vcard("Nowak").encode()] * 50)
    table = uploads.write(ACCOUNT, "people.csv", [b"First name,Phone\nAnn,+48601\n"])

    assert binding.bound(uploads, ACCOUNT, few) == few
    one, other = binding.bound(uploads, ACCOUNT, [*few, table])
    assert (one.name, other) == ("50 vCard files", table)


def test_what_is_too_much_is_said_in_words(uploads: Uploads) -> None:
    file = sent(uploads, vcard("Nowak", f"NOTE:{'x' * 30_000}\r\n").encode())[0]
    table = uploads.write(ACCOUNT, "people.csv", [b"First name,Phone\nAnn,+48601\n"])
    for files, says in (
        ([], "Choose between 1 and 5,000 files."),
        ([file] * 5_001, "Choose between 1 and 5,000 files."),
        ([file] * 60, "These files have 2 MB together; up to 1 MB can be imported."),
        ([table] * 60, "Besides vCards, up to 49 files can be imported at once. These are 60."),
    ):
        with pytest.raises(InvalidInput) as caught:
            binding.bound(uploads, ACCOUNT, files)
        assert caught.value.message == says


async def test_a_folder_of_cards_arrives(importer: Importer, tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.vcf" for n in range(120)]
    for n, path in enumerate(paths):
        path.write_text(vcard(f"Nowak{n}", f"TEL:+48 601 000 {n:03}\r\n"), encoding="utf-8")
    done = await importer.carry_out(*paths)

    assert [file["name"] for file in done["files"]] == ["120 vCard files"]
    assert verdicts(done) == (120, 0, 0, 0)
