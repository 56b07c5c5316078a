"""What the use cases need of the world, as protocols. Adapters fulfil them; fakes stand in for them in tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from uncramp.domain.activity import Activity
from uncramp.domain.diary import CrampEpisode, WeighIn
from uncramp.domain.outline import Outline
from uncramp.domain.runner import Runner
from uncramp.exposure.features import RunFeatures

ReadActivities = Callable[[str, bytes], tuple[Activity, ...]]
"""Name and bytes of a file to the activities in it; raises ``UnreadableFileError``."""

ZoneOfPlace = Callable[[float, float], str | None]
"""Latitude and longitude (°) to the IANA time zone there."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as the runner gave it, byte for byte."""

    name: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class NewRun:
    """An activity about to be kept, with its place among those of its file and its features."""

    position: int
    outline: Outline
    features: RunFeatures


@dataclass(frozen=True, slots=True)
class KeptRun:
    """An activity in the logbook; its streams are read again from the original when needed.

    Parameters
    ----------
    number
        By which the runner calls it.
    file_name
        Name of the original.
    position
        Place among the activities of that original, from 0.
    """

    number: int
    file_name: str
    position: int
    outline: Outline
    features: RunFeatures


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a file.

    Parameters
    ----------
    added
        Numbers of the runs that are new.
    known
        Numbers of the runs that were there before and that the file tells of again.
    same_file
        Whether the very bytes were there before.
    """

    added: tuple[int, ...] = ()
    known: tuple[int, ...] = ()
    same_file: bool = False


@dataclass(frozen=True, slots=True)
class KeptEpisode:
    """A cramp in the diary, and the number of the run it belongs to."""

    run: int
    episode: CrampEpisode


@dataclass(frozen=True, slots=True)
class KeptWeighIn:
    """A weigh-in, and the number of the run it belongs to."""

    run: int
    weigh_in: WeighIn


class Logbook(Protocol):
    """What one runner keeps. Every method is one transaction: it happens whole or not at all."""

    def keep(self, original: Original, runs: Sequence[NewRun]) -> Receipt:
        """Keep a file and its runs; those already there, by bytes or by outing, change nothing."""

    def has(self, digest: str) -> Receipt | None:
        """The receipt for a file whose very bytes are there, or None."""

    def runs(self) -> list[KeptRun]:
        """All activities, newest first."""

    def run(self, number: int) -> KeptRun:
        """One activity; raises ``NotFoundError``."""

    def original(self, number: int) -> Original:
        """The file of an activity; raises ``NotFoundError``, or ``LogbookError`` if its bytes have changed."""

    def renew_features(self, number: int, features: RunFeatures) -> None:
        """Replace the features of an activity; raises ``NotFoundError``."""

    def runner(self) -> Runner:
        """The profile; one with nothing asked if none was saved."""

    def save_runner(self, runner: Runner) -> None:
        """Replace the profile."""

    def episodes(self) -> list[KeptEpisode]:
        """All cramps, newest run first."""

    def add_episode(self, run: int, episode: CrampEpisode) -> None:
        """Write a cramp down; raises ``NotFoundError`` if there is no such run."""

    def weigh_ins(self) -> list[KeptWeighIn]:
        """All weigh-ins, newest run first."""

    def add_weigh_in(self, run: int, weigh_in: WeighIn) -> None:
        """Write a weigh-in down; raises ``NotFoundError`` if there is no such run."""
