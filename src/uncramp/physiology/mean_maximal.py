"""The mean-maximal curve: the best mean of a stream over every duration within one run."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from uncramp.domain.streams import FloatArray

IntArray = NDArray[np.int64]

LONGEST_RUN = 1_000_000
"""Seconds that are resampled at most; a longer span is an error of the clock."""


def resampled_by_second(
    elapsed_time: ArrayLike, stream: ArrayLike, *, longest_gap: float, between: float
) -> FloatArray:
    """The stream at every whole second from its first to its last known record.

    Between two known records that are near enough the value is interpolated in time. A longer gap (a pause of the
    watch, a lost signal) stays as long as it was: its seconds count, and their value is ``between``.

    Parameters
    ----------
    elapsed_time
        s, shape (n,). Records that go back in time, or of unknown time or value, are left out; of several at one
        moment the first counts.
    stream
        Any quantity, shape (n,); NaN is "not recorded".
    longest_gap
        Between records over which it is interpolated, s.
    between
        What a second in a longer gap counts as, in the unit of the stream: 0 for a speed or a power, whose curve then
        is what was certainly reached; NaN where nothing can be said, and then no mean reaches over the gap.

    Returns
    -------
    FloatArray
        Shape (seconds + 1,); empty without a known record, or if they span more than a million seconds.
    """
    time, value = (np.asarray(each, np.float64).ravel() for each in (elapsed_time, stream))
    known = np.isfinite(time) & np.isfinite(value)
    time, value = time[known], value[known]
    if time.size:
        latest = np.maximum.accumulate(time)
        forward = np.append(True, time[1:] > latest[:-1])
        time, value = time[forward], value[forward]
    if not time.size or not time[-1] - time[0] <= LONGEST_RUN:
        return np.empty(0)
    seconds = time[0] + np.arange(int(time[-1] - time[0]) + 1)
    at_or_before = np.searchsorted(time, seconds, "right") - 1
    after = np.minimum(at_or_before + 1, time.size - 1)
    in_gap = (time[after] - time[at_or_before] > longest_gap) & (seconds > time[at_or_before])
    return np.where(in_gap, between, np.interp(seconds, time, value))


def mean_maximal(by_second: ArrayLike, durations: ArrayLike) -> FloatArray:
    """Best mean over each duration, exact, O(n) for each.

    Parameters
    ----------
    by_second
        One value a second, of any quantity, shape (n,). No mean is taken over a NaN.
    durations
        Whole seconds, s, any shape.

    Returns
    -------
    FloatArray
        Best mean, in the unit of the stream, of the shape of the durations; NaN for durations below one second or
        longer than the stream, or over which nowhere all is known.
    """
    stream = np.asarray(by_second, np.float64).ravel()
    asked = np.asarray(durations, np.float64)
    unknown = ~np.isfinite(stream)
    total = np.concatenate(([0.0], np.cumsum(np.where(unknown, 0.0, stream))))
    holes = np.concatenate(([0], np.cumsum(unknown))) if unknown.any() else None
    best = np.full(asked.shape, np.nan)
    for index, length in np.ndenumerate(asked):
        if not 1.0 <= length <= stream.size:
            continue
        window = int(length)
        sums = total[window:] - total[:-window]
        if holes is not None:
            sums = sums[holes[window:] == holes[:-window]]
        if sums.size:
            best[index] = sums.max() / window
    return best


def mean_maximal_curve(by_second: ArrayLike) -> FloatArray:
    """Best mean over every duration from one second to the whole stream, exact, O(n²).

    Parameters
    ----------
    by_second
        One value a second, of any quantity, shape (n,). No mean is taken over a NaN.

    Returns
    -------
    FloatArray
        Best mean, in the unit of the stream, shape (n,), over durations of 1, 2, … n, s; NaN where nowhere all is
        known.
    """
    return mean_maximal(by_second, np.arange(1, np.size(by_second) + 1))


def log_spaced_durations(longest: float, count: int) -> IntArray:
    """Whole seconds from one to the longest in nearly equal ratios.

    Parameters
    ----------
    longest
        s.
    count
        How many at most; the shortest ones fall together.

    Returns
    -------
    IntArray
        s, increasing, shape (k,), k ≤ count; empty if the longest is below a second or unknown.
    """
    if not 1.0 <= longest <= LONGEST_RUN or count < 1:
        return np.empty(0, np.int64)
    return np.unique(np.round(np.geomspace(1.0, float(int(longest)), count)).astype(np.int64))
