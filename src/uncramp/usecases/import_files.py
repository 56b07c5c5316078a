"""Import: files in, runs in the logbook, one row of a ledger for each file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from uncramp.domain.activity import Activity
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import Sentence, say
from uncramp.exposure.features import features_of, first_place
from uncramp.usecases.ports import Logbook, NewRun, Original, ReadActivities, ZoneOfPlace


class Outcome(StrEnum):
    """What became of a file."""

    READ = "read"
    ALREADY_THERE = "already there"
    SAME_ACTIVITY = "same activity"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One file's row.

    Parameters
    ----------
    runs
        Numbers of the runs that the file added, or that it tells of again.
    sentence
        What happened, for the runner.
    """

    name: str
    outcome: Outcome
    runs: tuple[int, ...]
    sentence: Sentence


def import_originals(
    originals: Iterable[Original | UnreadableFileError], logbook: Logbook, read: ReadActivities, zone_of: ZoneOfPlace
) -> Iterator[LedgerRow]:
    """Import files one by one; each row is given when its file is safely kept, and no file stops the next.

    Parameters
    ----------
    originals
        Files, or the reason why one could not be opened, in its place.
    """
    for original in originals:
        try:
            if isinstance(original, UnreadableFileError):
                raise original
            row = _import(original, logbook, read, zone_of)
        except UnreadableFileError as error:
            row = LedgerRow(error.name, Outcome.REFUSED, (), error.sentence)
        yield row


def _import(original: Original, logbook: Logbook, read: ReadActivities, zone_of: ZoneOfPlace) -> LedgerRow:
    receipt = logbook.has(original.digest)
    if receipt is None:
        activities = read(original.name, original.content)
        if not activities:
            raise UnreadableFileError(original.name, say("it holds no activity"))
        receipt = logbook.keep(original, _new_runs(activities, zone_of))
    if receipt.same_file:
        sentence = say("{name}: already in the logbook, nothing changed.", name=original.name)
        return LedgerRow(original.name, Outcome.ALREADY_THERE, receipt.known, sentence)
    if not receipt.added:
        sentence = say(
            "{name}: the same activity as run {run}, nothing changed.", name=original.name, run=receipt.known[0]
        )
        return LedgerRow(original.name, Outcome.SAME_ACTIVITY, receipt.known, sentence)
    return LedgerRow(original.name, Outcome.READ, receipt.added, say("{name}: read.", name=original.name))


def _new_runs(activities: Sequence[Activity], zone_of: ZoneOfPlace) -> list[NewRun]:
    """The runs of a file; an outing that it tells of twice counts once."""
    runs: list[NewRun] = []
    for position, activity in enumerate(activities):
        if not any(activity.outline.is_same_outing(run.outline) for run in runs):
            runs.append(_new(position, activity, zone_of))
    return runs


def _new(position: int, activity: Activity, zone_of: ZoneOfPlace) -> NewRun:
    place = first_place(activity.streams)
    zone = None if place is None else zone_of(*place)
    outline = activity.outline if zone is None else replace(activity.outline, time_zone=zone)
    return NewRun(position, outline, features_of(activity))
