"""The checksum of FIT files (CRC-16/ARC), folded with NumPy."""

import numpy as np
from numpy.typing import NDArray

# The polynomial factors: x¹⁶ + x¹⁵ + x² + 1 = (x + 1) (x¹⁵ + x + 1). A whole file followed by its checksum is a
# multiple of both. The first divides if the count of set bits is even. For the second, squaring k times gives
# x^(15·2ᵏ) ≡ x^(2ᵏ) + 1: any 14·2ᵏ leading bits vanish when added 14 and 15 times 2ᵏ bits further on.
_REVERSED_POLYNOMIAL = 0xA001
_REVERSED_FACTOR = 0xC001
_SHORT = 29


def is_intact(content: bytes) -> bool:
    """Whether bytes end with their own checksum, low byte first."""
    words = np.frombuffer(content, np.uint64, len(content) // 8)
    odd = int(np.bitwise_xor.reduce(words, initial=np.uint64(0)))
    for byte in content[words.nbytes :]:
        odd ^= byte
    return odd.bit_count() % 2 == 0 and _remainder(_folded(content)) in {0, _REVERSED_FACTOR}


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


def _remainder(content: NDArray[np.uint8]) -> int:
    remainder = 0
    for byte in content.tolist():
        remainder ^= byte
        for _ in range(8):
            remainder = (remainder >> 1) ^ (_REVERSED_POLYNOMIAL if remainder & 1 else 0)
    return remainder
