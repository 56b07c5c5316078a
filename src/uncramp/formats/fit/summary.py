"""What a FIT file says of an activity apart from its records: outline, laps, pauses, device, details."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from uncramp.domain.activity import Device, Finding, Lap, Pause
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say
from uncramp.domain.streams import Streams
from uncramp.formats.fit.bounds import possible_row
from uncramp.formats.fit.messages import EMPTY, Messages, Row, number
from uncramp.formats.fit.profile import kinds, names
from uncramp.formats.fit.records import LONGEST_BREAK

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
SPORTS: dict[float | None, Sport] = {
    1: Sport.RUNNING,
    2: Sport.CYCLING,
    3: Sport.TRANSITION,
    5: Sport.SWIMMING,
    11: Sport.WALKING,
    17: Sport.HIKING,
}
SESSION = 18
IN_OUTLINE = {
    "timestamp",
    "start_time",
    "sport",
    "sub_sport",
    "total_elapsed_time",
    "total_timer_time",
    "total_distance",
}
IN_HOUSE = {
    "avg_heart_rate": "mean_heart_rate",
    "total_ascent": "ascent",
    "total_descent": "descent",
    "workout_rpe": "rpe",
}
"""What every format tells, by the words of FIT; the rating of exertion is in tenths."""
TENTHS = 10.0
TIMER = 0
STARTS = {0}
STOPS = {1, 4, 8, 9}
QUARTER = 900.0
CLOCK_SLACK = 60.0
WESTMOST, EASTMOST = -12 * 3600.0, 14 * 3600.0
USER_MARKER = 32
CURRENT_WEATHER = 0
WEATHER = ("temperature", "relative_humidity", "wind_speed")
CREATOR = 0


def begin(row: Row) -> float | None:
    """When a session or lap began, seconds since the epoch of FIT, or None if it does not say."""
    start, end = number(row, "start_time"), number(row, "timestamp")
    if start is not None or end is None:
        return start
    return end - (number(row, "total_elapsed_time") or 0.0)


def duration(row: Row, start: float) -> float | None:
    """Elapsed time of a session or lap, s, or None if it says none, or one that cannot be."""
    elapsed, end = number(row, "total_elapsed_time"), number(row, "timestamp")
    if elapsed is None and end is not None:
        elapsed = end - start
    return elapsed if elapsed is not None and Quantity("elapsed_time", elapsed).is_possible else None


def first(messages: Messages, kind: str) -> Row:
    """What the first message of a kind recorded; nothing if there is none."""
    table = messages.get(kind, EMPTY)
    return table.where(np.arange(1)).rows()[0] if len(table) else {}


@dataclass(frozen=True, slots=True)
class Session:
    """What the watch says of one activity.

    Parameters
    ----------
    row, developer
        FIT and developer fields of its message; empty if there was none.
    start
        Seconds since the epoch of FIT.
    """

    row: Row
    developer: Row
    start: float


def outline_of(
    messages: Messages, session: Session, elapsed_time: float, streams: Streams, pauses: Sequence[Pause]
) -> Outline:
    """The outline of an activity; what its session does not say comes from the records and pauses."""
    timer_time = number(session.row, "total_timer_time")
    if timer_time is None:
        timer_time = max(0.0, elapsed_time - sum(pause.end - pause.start for pause in pauses))
    way = streams.distance[~np.isnan(streams.distance)]
    totals = (number(session.row, "total_distance"), *map(float, way[-1:]))
    sport, sub_sport = sport_of(messages, session)
    return Outline(
        sport=sport,
        start=EPOCH + timedelta(seconds=session.start),
        elapsed_time=elapsed_time,
        timer_time=timer_time,
        sub_sport=sub_sport,
        time_zone=_time_zone(first(messages, "activity")),
        distance=next((total for total in totals if total is not None and total > 0.0), None),
    )


def sport_of(messages: Messages, session: Session) -> tuple[Sport, str | None]:
    """The sport and the watch's finer word; for a sport that the house does not tell apart, that sport's own name.

    Where the session does not say it, or was lost, the watch's settings or the first lap do.
    """
    told = (session.row, first(messages, "sport"), first(messages, "lap"))
    row = next((each for each in told if "sport" in each), {})
    sport = SPORTS.get(number(row, "sport"), Sport.OTHER)
    finer = names("sub_sport").get(number(row, "sub_sport"))
    if finer is None and sport is Sport.OTHER:
        return sport, names("sport").get(number(row, "sport"))
    return sport, finer


def _time_zone(activity: Row) -> str | None:
    """Distance of the watch's clock from UTC, if it is one that a place on Earth can have."""
    clock, time = number(activity, "local_timestamp"), number(activity, "timestamp")
    if clock is None or time is None:
        return None
    quarters = round((clock - time) / QUARTER)
    if abs(clock - time - quarters * QUARTER) > CLOCK_SLACK or not WESTMOST <= quarters * QUARTER <= EASTMOST:
        return None
    return f"{'-' if quarters < 0 else '+'}{abs(quarters) // 4:02}:{abs(quarters) % 4 * 15:02}"


def laps_of(rows: Sequence[Row], events: Sequence[Row], start: float) -> tuple[tuple[Lap, ...], list[Finding]]:
    """Laps in order of time, and what is to be said of those that cannot be.

    A moment that the runner marked is a lap without length, with a trigger of its own. Messages of laps that do
    not say when these were give none.
    """
    marks = [mark - start for mark in map(marked, events) if mark is not None]
    laps = [Lap(mark, mark, None, "user_marker") for mark in marks]
    for row in rows:
        lap_start = begin(row)
        length = None if lap_start is None else duration(row, lap_start)
        if lap_start is not None and length is not None:
            begun, end = lap_start - start, lap_start - start + length
            distance = number(possible_row(row)[0], "total_distance")
            trigger = names("lap_trigger").get(number(row, "lap_trigger"))
            laps.append(Lap(max(0.0, begun) if end >= 0.0 else begun, end, distance, trigger))
    possible = [lap for lap in laps if 0.0 <= lap.start <= lap.end <= LONGEST_BREAK]
    lost = len(laps) - len(possible)
    words = say("{count} laps are from before the activity or from long after it and were left out.", count=lost)
    return tuple(sorted(possible, key=lambda lap: lap.start)), [Finding("laps-outside", words)] if lost else []


def marked(row: Row) -> float | None:
    """When the runner marked a moment by a key, seconds since the epoch of FIT, or None if an event is no such mark."""
    return number(row, "timestamp") if number(row, "event") == USER_MARKER else None


def pauses_of(rows: Sequence[Row], start: float, elapsed_time: float) -> tuple[Pause, ...]:
    """Stretches between a stop of the timer and its next start, within the activity."""
    pauses = []
    stopped: float | None = None
    for row in rows:
        time = number(row, "timestamp")
        if number(row, "event") != TIMER or time is None:
            continue
        if number(row, "event_type") in STOPS and stopped is None:
            stopped = time - start
        elif number(row, "event_type") in STARTS and stopped is not None:
            pauses.append(Pause(max(0.0, stopped), min(time - start, elapsed_time)))
            stopped = None
    return tuple(pause for pause in pauses if pause.start < pause.end)


def device_of(messages: Messages) -> Device:
    """The watch, from the messages about the device that wrote the file; numbers without a known name as "#310"."""
    row = dict(first(messages, "file_id"))
    for each in messages.get("device_info", EMPTY).rows():
        if number(each, "device_index") == CREATOR:
            row |= each
    serial_number, version = number(row, "serial_number"), number(row, "software_version")
    named = names("garmin_product").get(number(row, "garmin_product"), _numbered(number(row, "product")))
    manufacturer = number(row, "manufacturer")
    return Device(
        manufacturer=names("manufacturer").get(manufacturer, _numbered(manufacturer)),
        product=str(row["product_name"]) if "product_name" in row else named,
        serial_number=None if serial_number is None else int(serial_number),
        software_version=None if version is None else f"{version:.2f}",
    )


def _numbered(value: float | None) -> str | None:
    return None if value is None else f"#{value:.0f}"


def circumstances_of(messages: Messages) -> Row:
    """What other messages add to the details: the runner's ``weight`` (kg) and the weather the watch was told.

    The weight is the weighed one, else that of the runner's profile.
    """
    told: dict[str, float | str] = {}
    for kind in ("user_profile", "weight_scale"):
        told |= {name: value for name, value in first(messages, kind).items() if name == "weight"}
    for row in messages.get("weather_conditions", EMPTY).rows():
        if number(row, "weather_report") == CURRENT_WEATHER:
            return told | {f"weather_{name}": row[name] for name in WEATHER if name in row}
    return told


def details_of(session: Session) -> dict[str, float | str]:
    """What else a session says, in the house's words where it has some, else in those of FIT or the app."""
    left_out = IN_OUTLINE | {field.name for field in kinds()[SESSION].fields.values() if field.expands}
    said = {IN_HOUSE.get(name, name): value for name, value in session.row.items() if name not in left_out}
    exertion = number(said, "rpe")
    if exertion is not None:
        said["rpe"] = exertion / TENTHS
    return {**session.developer, **said}
