import io
import zipfile

import pytest

from backend.importing.files import FileKind, recognise
from backend.importing.problems import UnreadableFile
from tests.importing.samples import csv_file

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (zipped("xl/workbook.xml"), "Excel workbook"),
        (zipped("contacts.csv"), "archive (ZIP)"),
        (b"PK\x03\x04 torn", "damaged archive"),
        (PNG, "picture (PNG)"),
        (b"%PDF-1.7 ...", "PDF document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old Office document"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR", "calendar"),
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (bytes(range(1, 32)) * 40, "not a text file"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_named_for_what_it_is(tmp_path, content, says):
    with pytest.raises(UnreadableFile, match=says.replace("(", r"\(").replace(")", r"\)")):
        recognise(csv_file(tmp_path, content, "customers.csv"))


def test_vcards_are_vcards_whatever_the_name(tmp_path):
    path = csv_file(tmp_path, "\ufeffBEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\n", "people.csv")

    assert recognise(path).kind is FileKind.VCARD


def test_a_table_is_a_table_whatever_the_name(tmp_path):
    assert recognise(csv_file(tmp_path, "a,b\n1,2\n", "people.vcf")).kind is FileKind.TABLE


def test_the_character_set_can_be_overridden_and_must_exist(tmp_path):
    path = csv_file(tmp_path, "Imię\nŁucja\n".encode("iso8859-2"))

    assert recognise(path, "iso8859-2").charset.codec == "iso8859-2"
    with pytest.raises(UnreadableFile, match="klingon"):
        recognise(path, "klingon")
