import struct

import pytest

from formats.fit.fit_bytes import FILE_ID, RECORD, RUN, START
from uncramp.formats.fit.layout import Part
from uncramp.formats.fit.mending import checksums, mended, next_header

GARBAGE = b"\x0f\xfe\x13\x88" * 5
LAST_RECORD = RUN.index(RECORD.row(START + 4, 144))
"""Byte of the last record."""


def mend(content: bytes) -> Part:
    part = mended(content, 0, len(content))
    assert part is not None
    return part


def told(content: bytes) -> list[tuple[str, int | None, str]]:
    return [(each.code, each.offset, str(each.sentence)) for each in mend(content).findings]


def test_a_cut_file_is_told_with_the_byte_and_the_size_of_what_is_missing() -> None:
    assert mend(RUN[:-40]).count(20) == 5
    assert told(RUN[:-40]) == [("cut-short", len(RUN) - 40, "The file is cut short: 40 bytes are missing.")]


@pytest.mark.parametrize("size", [0, 1, 60, 2**32 - 1])
def test_a_wrong_size_is_told_and_nothing_is_lost(size: int) -> None:
    content = RUN[:4] + struct.pack("<I", size) + RUN[8:]
    assert [layout.count for layout in mend(content).layouts] == [1, 5, 1]
    assert [each[:2] for each in told(content)] == [("cut-short", len(RUN)) if size > 1000 else ("wrong-size", 4)]


@pytest.mark.parametrize(
    ("content", "begin"), [(RUN[14:], 0), (bytes(14) + RUN[14:], 0), (RUN[:8] + b".GIT" + RUN[12:], 0)]
)
def test_a_damaged_or_missing_header_is_told_and_nothing_is_lost(content: bytes, begin: int) -> None:
    assert [layout.count for layout in mend(content).layouts] == [1, 5, 1]
    assert told(content)[0] == ("bad-header", begin, "The file's header is damaged.")


def test_garbage_between_messages_is_told_with_its_byte_and_size() -> None:
    content = RUN[:LAST_RECORD] + GARBAGE + RUN[LAST_RECORD:]
    assert [layout.count for layout in mend(content).layouts] == [1, 5, 1]
    assert told(content)[1:] == [
        ("no-definition", LAST_RECORD, "20 bytes were left out: a message in them has no definition.")
    ]


def test_of_many_damages_the_first_are_told_and_the_others_counted() -> None:
    records = [RECORD.row(START + second, 140) + RECORD.row(START + second, 140) for second in range(30)]
    content = RUN[:14] + FILE_ID + RECORD.definition() + GARBAGE.join(records) + b"\0\0"
    found = told(content)
    assert [code for code, _, _ in found] == ["wrong-size", *["no-definition"] * 10, "more-damage"]
    assert found[-1][2] == "The file is damaged at 19 more places."


def test_the_record_directly_before_damage_is_doubtful() -> None:
    assert mend(RUN[:LAST_RECORD] + GARBAGE + RUN[LAST_RECORD:]).doubtful == (LAST_RECORD - 6,)


def test_a_recording_without_a_whole_message_gives_nothing() -> None:
    assert mended(RUN[:30], 0, 30) is None
    assert mended(b"\0" * 500, 0, 500) is None


def test_wrong_checksums_are_told_with_their_bytes() -> None:
    content = RUN[:12] + b"\1\2" + RUN[14:]
    end = len(content) - 2
    assert [(each.code, each.offset) for each in checksums(content, 0, len(content), end)] == [
        ("checksum", 12),
        ("checksum", end),
    ]
    assert [*checksums(RUN, 0, len(RUN), end)] == []


def test_the_next_recording_begins_eight_or_more_bytes_before_its_mark() -> None:
    content = b"x.FIT" + RUN + b".FIT" + RUN
    assert next_header(content, 0) == 5
    assert next_header(content, 6) == len(RUN) + 9
    assert next_header(content, len(RUN) + 10) == len(content)
