"""A club: runners who hand each other, by a file, what the model learns from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import isnan

from uncramp.domain.errors import invalid
from uncramp.evidence.priors import HazardPrior, priors
from uncramp.risk.diary import DiaryRun
from uncramp.usecases.club_belief import pooling_now, pooling_of
from uncramp.usecases.club_ports import MOST_RUNS, SharedDiary, SharedRun, Signature, scales_of
from uncramp.usecases.history import current_runs
from uncramp.usecases.learning import lessons_of
from uncramp.usecases.notes import notes_of
from uncramp.usecases.ports import Logbook, ReadActivities

MOST_RUNNERS = 50
MOST_TOGETHER = 10_000
"""Runs in all files: it takes minutes to learn from so many."""
COARSE = 100.0
"""Distances are told to the next so many m."""
DIGITS = 3


class Taken(StrEnum):
    """What became of a file."""

    JOINED = "joined"
    RENEWED = "renewed"
    KNOWN = "known"
    OLDER = "older"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class ClubState:
    """A club as it stands.

    Parameters
    ----------
    files
        How many others have handed theirs over.
    runners, runs
        Those among them with anything to learn from, and how many runs of theirs.
    is_used
        Whether forecasts start from it.
    shared
        How many files the runner has made for others.
    """

    files: int = 0
    runners: int = 0
    runs: int = 0
    is_used: bool = False
    shared: int = 0


def shared_diary(logbook: Logbook, read: ReadActivities, now: datetime, name: str) -> SharedDiary:
    """What the runner may hand to others: the newest runs that the model learns from.

    Parameters
    ----------
    name
        A random one, to sign with if the runner has none yet.

    Raises
    ------
    InvalidValueError
        If there is nothing to share.
    """
    lessons = lessons_of(notes_of(logbook, now), current_runs(logbook, read), logbook, now)
    if not lessons.summary.told:
        raise invalid("Your diary says nothing yet of a run of 10 to 161 km, so there is nothing to share.")
    prior = priors()
    newest = [lessons.as_learned(each) for each in lessons.runs[-MOST_RUNS:]]
    shared = sorted((_shared(run, prior) for run in newest), key=repr)  # an order that tells nothing of time
    signed = logbook.sign(name)
    untold = tuple(sorted(each.value for each in lessons.untold))
    return SharedDiary(signed.sharer, signed.edition, scales_of(prior), untold, tuple(shared))


def join_club(logbook: Logbook, diaries: Sequence[SharedDiary]) -> list[Taken]:
    """Take in what others share, all of it or nothing, and say what became of each.

    Raises
    ------
    InvalidValueError
        If there are too many runners or runs.
    """
    club = logbook.club()
    kept = {each.sharer: each for each in logbook.shared_diaries()}
    outcomes = [_take(each, kept, club.own) for each in diaries]
    if {Taken.JOINED, Taken.RENEWED} & set(outcomes):
        if len(kept) > MOST_RUNNERS:
            raise invalid(
                "A club has at most {most} others; these would be {count}.", most=MOST_RUNNERS, count=len(kept)
            )
        count = sum(len(each.runs) for each in kept.values())
        if count > MOST_TOGETHER:
            raise invalid(
                "At most {most} runs of others can be pooled; these are {count}.", most=MOST_TOGETHER, count=count
            )
        diaries = list(kept.values())
        logbook.keep_shared(diaries, pooling_of(diaries, priors()))
    return outcomes


def club_state(logbook: Logbook) -> ClubState:
    """How the club stands."""
    club, pooling = logbook.club(), pooling_now(logbook)
    shared = 0 if club.own is None else club.own.edition
    if pooling is None:
        return ClubState(shared=shared)
    return ClubState(len(club.digests), pooling.runners, pooling.runs, pooling.belief is not None, shared)


def _take(diary: SharedDiary, kept: dict[str, SharedDiary], own: Signature | None) -> Taken:
    if own is not None and own.sharer == diary.sharer:
        return Taken.OWN
    there = kept.get(diary.sharer)
    if there is not None and (there.digest == diary.digest or there.edition > diary.edition):
        return Taken.KNOWN if there.digest == diary.digest else Taken.OLDER
    kept[diary.sharer] = diary
    return Taken.JOINED if there is None else Taken.RENEWED


def _shared(run: DiaryRun, prior: HazardPrior) -> SharedRun:
    """A run without more digits than the model needs, and within what the prior counts."""
    near_at, cramp_at = (None if isnan(each) else round(float(each), DIGITS) for each in (run.near_at, run.cramp_at))
    most = [(each.high - each.low) ** 2 for each in prior.covariate.values()]
    variance = tuple(round(min(float(each), top), DIGITS) for each, top in zip(run.variance, most, strict=True))
    steps = tuple(round(float(each), DIGITS) + 0.0 for each in run.steps)  # no database keeps the sign of a zero
    distance = COARSE * round(run.distance / COARSE)
    is_race, why = float(run.is_race), (run.is_picked, run.is_told_only)
    return SharedRun(run.told, distance, is_race, *why, near_at, cramp_at, steps, variance)
