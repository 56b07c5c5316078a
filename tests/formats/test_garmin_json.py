import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.json_values import JSON
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.garmin_json import BOUNDS, CHUNK, DamagedListError, elements, moment, number, text


def found(content: bytes) -> list[object]:
    return list(elements("g.json", content, 1))


@given(st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=5), max_size=9), st.booleans())
def test_a_list_is_read_as_the_standard_library_reads_it(rows: list[dict[str, object]], ascii_only: bool) -> None:  # noqa: FBT001  # drawn
    content = json.dumps(rows, ensure_ascii=ascii_only, allow_nan=False).encode("utf-8", "surrogatepass")
    if b"\xed" not in content:  # half a character, which UTF-8 cannot hold
        assert found(content) == json.loads(content, parse_int=float)


@pytest.mark.parametrize("size", [1, CHUNK - 20, CHUNK, 3 * CHUNK])
def test_elements_of_any_length_are_found_wherever_a_piece_ends(size: int) -> None:
    rows = [{"a": "ä" * size}, {"b": 1.0}, {"c": "é" * (size // 3)}]
    assert found(json.dumps(rows, ensure_ascii=False).encode()) == rows


def test_what_is_no_object_is_passed_over() -> None:
    assert found(b'[1, "a", [2], null, {"b": 3}]') == [{"b": 3.0}]


@pytest.mark.parametrize(
    ("content", "byte"),
    [
        (b'[{"a": 1}, {"a": ', 11),
        (b'[{"a": 1}', 9),
        (b"[", 1),
        ('[{"ä": 1}, x]'.encode(), 12),
        (b"[" * 200_000, 1),
        (b'[{"a":' * 200_000, 1),
    ],
)
def test_a_list_that_is_damaged_is_told_with_its_byte(content: bytes, byte: int) -> None:
    with pytest.raises(DamagedListError) as caught:
        found(content)
    assert caught.value.offset == byte


def test_a_list_that_is_damaged_gives_what_was_before() -> None:
    rows = elements("g.json", b'[{"a": 1}, {"a"', 1)
    assert next(rows) == {"a": 1.0}
    with pytest.raises(DamagedListError):
        next(rows)


def test_an_element_that_is_too_long_is_not_read_to_its_end() -> None:
    with pytest.raises(DamagedListError):
        found(b'[{"a": "' + b"x" * (3 * BOUNDS.most_characters) + b'"}]')


def test_a_list_that_is_too_long_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="more than 50000"):
        found(b"[" + b"{}," * (BOUNDS.most_elements + 1) + b"{}]")


@pytest.mark.parametrize("value", [None, "1", True, [1.0], {}, float("nan"), float("inf"), -float("inf")])
def test_what_is_no_number_is_none(value: object) -> None:
    assert number(value) is None


def test_a_text_is_fit_for_every_database() -> None:
    assert text(" a\0\ud800 ") == "a?"
    assert [text(value) for value in ("", " ", None, 1.0)] == [None] * 4


def test_a_moment_is_after_the_first_satellites_and_before_the_next_century() -> None:
    assert moment(1767693793000.0) == datetime(2026, 1, 6, 10, 3, 13, tzinfo=UTC)
    assert [moment(value) for value in (0.0, -1e12, 1e13, 1e300, None, "2026")] == [None] * 6
