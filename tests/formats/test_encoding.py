from io import BytesIO

import pytest

from uncramp.formats.encoding import CHUNK, Manner, manner_of, opening

TEXT = "<gpx>Läuferin ✓</gpx>"


def content_of(file: bytes) -> str:
    source = BytesIO(file)
    return b"".join(manner_of(source).pieces(source)).decode()


@pytest.mark.parametrize(
    "file",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        f'<?xml version="1.0" encoding="utf-8"?>{TEXT}'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?>{TEXT}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="gb18030"?>{TEXT}'.encode("gb18030"),
    ],
)
def test_a_file_is_read_as_utf8_without_its_declaration_whatever_it_is_written_in(file: bytes) -> None:
    assert content_of(file) == TEXT


@pytest.mark.parametrize("declared", ["ascii", "UTF-16", "utf8mb4", "no-such", "zlib", "utf-7"])
def test_a_lie_about_utf8_is_found_out(declared: str) -> None:
    assert content_of(f'<?xml version="1.0" encoding="{declared}"?>{TEXT}'.encode()) == TEXT


def test_an_encoding_of_single_bytes_is_believed() -> None:
    file = '<?xml version="1.0" encoding="windows-1252"?>\n<gpx>5 €</gpx>'.encode("cp1252")
    assert content_of(file) == "\n<gpx>5 €</gpx>"
    assert not manner_of(BytesIO(file)).is_guess


def test_what_is_no_encoding_that_it_declares_is_read_as_latin_1_and_told() -> None:
    manner = manner_of(BytesIO("<gpx>Läuferin</gpx>".encode("latin-1")))
    assert (manner.encoding, manner.is_guess) == ("iso8859-1", True)


def test_a_file_cut_within_a_character_is_still_utf8() -> None:
    assert manner_of(BytesIO("<gpx>Lä".encode()[:-1])).encoding == "utf-8"


def test_a_character_across_two_pieces_is_one() -> None:
    file = b"<gpx>" + b"x" * (CHUNK - 6) + "ää".encode()
    assert content_of(file).endswith("xää")
    assert content_of(("<gpx>" + "x" * (CHUNK // 2 - 7) + "😀x").encode("utf-16")).endswith("x😀x")


def test_zeros_at_the_end_are_no_part_of_the_file() -> None:
    assert manner_of(BytesIO(b"<gpx/>" + bytes(3 * CHUNK))) == Manner("utf-8", is_guess=False, start=0, size=6)
    assert manner_of(BytesIO(b"<gpx>\0</gpx>")).size == 12


def test_the_first_characters_of_a_file_are_shown_as_what_they_are() -> None:
    assert opening("<gpx>".encode("utf-16")) == "\ufeff<gpx>"
    assert opening(b"<gpx>\xff") == "<gpx>ÿ"
