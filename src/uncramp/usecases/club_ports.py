"""What the use cases need of the world for a club: runners who hand each other what the model learns from."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from math import nan
from typing import Protocol

import numpy as np

from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate
from uncramp.risk.club import Clubmate
from uncramp.risk.diary import DiaryRun, Told
from uncramp.risk.target import Belief

MOST_RUNS = 5_000
"""In one file."""


@dataclass(frozen=True, slots=True)
class SharedRun:
    """One run as it is handed to others.

    Parameters
    ----------
    distance
        m, to the next 100 m.
    is_race
        1 for a race, 0 for training, between where nobody knows.
    is_picked, is_told_only
        As in :class:`~uncramp.risk.diary.DiaryRun`.
    near_at, cramp_at
        Where the first of each came, as a share of the run, or None.
    steps, variance
        Mean and variance of the covariates' steps, in the order of the diary's scales.
    """

    told: Told
    distance: float
    is_race: float
    is_picked: bool
    is_told_only: bool
    near_at: float | None
    cramp_at: float | None
    steps: tuple[float, ...]
    variance: tuple[float, ...]

    @property
    def as_learned(self) -> DiaryRun:
        """The run as the model sees it."""
        near_at, cramp_at = (nan if each is None else each for each in (self.near_at, self.cramp_at))
        steps, variance = np.array(self.steps), np.array(self.variance)
        why = (self.is_picked, self.is_told_only)
        return DiaryRun(self.told, self.distance, self.is_race, steps, variance, near_at, cramp_at, *why)


@dataclass(frozen=True, slots=True)
class Scale:
    """A covariate with the steps in which its values are told: so many of its own unit above a zero."""

    name: str
    zero: float
    step: float


@dataclass(frozen=True)
class SharedDiary:
    """What a runner hands to others: what the model learns from, and nothing else.

    Parameters
    ----------
    sharer
        A random name that only tells the files of one runner from those of another.
    edition
        The how manieth file of this runner it is.
    untold
        Covariates of the profile that the runner did not tell.
    """

    sharer: str
    edition: int
    scales: tuple[Scale, ...]
    untold: tuple[str, ...]
    runs: tuple[SharedRun, ...]

    @cached_property
    def digest(self) -> str:
        """The same for the same content."""
        return sha256(repr(self).encode()).hexdigest()

    @property
    def as_clubmate(self) -> Clubmate:
        """The runner as the model sees him."""
        return Clubmate([run.as_learned for run in self.runs], [Covariate(name) for name in self.untold])


def scales_of(prior: HazardPrior) -> tuple[Scale, ...]:
    """The covariates of a prior in their order."""
    return tuple(Scale(name, each.zero, each.step) for name, each in prior.covariate.items())


ReadShared = Callable[[str, bytes], SharedDiary]
"""Name and bytes of a file that another runner handed over; raises ``UnreadableFileError``."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The random name of the runner among others, and how many files were made under it."""

    sharer: str
    edition: int


@dataclass(frozen=True, eq=False)
class Pooling:
    """What the files of others come to.

    Parameters
    ----------
    fingerprint
        Of all that it was made of: the prior's numbers and the files.
    runners, runs
        How many runners had anything to learn from, and how many runs of theirs.
    belief
        To start from, or None where it cannot be trusted.
    """

    fingerprint: str
    runners: int
    runs: int
    belief: Belief | None


@dataclass(frozen=True, eq=False)
class KeptClub:
    """A club in the logbook, without what is in its files.

    Parameters
    ----------
    own
        How the runner signs, or None if nothing was ever shared.
    digests
        Of the kept files, by who shared them.
    """

    own: Signature | None
    digests: Mapping[str, str]
    pooling: Pooling | None


class Clubs(Protocol):
    """The club of one runner."""

    def sign(self, name: str) -> Signature:
        """Count one more file of the runner's own; the name is taken if there is none yet."""

    def club(self) -> KeptClub:
        """What is kept of the club."""

    def shared_diaries(self) -> list[SharedDiary]:
        """The kept files of others, in the order of their names."""

    def keep_shared(self, diaries: Collection[SharedDiary], pooling: Pooling) -> None:
        """Keep files, each in place of an older one of the same runner, and what all of them come to."""

    def keep_pooling(self, pooling: Pooling) -> None:
        """Keep what the files that are there come to."""

    def leave_club(self) -> int:
        """Forget all files of others and what they came to, and say how many there were."""
