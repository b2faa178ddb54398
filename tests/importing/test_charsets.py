import pytest

from backend.importing.charsets import decide, known

POLISH = "Imię;Nazwisko;Miasto\nŁukasz;Wałęsa;Gdańsk\nŻaneta;Święcicka;Łódź\n"
RUSSIAN = "Имя;Фамилия;Город\nИван;Иванов;Москва\nОльга;Петрова;Казань\n"
JAPANESE = "名前,電話\n山田太郎,03-1234-5678\n佐藤花子,06-1234-5678\n"


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        ("Zoë;Łukasz;山田", "utf-8", "utf-8"),
        ("Zoë;Łukasz;山田", "utf-8-sig", "utf-8-sig"),
        ("Zoë;Łukasz;山田", "utf-16", "utf-16"),
        ("Name;City\nZoë;Łódź\n", "utf-16-le", "utf-16-le"),
        ("Name;City\nZoë;Łódź\n", "utf-16-be", "utf-16-be"),
        ("Vorname;Ort\nJürgen;Köln\nAndré;Málaga\n", "cp1252", "cp1252"),
        (POLISH, "cp1250", "cp1250"),
        (RUSSIAN, "cp1251", "cp1251"),
        (JAPANESE, "cp932", "cp932"),
        ("plain ascii", "ascii", "utf-8"),
    ],
)
def test_text_of_many_programs_is_read_in_its_own_character_set(text, codec, found):
    charset = decide([text.encode(codec)])

    assert charset.codec == found
    assert text.encode(codec).decode(charset.codec) == text


def test_one_wrong_byte_far_into_the_file_makes_it_not_utf8():
    charset = decide([b"name\n" * 1000, "Zoë\n".encode(), "Jürgen\n".encode("cp1252")])

    assert charset.codec == "cp1252"
    assert not charset.certain


def test_a_character_cut_by_a_piece_boundary_is_still_utf8():
    whole = "ą".encode()

    assert decide([b"x" + whole[:1], whole[1:] + b"y"]).codec == "utf-8"


@pytest.mark.parametrize("name", ["blabla", "zlib", "rot13", "", "\0"])
def test_what_is_no_character_set_is_unknown(name):
    assert known(name) is None
