"""Best efforts: the fastest time over each distance within one run."""

import numpy as np

from uncramp.domain.streams import FloatArray


def monotone_track(elapsed_time: FloatArray, distance: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The records at which both time and distance are known and neither goes back.

    Parameters
    ----------
    elapsed_time
        s, shape (n,).
    distance
        Way since the start, m, shape (n,).

    Returns
    -------
    tuple of FloatArray
        Time (s) and distance (m), each of shape (m,), m ≤ n, not decreasing.
    """
    known = np.isfinite(elapsed_time) & np.isfinite(distance)
    time, way = elapsed_time[known], distance[known]
    if time.size:
        forward = (time >= np.maximum.accumulate(time)) & (way >= np.maximum.accumulate(way))
        time, way = time[forward], way[forward]
    return time, way


def time_at_distance(time: FloatArray, distance: FloatArray, marks: FloatArray) -> FloatArray:
    """Elapsed time at which each mark is passed, by linear interpolation.

    Parameters
    ----------
    time
        s, shape (n,), not decreasing.
    distance
        m, shape (n,), not decreasing.
    marks
        Ways since the first record, m, shape (k,).

    Returns
    -------
    FloatArray
        s, shape (k,); NaN for marks that were not reached.
    """
    if not time.size:
        return np.full(marks.shape, np.nan)
    passed: FloatArray = np.interp(marks + distance[0], distance, time, left=np.nan, right=np.nan)
    return passed


def best_effort_times(time: FloatArray, distance: FloatArray, targets: FloatArray) -> FloatArray:
    """Fastest time over each target distance, pauses included, O(n log n) for each.

    The fastest stretch begins or ends at a record, so both are tried.

    Parameters
    ----------
    time
        Elapsed time, s, shape (n,), not decreasing.
    distance
        m, shape (n,), not decreasing.
    targets
        m, shape (k,).

    Returns
    -------
    FloatArray
        s, shape (k,); NaN for targets that are longer than the way, not above 0 or unknown.
    """
    best = np.full(targets.shape, np.nan)
    way = distance[-1] - distance[0] if time.size else 0.0
    for index, target in enumerate(targets):
        if not 0.0 < target <= way:
            continue
        starts = distance <= max(distance[-1] - target, distance[0])  # rounding must not leave either empty
        ends = distance >= min(distance[0] + target, distance[-1])
        from_start = np.interp(distance[starts] + target, distance, time) - time[starts]
        to_end = time[ends] - np.interp(distance[ends] - target, distance, time)
        best[index] = min(from_start.min(), to_end.min())
    return best
