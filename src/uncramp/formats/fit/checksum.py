"""The checksum of FIT files (CRC-16/ARC), folded with NumPy."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

# The polynomial factors: x¹⁶ + x¹⁵ + x² + 1 = (x + 1) (x¹⁵ + x + 1). A whole file followed by its checksum is a
# multiple of both. The first divides if the count of set bits is even. For the second, squaring k times gives
# x^(15·2ᵏ) ≡ x^(2ᵏ) + 1: any 14·2ᵏ leading bits vanish when added 14 and 15 times 2ᵏ bits further on.
_REVERSED_POLYNOMIAL = 0xA001
_REVERSED_FACTOR = 0xC001
_SHORT = 29


def _shifted(byte: int) -> int:
    for _ in range(8):
        byte = (byte >> 1) ^ (_REVERSED_POLYNOMIAL if byte & 1 else 0)
    return byte


_SHIFTED = [_shifted(byte) for byte in range(256)]
_ERRORS = {remainder: byte for byte, remainder in enumerate(_SHIFTED)}
_LOW = {remainder >> 8: byte for byte, remainder in enumerate(_SHIFTED)}


def is_intact(content: bytes) -> bool:
    """Whether bytes end with their own checksum, low byte first."""
    return not _remainder(content)


def lone_errors(content: bytes) -> Iterator[tuple[int, int]]:
    """Places of the bytes each of which alone may have made the checksum wrong, last first, and their right values.

    Of the bytes that are right about one in 257 is among them by chance.
    """
    remainder = _remainder(content)
    for place in range(len(content) - 1, -1, -1):
        error = _ERRORS.get(remainder)
        if error:
            yield place, content[place] ^ error
        low = _LOW[remainder >> 8]
        remainder = (remainder ^ _SHIFTED[low]) << 8 & 0xFFFF | low


def _remainder(content: bytes) -> int:
    words = np.frombuffer(content, np.uint64, len(content) // 8)
    odd = int(np.bitwise_xor.reduce(words, initial=np.uint64(0)))
    for byte in content[words.nbytes :]:
        odd ^= byte
    remainder = 0
    for byte in _folded(content).tolist():
        remainder = remainder >> 8 ^ _SHIFTED[remainder & 0xFF ^ byte]
    return remainder if (odd ^ remainder).bit_count() % 2 == 0 else remainder ^ _REVERSED_FACTOR


def _folded(content: bytes) -> NDArray[np.uint8]:
    rest = np.frombuffer(content, np.uint8).copy()
    step = 1 << max(0, (len(content) // _SHORT).bit_length() - 1)
    while step:
        while rest.size >= _SHORT * step:
            lead = rest[: 14 * step]
            rest[14 * step : 28 * step] ^= lead
            rest[15 * step : 29 * step] ^= lead
            rest = rest[14 * step :]
        step //= 2
    return rest
