"""Values squeezed into a few bits: taken out of their bytes, and counted on where they wrap round."""

import numpy as np

from uncramp.domain.streams import FloatArray


def unpack(packed: FloatArray, start: int, bits: int) -> FloatArray | None:
    """Whole numbers held by some bits of each row.

    Parameters
    ----------
    packed
        Bytes, lowest first, shape (n, k), or whole numbers, shape (n,); NaN where nothing was recorded.
    start
        Lowest bit.
    bits
        How many; 1 to 16 minus the bits between ``start`` and the byte boundary below it.

    Returns
    -------
    Shape (n,), or None if the rows are too short to hold them.
    """
    if packed.ndim == 1:
        return np.floor(packed / (1 << start)) % (1 << bits)
    if start + bits > 8 * packed.shape[1]:
        return None
    first, shift = divmod(start, 8)
    words = packed[:, first]
    if shift + bits > 8:  # noqa: PLR2004  # bits of a byte
        words = words + 256.0 * packed[:, first + 1]
    return np.floor(words / (1 << shift)) % (1 << bits)


def unroll(low: FloatArray, modulus: int, known: FloatArray) -> FloatArray:
    """Counts of which mostly the remainder modulo some number was recorded.

    Parameters
    ----------
    low
        Remainders in order, shape (n,); NaN where none was recorded.
    known
        Whole counts, shape (n,); NaN where none was recorded. Counting goes on from each.

    Returns
    -------
    Whole counts, shape (n,), each less than ``modulus`` above the one before it; NaN where nothing was recorded.
    Before the first known count they start with the first remainder.
    """
    counts = np.full(low.shape, np.nan)
    recorded = np.flatnonzero(~(np.isnan(low) & np.isnan(known)))
    if not recorded.size:
        return counts
    is_known = ~np.isnan(known[recorded])
    base = np.where(is_known, known[recorded], low[recorded])
    run = np.cumsum(np.diff(base % modulus, prepend=base[0] % modulus) % modulus)
    last_known = np.maximum.accumulate(np.where(is_known, np.arange(run.size), 0))
    counts[recorded] = base[last_known] + run - run[last_known]
    return counts
