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


def _shifted(bytes_: NDArray[np.int64]) -> NDArray[np.int64]:
    for _ in range(8):
        bytes_ = (bytes_ >> 1) ^ _REVERSED_POLYNOMIAL * (bytes_ & 1)
    return bytes_


_SHIFTED = _shifted(np.arange(256))
_ERRORS = np.zeros(1 << 16, np.int64)
_ERRORS[_SHIFTED] = np.arange(256)
_LOW = np.zeros(256, np.int64)
_LOW[_SHIFTED >> 8] = np.arange(256)


def is_intact(content: bytes) -> bool:
    """Whether bytes end with their own checksum, low byte first."""
    return not _remainder(content)


def lone_errors(content: bytes) -> Iterator[tuple[int, int]]:
    """Places of the bytes each of which alone may have made the checksum wrong, last first, and their right values.

    Of the bytes that are right about one in 257 is among them by chance.
    """
    remainders = np.array([_remainder(content)])  # what an error in the last byte, the last but one … leaves there
    high, low = _back(np.arange(256) << 8), _back(np.arange(256))
    while remainders.size < len(content):
        remainders = np.append(remainders, high[remainders >> 8] ^ low[remainders & 0xFF])
        high, low = (high[each >> 8] ^ low[each & 0xFF] for each in (high, low))
    errors = _ERRORS[remainders[: len(content)]]
    for distance in np.flatnonzero(errors).tolist():
        place = len(content) - 1 - distance
        yield place, content[place] ^ int(errors[distance])


def _back(remainder: NDArray[np.int64]) -> NDArray[np.int64]:
    """Remainders before a zero byte from those after it."""
    low = _LOW[remainder >> 8]
    before: NDArray[np.int64] = (remainder ^ _SHIFTED[low]) << 8 & 0xFFFF | low
    return before


def _remainder(content: bytes) -> int:
    words = np.frombuffer(content, np.uint64, len(content) // 8)
    odd = int(np.bitwise_xor.reduce(words, initial=np.uint64(0)))
    for byte in content[words.nbytes :]:
        odd ^= byte
    remainder = 0
    for byte in _folded(content).tolist():
        remainder = remainder >> 8 ^ int(_SHIFTED[remainder & 0xFF ^ byte])
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
