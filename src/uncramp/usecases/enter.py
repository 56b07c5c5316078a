"""A run that somebody types, kept as a file like any other."""

from datetime import datetime, timedelta

from uncramp.domain.errors import invalid
from uncramp.domain.quantities import Quantity
from uncramp.usecases.ports import Logbook, Original
from uncramp.usecases.reading import Reader

ONE_DAY = timedelta(days=1)
SLOWEST, FASTEST = 0.5, 7.0
"""Between a stroll and the world's best over a mile, m/s: beyond, hours were typed for minutes."""


def enter_run(original: Original, logbook: Logbook, reader: Reader, now: datetime) -> int:
    """Keep the table of one run and give the run's number; one that is there already keeps its own.

    Raises
    ------
    InvalidValueError
        If nobody runs at its pace, or it is yet to come.
    """
    reading = reader(original)
    outline = reading.runs[0].outline
    if outline.start > now + ONE_DAY:  # a day, since the zone may be unknown
        raise invalid("A run on {day} is yet to come.", day=f"{outline.start:%Y-%m-%d}")
    speed = outline.mean_speed
    if speed is not None and not SLOWEST <= speed <= FASTEST and outline.distance is not None:
        raise invalid(
            "{distance} in {duration} cannot be right. Write hours and minutes like 1:05, or minutes like 52min.",
            distance=Quantity("distance", outline.distance),
            duration=Quantity("elapsed_time", outline.elapsed_time),
        )
    return logbook.keep(original, reading).runs[0]
