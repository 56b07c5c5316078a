"""Faults of recorded streams: found, told, and left out only of what is computed."""

from collections.abc import Iterable, Mapping

import numpy as np

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.sentence import say
from uncramp.domain.streams import COLUMNS, FloatArray, Streams
from uncramp.exposure.cleaning import leaps, sensors
from uncramp.exposure.cleaning.records import Fault, Mask, Span, mask_of, spans_of

CHECKS = (
    sensors.impossible,
    sensors.no_position,
    leaps.clock,
    leaps.distance,
    leaps.speed,
    leaps.altitude,
    sensors.stuck,
    sensors.stuck_position,
    leaps.position,
    sensors.cadence_lock,
    sensors.standing,
)
"""In this order: each sees the streams without what those before it found."""


def find_faults(activity: Activity) -> tuple[Finding, ...]:
    """What in the streams of an activity cannot be true or must not be relied on; the streams stay as they are.

    A finding with a column asks for that column (in its unit of the quantity table: s, m, m/s, bpm) to be left out
    over its spans, see :func:`masked`. One without tells of records that are all kept: ``standing``, and of
    ``clock-jump``, ``distance-jump`` and ``altitude-jump`` the leaps that stay, each as the two records it lies
    between, see :func:`continuous_distance`. There is one finding for a code and column. What is left is looked at
    again until it shows nothing new, so masked streams have no faults but those that are only told.
    """
    streams, found = activity.streams, dict[tuple[str, str], Fault]()
    with np.errstate(over="ignore", invalid="ignore"):  # absurd times overflow; what is not a number is out of reach
        while True:
            before, told = streams, list[Finding]()
            for check in CHECKS:
                for each in check(activity, streams):
                    if isinstance(each, Finding):
                        told.append(each)
                    else:
                        fault = found[each.code, each.column] = _joined(each, found.get((each.code, each.column)))
                        left = np.where(fault.records, np.nan, streams[fault.column])
                        streams = _with(streams, {fault.column: left})
            if streams is before:
                return (*map(_finding, found.values()), *told)


def masked(streams: Streams, findings: Iterable[Finding]) -> Streams:
    """The streams with NaN wherever a finding names a column and spans of it; the given ones stay as they are.

    Raises
    ------
    KeyError
        If a finding names a column that the quantity table does not have.
    """
    columns: dict[str, FloatArray] = {}
    for finding in findings:
        if finding.column is not None and finding.spans:
            column = columns.setdefault(finding.column, streams[finding.column].copy())
            for first, end in finding.spans:
                column[first:end] = np.nan
    return _with(streams, columns)


def continuous_distance(streams: Streams, findings: Iterable[Finding]) -> FloatArray:
    """The distance, m, shape (n,), counting nothing across its leaps that stay, where nobody knows how far it was.

    So a leap neither invents a best effort nor costs the records after it; the way is at most too short.
    """
    distance = streams.distance.copy()
    for finding in findings:
        if finding.code == "distance-jump" and finding.column is None:
            for first, end in finding.spans:
                distance[end - 1 :] -= streams.distance[end - 1] - streams.distance[first]
                distance[first + 1 : end - 1] = np.nan
    return distance


def _joined(fault: Fault, earlier: Fault | None) -> Fault:
    """The fault with what an earlier round found, and with what lies between merged spans."""
    records = fault.records if earlier is None else fault.records | earlier.records
    return Fault(fault.code, fault.column, _filled(spans_of(records), records.size), fault.sentence)


def _filled(spans: Iterable[Span], size: int) -> Mask:
    return mask_of(size, np.concatenate([np.arange(first, end) for first, end in spans]))


def _finding(fault: Fault) -> Finding:
    sentence = say(
        "{fault} Left out of every calculation: {count} of {total} records; the file keeps them.",
        fault=fault.sentence,
        count=int(np.count_nonzero(fault.records)),
        total=fault.records.size,
    )
    return Finding(fault.code, sentence, column=fault.column, spans=spans_of(fault.records))


def _with(streams: Streams, columns: Mapping[str, FloatArray]) -> Streams:
    time = columns.get("elapsed_time", streams.elapsed_time)
    return Streams.of(time, streams.developer, **{name: columns.get(name, streams[name]) for name in COLUMNS})
