import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.importing.content_lines import logical_lines, parse, split, unescape


def read(text: bytes, version: str = "3.0", codec: str = "utf-8") -> list[tuple[str, str]]:
    found = (parse(line, codec) for line in logical_lines(text.split(b"\n")))
    return [(item.name, item.text(version)) for item in found if item]


def test_a_fold_may_part_a_character():
    whole = "NOTE:Łódź".encode()

    assert read(whole[:6] + b"\r\n " + whole[6:]) == [("NOTE", "Łódź")]


def test_quoted_printable_goes_on_over_soft_breaks_and_blank_lines():
    text = b"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:K=C3=\n\n=B6ln=\n am Rhein"

    assert read(text, "2.1") == [("NOTE", "Köln am Rhein")]


@pytest.mark.parametrize(
    ("line", "codec", "expected"),
    [
        ("FN;CHARSET=ISO-8859-2:Łucja".encode("iso8859-2"), "utf-8", "Łucja"),
        ("FN;CHARSET=blabla:Zoë".encode(), "utf-8", "Zoë"),
        ("FN:Jürgen".encode("cp1252"), "cp1252", "Jürgen"),
        ("FN;CHARSET=UTF-8:Jürgen".encode("cp1252"), "cp1252", "Jürgen"),
        (b"FN;ENCODING=b:Wm/Dqw==", "utf-8", "Zoë"),
    ],
)
def test_each_line_is_read_in_its_own_character_set(line, codec, expected):
    item = parse(line, codec)

    assert item is not None
    assert item.value == expected


def test_an_encoded_semicolon_is_text_and_parts_nothing():
    item = parse(b"N;ENCODING=QUOTED-PRINTABLE:O=3BBrien;Ann;;;", "utf-8")

    assert item is not None
    assert item.parts("2.1")[:2] == (("O;Brien",), ("Ann",))


@pytest.mark.parametrize(
    ("line", "types"),
    [
        (b"TEL;WORK;VOICE:1", ("work", "voice")),
        (b"TEL;TYPE=work,voice:1", ("work", "voice")),
        (b'TEL;TYPE="work,voice":1', ("work", "voice")),
        (b"TEL;TYPE=WORK;TYPE=VOICE:1", ("work", "voice")),
        (b'item1.TEL;X-NOTE="a:b;c";type=pref:1', ("pref",)),
    ],
)
def test_types_are_read_in_every_spelling(line, types):
    item = parse(line, "utf-8")

    assert item is not None
    assert (item.value, item.types) == ("1", types)


def test_backslashes_mean_less_in_the_old_version():
    assert unescape(r"C:\new\;x", "2.1") == r"C:\new;x"
    assert unescape(r"a\nb\,c\\n", "3.0") == "a\nb,c\\n"


@pytest.mark.parametrize("line", [b"no colon here", b":value", b"two words:x", b"\xff\xfe:x"])
def test_what_is_no_property_is_none(line):
    assert parse(line, "utf-8") is None


@given(st.binary())
def test_no_bytes_stop_the_reader(noise):
    assert all(isinstance(value, str) for _, value in read(noise))


@given(st.lists(st.text(), min_size=1))
def test_escaped_components_come_back(components):
    def escaped(text: str) -> str:
        return text.replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n")

    joined = ";".join(escaped(text) for text in components)

    assert [unescape(piece, "4.0") for piece in split(joined, ";")] == components
