"""From a file to all that is kept of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from math import isfinite

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Outline, zone
from uncramp.domain.sentence import say
from uncramp.exposure.features import features_of, place_of
from uncramp.exposure.outings import richness_of
from uncramp.usecases.history import read_again
from uncramp.usecases.ports import Logbook, NewRun, Original, ReadActivities, Reading, ReadMeasurements, ZoneOfPlace

CLOCK_WITHOUT_ZONE = "time-without-zone"
"""Code of the finding that a file tells local times and not their zone: its start is that clock read as UTC."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads files for the logbook.

    Parameters
    ----------
    home_zone
        Time zone of what tells neither its zone nor its place, or None.
    """

    read: ReadActivities
    measure: ReadMeasurements
    zone_of: ZoneOfPlace
    home_zone: str | None = None

    def __call__(self, original: Original) -> Reading:
        """All that a file holds.

        Raises
        ------
        UnreadableFileError
            If it holds nothing that can be kept.
        """
        activities: Sequence[Activity] = self.read(original.name, original.content)
        if activities:
            return Reading(
                tuple(self._run(position, activity, original) for position, activity in enumerate(activities))
            )
        told = self.measure(original.name, original.content)
        if not told:
            raise UnreadableFileError(original.name, say("it holds no activity"))
        return Reading(
            measurements=tuple(each for each in told if not isinstance(each, Finding)),
            findings=tuple(each for each in told if isinstance(each, Finding)),
        )

    def _run(self, position: int, activity: Activity, original: Original) -> NewRun:
        outline, is_clock_sure = self.placed(activity)
        return NewRun(
            position=position,
            outline=outline,
            features=features_of(activity),
            richness=richness_of(activity),
            said=_known({**activity.details, **original.said}),
            is_clock_sure=is_clock_sure,
            findings=activity.findings,
        )

    def placed(self, activity: Activity) -> tuple[Outline, bool]:
        """The outline with its time zone, and whether its start is sure.

        The zone is that of the first position, else what the file tells, else the runner's own.
        """
        outline = activity.outline
        place = place_of(activity)
        name = (None if place is None else self.zone_of(*place)) or outline.time_zone or self.home_zone
        is_local = any(finding.code == CLOCK_WITHOUT_ZONE for finding in activity.findings)
        if name is None:
            return outline, not is_local
        start = outline.start.replace(tzinfo=zone(name)).astimezone(UTC) if is_local else outline.start
        return replace(outline, start=start, time_zone=name), not is_local


def _known(said: Mapping[str, float | str]) -> dict[str, float | str]:
    """Without numbers that are none: unknown is not kept."""
    return {name: value for name, value in said.items() if isinstance(value, str) or isfinite(value)}


def count_unplaced(logbook: Logbook) -> int:
    """How many activities have no time zone, and wait until the runner says where they were."""
    return len(logbook.unplaced())


def place_runs(logbook: Logbook, reader: Reader) -> int:
    """Give the runs without a time zone the one that is known by now; gives how many got one.

    A start that was a clock's reading becomes the moment that the clock showed it.
    """
    placed = []
    for run, activity in read_again(logbook.unplaced(), logbook, reader.read):
        outline, _ = reader.placed(activity)
        if outline.time_zone is not None:
            logbook.replace_outline(run, outline)
            placed.append(run.number)
    for number in dict.fromkeys(placed):
        logbook.relink(number)
    return len(placed)
