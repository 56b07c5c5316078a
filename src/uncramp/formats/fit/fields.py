"""One field of many messages at once: from their bytes to a column."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.streams import FloatArray
from uncramp.formats.fit.messages import HUGE, Column
from uncramp.formats.fit.profile import Field

BASE_TYPE = 0x1F
TEXT = 7
BYTE = 13
NUMBERS: dict[int, tuple[str, int | None]] = {
    0: ("u1", 0xFF),
    1: ("i1", 0x7F),
    2: ("u1", 0xFF),
    3: ("i2", 0x7FFF),
    4: ("u2", 0xFFFF),
    5: ("i4", 0x7FFFFFFF),
    6: ("u4", 0xFFFFFFFF),
    8: ("f4", None),
    9: ("f8", None),
    10: ("u1", 0),
    11: ("u2", 0),
    12: ("u4", 0),
    BYTE: ("u1", 0xFF),
    14: ("i8", 0x7FFFFFFFFFFFFFFF),
    15: ("u8", 0xFFFFFFFFFFFFFFFF),
    16: ("u8", 0),
}
"""NumPy type and mark of "not recorded" of each base type but texts; floats mark it with NaN."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a field lies in each message, and as what it was recorded.

    Parameters
    ----------
    offset
        Bytes from the message's header.
    base_type
        As the definition in the file says; the profile need not agree, but for numbers and texts.
    """

    offset: int
    size: int
    base_type: int
    byte_order: Literal["<", ">"]


def rows_at(content: bytes, places: NDArray[np.int64], size: int) -> Column:
    """Bytes of the messages of ``size`` bytes, headers included, that begin at some places: one element a message."""
    everywhere: Column = np.ndarray((len(content) - size + 1,), f"V{size}", content, 0, (1,))
    return everywhere[places]


def column(rows: Column, span: Span, field: Field) -> Column | None:
    """Values of one field, NaN or "" where not recorded.

    Parameters
    ----------
    rows
        Bytes of the messages, shape (n,), one element a message.

    Returns
    -------
    Shape (n,), or (n, k) of an array field, HUGE for infinite; None if nothing can be read of it.
    """
    base_type = span.base_type & BASE_TYPE
    if not span.size or (base_type == TEXT) != field.text:
        return None
    if field.text:
        return _texts(rows, span)
    if base_type not in NUMBERS:
        return None
    code, invalid = NUMBERS[base_type]
    is_whole = span.size % int(code[1]) == 0
    if not is_whole:
        code, invalid = NUMBERS[BYTE]
    count = span.size // int(code[1]) if field.array and is_whole else 1
    strides = (rows.itemsize, int(code[1]))
    recorded: Column = np.ndarray((len(rows), count), span.byte_order + code, rows, span.offset, strides)
    if not field.array:
        recorded = recorded[:, 0]
    values: FloatArray = recorded.astype(np.float64)
    if invalid is None:
        missing = np.isnan(values)
        np.clip(values, -HUGE, HUGE, values)
    elif base_type == BYTE and field.array:
        missing = (recorded == invalid).all(axis=1)
    else:
        missing = recorded == invalid
    if field.scale != 1.0:
        values /= field.scale
    if field.offset:
        values -= field.offset
    values[missing] = np.nan
    return values


def _texts(rows: Column, span: Span) -> Column:
    """Texts up to their first zero byte; bytes that are no UTF-8 are replaced."""
    recorded: Column = np.ndarray((len(rows),), f"S{span.size}", rows, span.offset, (rows.itemsize,))
    texts: Column = np.empty(len(rows), object)
    texts[:] = [text.split(b"\0", 1)[0].decode("utf-8", "replace").strip() for text in recorded.tolist()]
    return texts
