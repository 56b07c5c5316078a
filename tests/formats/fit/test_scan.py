from collections.abc import Callable

import pytest

from formats.fit.fit_bytes import FILE_ID, RECORD, RUN, START, Shape, fit
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.fit.layout import MOST_LAYOUTS
from uncramp.formats.fit.scan import MOST_PARTS, is_fit, scan

WITH_APP = Shape(20, ((253, "I"),), ((0, 0, "H"),), local=3)


def refusal(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        scan("a.fit", content)
    return caught.value


def told(content: bytes) -> list[tuple[str, int | None]]:
    """Codes of the findings, and their bytes."""
    return [(finding.code, finding.offset) for finding in scan("a.fit", content).findings]


def counts(content: bytes) -> list[int]:
    """Messages of each recording."""
    return [sum(layout.count for layout in part.layouts) for part in scan("a.fit", content).parts]


def test_every_message_is_found_at_its_byte() -> None:
    scanned = scan("a.fit", fit(RECORD.messages((START, 1), (START + 1, 2)), RECORD.row(START + 2, 3)))
    (layout,) = scanned.parts[0].layouts
    first = 14 + 6 + 2 * 3
    assert (layout.kind, layout.size, layout.count) == (20, 5, 3)
    assert layout.places.tolist() == [first, first + 6, first + 12]
    assert (scanned.findings, scanned.failure) == ((), None)


def test_a_definition_said_again_under_another_local_type_is_the_same_layout() -> None:
    again = Shape(RECORD.kind, RECORD.fields, local=7)
    (part,) = scan("a.fit", fit(RECORD.messages((START, 1)), again.messages((START + 1, 2)))).parts
    assert [layout.count for layout in part.layouts] == [2]


def test_a_header_with_a_part_of_the_time_goes_with_its_local_type() -> None:
    shape = Shape(20, ((3, "B"),), local=2)
    (part,) = scan("a.fit", fit(shape.messages((1,)), shape.row(2, header=0x80 | 2 << 5 | 31))).parts
    assert (len(part.layouts[0].places), len(part.layouts[0].timed_places)) == (1, 1)


def test_developer_fields_count_in_the_size() -> None:
    (part,) = scan("a.fit", fit(WITH_APP.messages((START, 5), (START, 6)))).parts
    assert part.layouts[0].size == 6
    assert part.layouts[0].developer_fields == bytes([0, 2, 0])


@pytest.mark.parametrize("header", [12, 14, 16])
def test_headers_of_12_bytes_and_more_are_read(header: int) -> None:
    assert told(fit(FILE_ID, header=header, header_crc=False)) == []


def test_a_zero_header_checksum_is_legal() -> None:
    assert told(fit(FILE_ID, header_crc=False)) == []


def test_a_wrong_header_checksum_is_told_with_its_byte() -> None:
    content = bytearray(fit(FILE_ID, header_crc=False))
    content[12:14] = b"\1\2"
    assert told(bytes(content)) == [("checksum", 12), ("checksum", len(content) - 2)]


def test_a_wrong_checksum_of_whole_messages_is_told_with_its_byte() -> None:
    assert told(RUN[:-2] + b"\0\0") == [("checksum", len(RUN) - 2)]


def test_chained_recordings_are_all_found() -> None:
    content = RUN + fit(FILE_ID, header=12) + RUN
    assert (counts(content), told(content)) == ([7, 1, 7], [])


@pytest.mark.parametrize("rest", [b"\x0e" * 500, b"x"])
def test_what_follows_a_whole_recording_and_is_none_is_told(rest: bytes) -> None:
    assert (counts(RUN + rest), told(RUN + rest)) == ([7], [("rest-unread", len(RUN))])


def test_what_lies_between_two_recordings_and_is_none_is_told() -> None:
    content = RUN + b"\x0e" * 50 + RUN
    assert (counts(content), told(content)) == ([7, 7], [("bytes-unread", len(RUN))])


Bend = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("bend", "words", "offset"),
    [
        (lambda _: b"", "no FIT file", 0),
        (lambda content: content[:4] + b"\xff\xff\xff\xff" + content[8:], "4 GB", 4),
        (lambda content: content[:13], "119 bytes are missing", 13),
        (lambda _: fit(FILE_ID, b"\x0f123"), "no definition", 14 + len(FILE_ID)),
        (lambda _: fit(FILE_ID, b"\xdf1"), "no definition", 14 + len(FILE_ID)),
        (lambda _: fit(RECORD.definition()[:-1]), "definition in it is cut", 14),
        (lambda _: fit(RECORD.definition()[:4]), "definition in it is cut", 14),
        (lambda _: fit(WITH_APP.definition()[:9]), "definition in it is cut", 14),
        (lambda _: fit(WITH_APP.definition()[:-1]), "definition in it is cut", 14),
    ],
)
def test_what_holds_no_whole_message_that_can_be_meant_is_refused_with_the_byte(
    bend: Bend, words: str, offset: int
) -> None:
    error = refusal(bend(RUN))
    assert words in str(error)
    assert error.offset == offset


@pytest.mark.parametrize(
    ("bend", "words", "offset", "finding"),
    [
        (lambda content: content[:8] + b".FIX" + content[12:], "no FIT file", 0, "bad-header"),
        (lambda content: b"\x0b" + content[1:], "no FIT file", 0, "wrong-size"),
        (lambda content: content[:4] + b"\xff\xff\xff\x7f" + content[8:], "cut short", len(RUN), "cut-short"),
        (lambda content: content[:4] + bytes(4) + content[8:], "holds no data", 4, "wrong-size"),
    ],
)
def test_a_recording_with_a_lying_header_is_had_whole(bend: Bend, words: str, offset: int, finding: str) -> None:
    scanned = scan("a.fit", bend(RUN))
    assert [layout.count for layout in scanned.parts[0].layouts] == [1, 5, 1]
    assert scanned.failure is not None
    assert words in str(scanned.failure)
    assert scanned.failure.offset == offset
    assert scanned.findings[0].code == finding


def test_a_recording_that_is_cut_short_is_had_up_to_the_cut() -> None:
    scanned = scan("a.fit", RUN + RUN[:-20])
    assert [layout.count for layout in scanned.parts[1].layouts] == [1, 5]
    (finding,) = scanned.findings
    assert (finding.code, finding.offset) == ("cut-short", 2 * len(RUN) - 20)
    assert str(finding.sentence) == "The file is cut short: 20 bytes are missing."
    assert str(scanned.failure) == f"a.fit: it is cut short, 20 bytes are missing (at byte {2 * len(RUN) - 20})"


def test_more_definitions_than_any_watch_makes_are_refused() -> None:
    storm = b"".join(Shape(20, ((number % 250, f"{1 + number // 250}x"),)).definition() for number in range(5000))
    assert str(MOST_LAYOUTS) in str(refusal(fit(storm)))


def test_of_more_recordings_than_any_watch_chains_the_first_are_kept() -> None:
    one = fit(FILE_ID)
    assert scan("a.fit", one * MOST_PARTS).findings == ()
    scanned = scan("a.fit", one * (MOST_PARTS + 1))
    (finding,) = scanned.findings
    assert (len(scanned.parts), finding.code, finding.offset) == (MOST_PARTS, "rest-unread", MOST_PARTS * len(one))


def test_a_fit_file_is_known_by_its_mark() -> None:
    assert is_fit(RUN)
    assert not is_fit(b"<gpx>")
    assert not is_fit(b"")


@pytest.mark.parametrize("damaged", [RUN[1:], RUN[14:], RUN[:8] + b".FIX" + RUN[12:], b"garbage " * 9 + RUN])
def test_a_fit_file_whose_header_is_damaged_missing_or_late_is_known_too(damaged: bytes) -> None:
    assert is_fit(damaged)


@pytest.mark.parametrize("other", [b"PK" + RUN, b"\x1f\x8b" + RUN, b"<" + RUN, b"%PDF-1.7" + bytes(100), bytes(5000)])
def test_a_file_of_another_kind_is_none_even_if_it_holds_one(other: bytes) -> None:
    assert not is_fit(other)
