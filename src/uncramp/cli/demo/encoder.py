"""The building blocks of a FIT file: messages out of columns, and the frame with its two checksums."""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

PROTOCOL_VERSION = 0x20
PROFILE_VERSION = 21_218
HEADER_SIZE = 14
CRC_POLYNOMIAL = 0xA001


class BaseType(NamedTuple):
    """A FIT base type: its code, its little-endian NumPy type and what stands for "not recorded"."""

    code: int
    dtype: str
    invalid: int | bytes


ENUM = BaseType(0x00, "<u1", 0xFF)
SINT8 = BaseType(0x01, "<i1", 0x7F)
UINT8 = BaseType(0x02, "<u1", 0xFF)
UINT16 = BaseType(0x84, "<u2", 0xFFFF)
SINT32 = BaseType(0x85, "<i4", 0x7FFFFFFF)
UINT32 = BaseType(0x86, "<u4", 0xFFFFFFFF)
STRING = BaseType(0x07, "S16", b"")


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its number in the FIT profile; the file holds ``(value + offset) * scale``."""

    number: int
    base: BaseType
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class Message:
    """A kind of message: its number in the FIT profile, its local number in the file, its fields by name."""

    number: int
    local: int
    fields: Mapping[str, Field]

    def definition(self) -> bytes:
        """The definition message, little-endian."""
        head = struct.pack("<BBBHB", 0x40 | self.local, 0, 0, self.number, len(self.fields))
        return head + b"".join(
            bytes((field.number, np.dtype(field.base.dtype).itemsize, field.base.code))
            for field in self.fields.values()
        )

    def rows(self, **columns: ArrayLike) -> NDArray[np.void]:
        """Data messages of columns that broadcast to shape (n,), each in its field's own unit.

        NaN is "not recorded", and so is a column that is left out.
        """
        rows = np.empty(
            np.broadcast_shapes((1,), *(np.shape(column) for column in columns.values())),
            [("header", "u1"), *((name, field.base.dtype) for name, field in self.fields.items())],
        )
        rows["header"] = self.local
        for name, field in self.fields.items():
            if field.base is STRING:
                rows[name] = columns.get(name, STRING.invalid)
                continue
            value = (np.asarray(columns.get(name, np.nan), np.float64) + field.offset) * field.scale
            rows[name] = np.rint(np.where(np.isnan(value), field.base.invalid, value))
        return rows

    def row(self, **values: float | bytes) -> bytes:
        """One data message."""
        return self.rows(**values).tobytes()


@cache
def _shift_by_bytes(level: int) -> NDArray[np.uint16]:
    """What every CRC becomes when 2 to the power of ``level`` zero bytes follow, shape (65536,)."""
    if level:
        half = _shift_by_bytes(level - 1)
        return half[half]
    crc = np.arange(1 << 16, dtype=np.uint16)
    for _ in range(8):
        crc = np.where(crc & 1, (crc >> 1) ^ CRC_POLYNOMIAL, crc >> 1).astype(np.uint16)
    return crc


def crc16(content: bytes) -> int:
    """CRC-16/ARC, the checksum of FIT.

    The CRC of two halves is the first one's, shifted by the length of the second, XOR the second one's: so all
    bytes are folded in pairs, then all pairs, and on. Zeros in front change nothing.
    """
    crc = _shift_by_bytes(0)[np.frombuffer(content, np.uint8)]
    level = 0
    while crc.size > 1:
        if crc.size % 2:
            crc = np.append(np.uint16(0), crc)
        crc = _shift_by_bytes(level)[crc[::2]] ^ crc[1::2]
        level += 1
    return int(crc[0])


def fit_file(chunks: Iterable[bytes]) -> bytes:
    """A whole FIT file around definition and data messages."""
    body = b"".join(chunks)
    header = struct.pack("<BBHI4s", HEADER_SIZE, PROTOCOL_VERSION, PROFILE_VERSION, len(body), b".FIT")
    content = header + struct.pack("<H", crc16(header)) + body
    return content + struct.pack("<H", crc16(content))


def fields(**by_name: Field) -> Mapping[str, Field]:
    """Fields in their order."""
    return MappingProxyType(by_name)
