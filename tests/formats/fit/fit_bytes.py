"""FIT files made byte by byte."""

import struct
from dataclasses import dataclass
from typing import Literal

from garmin_fit_sdk import CrcCalculator

BASE_TYPES = {"B": 0x02, "b": 0x01, "H": 0x84, "h": 0x83, "I": 0x86, "i": 0x85, "f": 0x88, "d": 0x89, "s": 0x07}
START = 1_000_000_000
"""2021-09-08 01:46:40 UTC in seconds since the epoch of FIT."""


@dataclass(frozen=True)
class Shape:
    """A definition and messages of it: fields as number and ``struct`` format, "4x" for four bytes of base type byte.

    Developer fields are number, developer index and format.
    """

    kind: int
    fields: tuple[tuple[int, str], ...]
    developer: tuple[tuple[int, int, str], ...] = ()
    local: int = 0
    order: Literal["<", ">"] = "<"

    def definition(self) -> bytes:
        """The definition message."""
        head = bytes([0x40 | self.local | (0x20 if self.developer else 0), 0, self.order == ">"])
        fields = b"".join(bytes([number, struct.calcsize(form), base_type(form)]) for number, form in self.fields)
        own = b"".join(bytes([number, struct.calcsize(form), index]) for number, index, form in self.developer)
        content = head + struct.pack(f"{self.order}HB", self.kind, len(self.fields)) + fields
        return content + bytes([len(self.developer)]) + own if self.developer else content

    def row(self, *values: float | bytes, header: int | None = None) -> bytes:
        """One message."""
        forms = "".join([form for _, form in self.fields] + [form for _, _, form in self.developer]).replace("x", "s")
        return bytes([self.local if header is None else header]) + struct.pack(self.order + forms, *values)

    def messages(self, *rows: tuple[float | bytes, ...]) -> bytes:
        """The definition and messages of it."""
        return self.definition() + b"".join(self.row(*row) for row in rows)


def base_type(form: str) -> int:
    """Number of the base type of a field; "x" stands for bytes."""
    return 0x0D if form[-1] == "x" else BASE_TYPES[form[-1]]


def crc(content: bytes) -> bytes:
    """Checksum by Garmin's own calculator, as it stands in a file."""
    return struct.pack("<H", CrcCalculator.calculate_crc(bytearray(content), 0, len(content)))


def fit(*data: bytes, header: int = 14, header_crc: bool = True, size: int | None = None) -> bytes:
    """A whole FIT file of definitions and messages."""
    body = b"".join(data)
    head = struct.pack("<BBHI4s", header, 0x20, 2132, len(body) if size is None else size, b".FIT")
    if header > 12:
        head += crc(head) if header_crc else b"\0\0"
    head += bytes(header - len(head))
    return head + body + crc(head + body)


FILE_ID = Shape(0, ((0, "B"), (1, "H"), (2, "H"), (4, "I"))).messages((4, 1, 3113, START))
RECORD = Shape(20, ((253, "I"), (3, "B")))
SESSION = Shape(18, ((253, "I"), (2, "I"), (5, "B"), (7, "I"), (8, "I"), (9, "I")), local=1)
RUN = fit(
    FILE_ID,
    RECORD.messages(*((START + second, 140 + second) for second in range(5))),
    SESSION.messages((START + 4, START, 1, 4000, 4000, 1234)),
)
"""Five records of a run of 4 s and 12.34 m."""
