"""An activity as the FIT file that a watch would have written."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from uncramp.cli.demo.encoder import (
    ENUM,
    SINT8,
    SINT32,
    STRING,
    UINT8,
    UINT16,
    UINT32,
    Field,
    Message,
    fields,
    fit_file,
)
from uncramp.domain.activity import Activity
from uncramp.domain.streams import FloatArray, Streams

FIT_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
SEMICIRCLES = 2.0**31 / 180.0
ACTIVITY_FILE, DEVELOPMENT = 4, 255
TIMER, SESSION_EVENT, LAP_EVENT, ACTIVITY_EVENT = 0, 8, 9, 26
START, STOP, STOP_ALL = 0, 1, 4
RUNNING = 1
SUB_SPORTS = {None: 0, "treadmill": 1}
LAP_TRIGGERS = {None: np.nan, "manual": 0, "distance": 2, "session_end": 7}

_timestamp = Field(253, UINT32)
_totals = {
    "event": Field(0, ENUM),
    "event_type": Field(1, ENUM),
    "start_time": Field(2, UINT32),
    "start_position_lat": Field(3, SINT32),
    "start_position_long": Field(4, SINT32),
    "total_elapsed_time": Field(7, UINT32, 1000.0),
    "total_timer_time": Field(8, UINT32, 1000.0),
    "total_distance": Field(9, UINT32, 100.0),
}

FILE_ID = Message(
    0,
    0,
    fields(
        type=Field(0, ENUM),
        manufacturer=Field(1, UINT16),
        product=Field(2, UINT16),
        time_created=Field(4, UINT32),
        product_name=Field(8, STRING),
    ),
)
DEVICE_INFO = Message(
    23,
    1,
    fields(
        timestamp=_timestamp,
        device_index=Field(0, UINT8),
        manufacturer=Field(2, UINT16),
        product=Field(4, UINT16),
        product_name=Field(27, STRING),
    ),
)
EVENT = Message(
    21,
    2,
    fields(timestamp=_timestamp, event=Field(0, ENUM), event_type=Field(1, ENUM), event_group=Field(4, UINT8)),
)
RECORD = Message(
    20,
    3,
    fields(
        timestamp=_timestamp,
        latitude=Field(0, SINT32, SEMICIRCLES),
        longitude=Field(1, SINT32, SEMICIRCLES),
        distance=Field(5, UINT32, 100.0),
        speed=Field(6, UINT16, 1000.0),
        altitude=Field(2, UINT16, 5.0, 500.0),
        heart_rate=Field(3, UINT8),
        cadence=Field(4, UINT8),
        temperature=Field(13, SINT8),
        vertical_oscillation=Field(39, UINT16, 10_000.0),  # the file's mm; here m
        stance_time=Field(41, UINT16, 10_000.0),  # ms, s
        step_length=Field(85, UINT16, 10_000.0),  # mm, m
    ),
)
LAP = Message(
    19,
    4,
    fields(
        message_index=Field(254, UINT16),
        timestamp=_timestamp,
        **_totals,
        avg_speed=Field(13, UINT16, 1000.0),
        max_speed=Field(14, UINT16, 1000.0),
        avg_heart_rate=Field(15, UINT8),
        max_heart_rate=Field(16, UINT8),
        avg_cadence=Field(17, UINT8),
        lap_trigger=Field(24, ENUM),
        sport=Field(25, ENUM),
    ),
)
SESSION = Message(
    18,
    5,
    fields(
        message_index=Field(254, UINT16),
        timestamp=_timestamp,
        **_totals,
        sport=Field(5, ENUM),
        sub_sport=Field(6, ENUM),
        total_calories=Field(11, UINT16),
        avg_speed=Field(14, UINT16, 1000.0),
        max_speed=Field(15, UINT16, 1000.0),
        avg_heart_rate=Field(16, UINT8),
        max_heart_rate=Field(17, UINT8),
        avg_cadence=Field(18, UINT8),
        total_ascent=Field(22, UINT16),
        total_descent=Field(23, UINT16),
        first_lap_index=Field(25, UINT16),
        num_laps=Field(26, UINT16),
        trigger=Field(28, ENUM),
        avg_temperature=Field(57, SINT8),
    ),
)
ACTIVITY = Message(
    34,
    6,
    fields(
        timestamp=_timestamp,
        total_timer_time=Field(0, UINT32, 1000.0),
        num_sessions=Field(1, UINT16),
        type=Field(2, ENUM),
        event=Field(3, ENUM),
        event_type=Field(4, ENUM),
        local_timestamp=Field(5, UINT32),
    ),
)
MESSAGES = (FILE_ID, DEVICE_INFO, EVENT, RECORD, LAP, SESSION, ACTIVITY)
STREAMS = tuple(name for name in RECORD.fields if name != "timestamp")


def activity_file(activity: Activity) -> bytes:
    """Bytes of the FIT file of an activity that starts and is recorded on whole seconds."""
    outline, streams = activity.outline, activity.streams
    start = (outline.start - FIT_EPOCH).total_seconds()
    end = start + outline.elapsed_time
    shift = outline.local_start.utcoffset() or timedelta()
    records = RECORD.rows(
        timestamp=start + streams.elapsed_time, **{name: streams[name] for name in STREAMS if name in streams.recorded}
    )
    device: dict[str, float | bytes] = {
        "manufacturer": DEVELOPMENT,
        "product": 0,
        "product_name": (activity.device.product or "").encode(),
    }
    chunks = [
        *(message.definition() for message in MESSAGES),
        FILE_ID.row(type=ACTIVITY_FILE, time_created=start, **device),
        DEVICE_INFO.row(timestamp=start, device_index=0, **device),
    ]
    done = 0
    for upto, message in _between_records(activity, start):
        chunks += [records[done:upto].tobytes(), message]
        done = upto
    chunks += [
        _session(activity, start),
        ACTIVITY.row(
            timestamp=end,
            total_timer_time=outline.timer_time,
            num_sessions=1,
            type=0,
            event=ACTIVITY_EVENT,
            event_type=STOP,
            local_timestamp=end + shift.total_seconds(),
        ),
    ]
    return fit_file(chunks)


def _between_records(activity: Activity, start: float) -> list[tuple[int, bytes]]:
    """Events and laps, each with the count of records before it, in the order of the file."""
    time = activity.streams.elapsed_time

    def event(moment: float, kind: int) -> bytes:
        return EVENT.row(timestamp=start + moment, event=TIMER, event_type=kind, event_group=0)

    marks = [(0, event(0.0, START))]
    for pause in activity.pauses:
        before = int(np.searchsorted(time, pause.start, "right"))
        marks += [(before, event(pause.start, STOP_ALL)), (before, event(pause.end, START))]
    ends = np.searchsorted(time, [lap.end for lap in activity.laps], "right").tolist()
    marks += list(zip(ends, _laps(activity, start), strict=True))
    marks.append((time.size, event(activity.outline.elapsed_time, STOP_ALL)))
    return sorted(marks, key=lambda mark: mark[0])


def _summary(streams: Streams, starts: Sequence[int]) -> dict[str, FloatArray]:
    """Mean and greatest values of the stretches that begin at these records, each of the shape of ``starts``."""

    def mean(column: FloatArray) -> FloatArray:
        known = np.isfinite(column)
        count = np.add.reduceat(known.astype(np.float64), starts)
        means: FloatArray = np.add.reduceat(np.where(known, column, 0.0), starts) / np.where(count, count, np.nan)
        return means

    return {
        "max_speed": np.fmax.reduceat(streams.speed, starts),
        "avg_heart_rate": mean(streams.heart_rate),
        "max_heart_rate": np.fmax.reduceat(streams.heart_rate, starts),
        "avg_cadence": mean(streams.cadence),
    }


def _laps(activity: Activity, start: float) -> list[bytes]:
    laps, streams = activity.laps, activity.streams
    begin = np.array([lap.start for lap in laps])
    end = np.array([lap.end for lap in laps])
    paused = sum(
        (np.clip(np.minimum(end, pause.end) - np.maximum(begin, pause.start), 0.0, None) for pause in activity.pauses),
        np.zeros(len(laps)),
    )
    first = np.searchsorted(streams.elapsed_time, begin)
    distance = np.array([np.nan if lap.distance is None else lap.distance for lap in laps])
    rows = LAP.rows(
        message_index=np.arange(len(laps)),
        timestamp=start + end,
        start_time=start + begin,
        event=LAP_EVENT,
        event_type=STOP,
        start_position_lat=streams.latitude[first] * SEMICIRCLES,
        start_position_long=streams.longitude[first] * SEMICIRCLES,
        total_elapsed_time=end - begin,
        total_timer_time=end - begin - paused,
        total_distance=distance,
        avg_speed=distance / (end - begin - paused),
        lap_trigger=[LAP_TRIGGERS[lap.trigger] for lap in laps],
        sport=RUNNING,
        **_summary(streams, first.tolist()),
    )
    return [row.tobytes() for row in rows]


def _session(activity: Activity, start: float) -> bytes:
    outline, streams = activity.outline, activity.streams
    totals = {name: value for name, value in activity.details.items() if isinstance(value, (int, float))}
    distance = np.nan if outline.distance is None else outline.distance
    return SESSION.rows(
        message_index=0,
        timestamp=start + outline.elapsed_time,
        start_time=start,
        event=SESSION_EVENT,
        event_type=STOP,
        start_position_lat=streams.latitude[0] * SEMICIRCLES,
        start_position_long=streams.longitude[0] * SEMICIRCLES,
        total_elapsed_time=outline.elapsed_time,
        total_timer_time=outline.timer_time,
        total_distance=distance,
        avg_speed=distance / outline.timer_time,
        sport=RUNNING,
        sub_sport=SUB_SPORTS[outline.sub_sport],
        first_lap_index=0,
        num_laps=len(activity.laps),
        trigger=0,
        avg_temperature=streams.temperature.mean(),
        **totals,
        **_summary(streams, [0]),
    ).tobytes()
