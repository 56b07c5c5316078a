from collections.abc import Callable

import pytest

from formats.fit.fit_bytes import FILE_ID, RECORD, RUN, START, Shape, fit
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.fit.scan import MOST_LAYOUTS, MOST_PARTS, is_fit, scan

WITH_APP = Shape(20, ((253, "I"),), ((0, 0, "H"),), local=3)


def refusal(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        scan("a.fit", content)
    return caught.value


def codes(content: bytes) -> list[str]:
    _, findings = scan("a.fit", content)
    return [finding.code for finding in findings]


def test_every_message_is_found_at_its_byte() -> None:
    (part,), findings = scan("a.fit", fit(RECORD.messages((START, 1), (START + 1, 2)), RECORD.row(START + 2, 3)))
    (layout,) = part.layouts
    first = 14 + 6 + 2 * 3
    assert (layout.kind, layout.size, layout.count) == (20, 5, 3)
    assert layout.places.tolist() == [first, first + 6, first + 12]
    assert findings == ()


def test_a_definition_said_again_under_another_local_type_is_the_same_layout() -> None:
    again = Shape(RECORD.kind, RECORD.fields, local=7)
    (part,), _ = scan("a.fit", fit(RECORD.messages((START, 1)), again.messages((START + 1, 2))))
    assert [layout.count for layout in part.layouts] == [2]


def test_a_header_with_a_part_of_the_time_goes_with_its_local_type() -> None:
    shape = Shape(20, ((3, "B"),), local=2)
    (part,), _ = scan("a.fit", fit(shape.messages((1,)), shape.row(2, header=0x80 | 2 << 5 | 31)))
    assert (len(part.layouts[0].places), len(part.layouts[0].timed_places)) == (1, 1)


def test_developer_fields_count_in_the_size() -> None:
    (part,), _ = scan("a.fit", fit(WITH_APP.messages((START, 5), (START, 6))))
    assert part.layouts[0].size == 6
    assert part.layouts[0].developer_fields == bytes([0, 2, 0])


@pytest.mark.parametrize("header", [12, 14, 16])
def test_headers_of_12_bytes_and_more_are_read(header: int) -> None:
    assert codes(fit(FILE_ID, header=header, header_crc=False)) == []


def test_a_zero_header_checksum_is_legal() -> None:
    assert codes(fit(FILE_ID, header_crc=False)) == []


def test_a_wrong_header_checksum_is_told_with_its_byte() -> None:
    content = bytearray(fit(FILE_ID, header_crc=False))
    content[12:14] = b"\1\2"
    _, (header, _) = scan("a.fit", bytes(content))
    assert (header.code, header.offset) == ("checksum", 12)


def test_a_wrong_checksum_of_whole_messages_is_told_with_its_byte() -> None:
    _, findings = scan("a.fit", RUN[:-2] + b"\0\0")
    assert [(finding.code, finding.offset) for finding in findings] == [("checksum", len(RUN) - 2)]


def test_chained_recordings_are_all_found() -> None:
    parts, findings = scan("a.fit", RUN + fit(FILE_ID, header=12) + RUN)
    assert [sum(layout.count for layout in part.layouts) for part in parts] == [7, 1, 7]
    assert findings == ()


@pytest.mark.parametrize("rest", [b"\x0e" * 500, RUN[:-40], b"x"])
def test_what_follows_a_whole_recording_and_is_none_is_told(rest: bytes) -> None:
    assert codes(RUN + rest) == ["rest-unread"]


Bend = Callable[[bytes], bytes]


@pytest.mark.parametrize(
    ("bend", "words", "offset"),
    [
        (lambda _: b"", "no FIT file", 0),
        (lambda content: content[:13], "cut short", 13),
        (lambda content: content[:8] + b".FIX" + content[12:], "no FIT file", 0),
        (lambda content: b"\x0b" + content[1:], "no FIT file", 0),
        (lambda content: content[:-10], "8 bytes are missing", len(RUN) - 10),
        (lambda content: content[:4] + b"\xff\xff\xff\xff" + content[8:], "cut short", len(RUN)),
        (lambda content: content[:4] + bytes(4) + content[8:], "holds no data", 4),
        (lambda _: fit(FILE_ID, b"\x0f123"), "no definition", 14 + len(FILE_ID)),
        (lambda _: fit(FILE_ID, b"\xdf1"), "no definition", 14 + len(FILE_ID)),
        (lambda _: fit(RECORD.messages((START, 1)) + RECORD.row(START, 2)[:-1]), "last message", 14 + 12 + 6),
        (lambda _: fit(RECORD.definition()[:-1]), "definition in it is cut", 14),
        (lambda _: fit(RECORD.definition()[:4]), "definition in it is cut", 14),
        (lambda _: fit(WITH_APP.definition()[:9]), "definition in it is cut", 14),
        (lambda _: fit(WITH_APP.definition()[:-1]), "definition in it is cut", 14),
    ],
)
def test_what_is_no_whole_recording_is_refused_with_the_byte(bend: Bend, words: str, offset: int) -> None:
    error = refusal(bend(RUN))
    assert words in str(error)
    assert error.offset == offset


def test_more_definitions_than_any_watch_makes_are_refused() -> None:
    storm = b"".join(Shape(20, ((number % 250, f"{1 + number // 250}x"),)).definition() for number in range(5000))
    assert str(MOST_LAYOUTS) in str(refusal(fit(storm)))


def test_more_recordings_than_any_watch_chains_are_refused() -> None:
    assert str(MOST_PARTS) in str(refusal(fit(FILE_ID) * (MOST_PARTS + 1)))


def test_a_fit_file_is_known_by_its_mark() -> None:
    assert is_fit(RUN)
    assert not is_fit(b"<gpx>")
    assert not is_fit(b"")
