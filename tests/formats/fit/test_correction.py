import pytest

from formats.fit.fit_bytes import RUN
from formats.real_files import fit_file
from uncramp.formats.fit.correction import corrected, records_near
from uncramp.formats.fit.frames import frames_of
from uncramp.formats.fit.scan import scan

FIRST_RECORD = RUN.index(b"\x40\0\0\x14")
"""Byte of the definition of the records."""


def flipped(content: bytes, place: int, value: int) -> bytes:
    return content[:place] + bytes([content[place] ^ value]) + content[place + 1 :]


@pytest.mark.parametrize("at", [0, 2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("value", [0x20, 0x80, 0xFF])
def test_a_wrong_byte_of_the_definition_of_the_records_is_set_right(at: int, value: int) -> None:
    scanned = scan("a.fit", flipped(RUN, FIRST_RECORD + at, value))
    assert scanned.parts[0].count(20) == 5
    assert [(each.code, each.offset) for each in scanned.findings] == [("corrected-byte", FIRST_RECORD + at)]


@pytest.mark.parametrize("place", [FIRST_RECORD + 12, FIRST_RECORD + 18, FIRST_RECORD + 30])
def test_a_wrong_header_of_a_message_is_set_right(place: int) -> None:
    assert corrected(flipped(RUN, place, 0x08), 0, len(RUN), 4) == (RUN, place)


def test_a_wrong_byte_of_a_value_is_nobodys_guess() -> None:
    assert corrected(flipped(RUN, FIRST_RECORD + 17, 1), 0, len(RUN), 5) is None


def test_nothing_is_set_right_if_more_is_had_otherwise_or_the_size_is_wrong() -> None:
    broken = flipped(RUN, FIRST_RECORD + 5, 1)
    assert corrected(broken, 0, len(RUN), 5) == (RUN, FIRST_RECORD + 5)
    assert corrected(broken, 0, len(RUN), 6) is None
    assert corrected(broken + b"x", 0, len(RUN) + 1, 5) is None
    assert corrected(b"\x0b" + broken[1:], 0, len(RUN), 0) is None


@pytest.mark.parametrize("at", [2, 3, 4, 5, 7, 8])
def test_a_real_run_whose_records_are_defined_wrongly_has_them_all(at: int) -> None:
    content = fit_file("fit-rs__2015-08-28-16-54-24")
    place = next(first for first, _ in frames_of(content, 14, len(content) - 2).definitions if content[first + 3] == 20)
    scanned = scan("a.fit", flipped(content, place + at, 0x41))
    assert (scanned.content == content, scanned.failure) == (True, None)


def test_records_are_near_within_a_day_of_most() -> None:
    assert records_near(RUN, frames_of(RUN, 14, len(RUN) - 2).layouts) == 5
    far = bytearray(RUN)
    far[FIRST_RECORD + 16] ^= 0x40
    assert records_near(bytes(far), frames_of(RUN, 14, len(RUN) - 2).layouts) == 4
