import struct
from typing import Literal

import numpy as np
import pytest

from uncramp.formats.fit.fields import Span, column, rows_at
from uncramp.formats.fit.messages import HUGE, Column
from uncramp.formats.fit.profile import Field

PLAIN = Field("plain", 0)
TEXT = Field("text", 0, text=True)
ARRAY = Field("array", 0, array=True)


NAN = float("nan")


def rows(*messages: bytes) -> Column:
    content = b"".join(messages)
    size = len(messages[0])
    return rows_at(content, np.arange(len(messages), dtype=np.int64) * size, size)


def read_column(messages: Column, span: Span, field: Field) -> Column:
    read = column(messages, span, field)
    assert read is not None
    return read


def values(base_type: int, form: str, *numbers: float, order: Literal["<", ">"] = "<") -> list[float]:
    read = read_column(
        rows(*(b"\0" + struct.pack(order + form, number) for number in numbers)),
        Span(1, struct.calcsize(order + form), base_type, order),
        PLAIN,
    )
    return [float(value) for value in read]


# Base types and their invalid values: FIT protocol, table "FIT base types and invalid values".
@pytest.mark.parametrize(
    ("base_type", "form", "invalid"),
    [
        (0x00, "B", 0xFF),
        (0x01, "b", 0x7F),
        (0x02, "B", 0xFF),
        (0x83, "h", 0x7FFF),
        (0x84, "H", 0xFFFF),
        (0x85, "i", 0x7FFFFFFF),
        (0x86, "I", 0xFFFFFFFF),
        (0x0A, "B", 0),
        (0x8B, "H", 0),
        (0x8C, "I", 0),
        (0x0D, "B", 0xFF),
        (0x8E, "q", 0x7FFFFFFFFFFFFFFF),
        (0x8F, "Q", 0xFFFFFFFFFFFFFFFF),
        (0x90, "Q", 0),
        (0x88, "f", NAN),
        (0x89, "d", NAN),
    ],
)
@pytest.mark.parametrize("order", ["<", ">"])
def test_the_invalid_value_of_each_base_type_is_unknown_in_both_byte_orders(
    base_type: int, form: str, invalid: float, order: Literal["<", ">"]
) -> None:
    read = values(base_type, form, 100, invalid, order=order)
    assert read[0] == 100
    assert np.isnan(read[1])


def test_an_infinite_value_is_one_that_cannot_be() -> None:
    assert values(0x88, "f", float("inf"), float("-inf")) == [HUGE, -HUGE]


def test_values_are_scaled_and_shifted() -> None:
    span = Span(1, 2, 0x84, "<")
    read = read_column(rows(b"\0" + struct.pack("<H", 2560)), span, Field("altitude", 2, scale=5, offset=500))
    assert read.tolist() == [2560 / 5 - 500]


def test_a_number_keeps_its_first_element_and_an_array_all() -> None:
    message = rows(b"\0" + struct.pack("<3H", 1, 0xFFFF, 3))
    first, every = (read_column(message, Span(1, 6, 0x84, "<"), field) for field in (PLAIN, ARRAY))
    assert first.tolist() == [1]
    assert np.array_equal(every, [[1, NAN, 3]], equal_nan=True)


def test_an_array_of_bytes_is_unknown_only_as_a_whole() -> None:
    read = read_column(rows(b"\0\xff\xff\xff", b"\0\xff\1\2"), Span(1, 3, 0x0D, "<"), ARRAY)
    assert np.array_equal(read, np.array([[NAN, NAN, NAN], [255, 1, 2]]), equal_nan=True)


def test_a_size_that_does_not_fit_its_base_type_is_read_as_bytes() -> None:
    read = read_column(rows(b"\0\x07"), Span(1, 1, 0x86, "<"), PLAIN)
    assert read.tolist() == [7]


def test_a_text_ends_at_its_first_zero_and_wrong_bytes_are_replaced() -> None:
    read = read_column(rows(b"\0Run\0x", b"\0\xff \0\0\0"), Span(1, 5, 0x07, "<"), TEXT)
    assert read.tolist() == ["Run", "\N{REPLACEMENT CHARACTER}"]


@pytest.mark.parametrize(
    ("base_type", "size", "field"), [(0x07, 2, PLAIN), (0x02, 1, TEXT), (0x1B, 1, PLAIN), (0x86, 0, PLAIN)]
)
def test_texts_for_numbers_unknown_types_and_empty_fields_are_left_out(base_type: int, size: int, field: Field) -> None:
    assert column(rows(b"\0ab"), Span(1, size, base_type, "<"), field) is None
