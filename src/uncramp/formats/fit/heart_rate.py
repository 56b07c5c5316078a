"""Heart rates that a strap kept by itself and handed over afterwards, as after a swim."""

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.formats.fit.messages import Table
from uncramp.formats.fit.packed import unpack, unroll

TICKS = 1024.0
PACKED_BITS = 12
STEP = 0.25
MOST_STEPS = 20
"""A heart rate holds until the next beat, but for 5 s at most; Garmin's own decoder samples it each 0.25 s."""


def merged(table: Table, times: FloatArray, heart_rate: FloatArray) -> FloatArray:
    """Heart rates of records, with those that are missing taken from messages of kind ``hr``.

    Parameters
    ----------
    times
        Times of the records, seconds since the epoch of FIT, shape (n,).
    heart_rate
        What the records hold, bpm, shape (n,).

    Returns
    -------
    bpm, shape (n,): for a missing one the mean since the record before.
    """
    moments, rates = samples(table)
    if not moments.size:
        return heart_rate
    ends, which = np.unique(times, return_inverse=True)
    interval = np.searchsorted(ends, moments)
    inside = (interval < ends.size) & ((interval > 0) | (moments > ends[0] - 1))
    counts = np.bincount(interval[inside], minlength=ends.size)
    sums = np.bincount(interval[inside], rates[inside], ends.size)
    means = np.divide(sums, counts, out=np.full(ends.size, np.nan), where=counts > 0)
    return np.where(np.isnan(heart_rate), means[which], heart_rate)


def samples(table: Table) -> tuple[FloatArray, FloatArray]:
    """Moments, seconds since the epoch of FIT, and heart rates, bpm, each held until the next one; shape (n,) both."""
    moments, rates = _beats(table)
    gaps = np.diff(moments, append=moments[-1:])
    steps = np.clip(np.ceil(gaps / STEP), 1, MOST_STEPS + 1).astype(np.int64)
    within = np.arange(steps.sum()) - np.repeat(np.cumsum(steps) - steps, steps)
    return np.repeat(moments, steps) + STEP * within, np.repeat(rates, steps)


def _beats(table: Table) -> tuple[FloatArray, FloatArray]:
    """Moments and rates as recorded: counted in ticks from the last message that bears a time."""
    nothing = np.empty((len(table), 0))
    rates, whole, packed = (
        table.columns.get(name, nothing) for name in ("filtered_bpm", "event_timestamp", "event_timestamp_12")
    )
    low = [unpack(packed, start, PACKED_BITS) for start in range(0, 8 * packed.shape[1], PACKED_BITS)]
    remainders = np.column_stack([nothing, *(each for each in low if each is not None)])
    width = max(1, rates.shape[1], whole.shape[1], remainders.shape[1])
    known = np.floor(_padded(whole, width) * TICKS)
    ticks = unroll(_padded(remainders, width).ravel(), 1 << PACKED_BITS, known.ravel()).reshape(known.shape)
    stamps = table.numbers("timestamp") + np.nan_to_num(table.numbers("fractional_timestamp"))
    anchors = np.flatnonzero(~np.isnan(stamps + ticks[:, 0]))
    if not anchors.size:
        return np.empty(0), np.empty(0)
    last = anchors[np.maximum(0, np.searchsorted(anchors, np.arange(len(table)), side="right") - 1)]
    moments = stamps[last, np.newaxis] + (ticks - ticks[last, :1]) / TICKS
    rates = _padded(rates, width)
    held = ~np.isnan(moments + rates)
    return moments[held], rates[held]


def _padded(column: FloatArray, width: int) -> FloatArray:
    return np.pad(column, ((0, 0), (0, width - column.shape[1])), constant_values=np.nan)
