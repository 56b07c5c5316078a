"""What the use cases need of the world, as protocols. Adapters fulfil them; fakes stand in for them in tests."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.diary import Answer, CrampEpisode, MassReading, ToldWeighIn, WeighIn
from uncramp.domain.outline import Outline
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import Sentence
from uncramp.exposure.features import RunFeatures
from uncramp.usecases.club_ports import Clubs
from uncramp.usecases.experiment_ports import Experiments

if TYPE_CHECKING:
    from uncramp.usecases.judged_run import JudgedRun

ReadActivities = Callable[[str, bytes], tuple[Activity, ...]]
"""Name and bytes of a file to the activities in it; raises ``UnreadableFileError``."""

Measurement = MassReading | ToldWeighIn

ReadMeasurements = Callable[[str, bytes], tuple[Measurement | Finding, ...]]
"""Name and bytes of a file without activities to the measurements of the runner in it, and to what is odd in it."""

ZoneOfPlace = Callable[[float, float], str | None]
"""Latitude and longitude (°) to the IANA time zone there."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as the runner gave it, byte for byte.

    Parameters
    ----------
    said
        What the archive it lay in says of it, by the house's names and in its units where it has them.
    """

    name: str
    content: bytes
    said: Mapping[str, float | str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class NewRun:
    """An activity about to be kept, with its place among those of its file and its features.

    Parameters
    ----------
    richness
        How much its file tells of it, to choose among several files of one outing.
    said
        What the file and its archive say of the whole: name, gear, weather.
    is_clock_sure
        Whether its start is one moment, and not a clock's reading in a zone that nobody told.
    findings
        What is odd in it.
    """

    position: int
    outline: Outline
    features: RunFeatures
    richness: int = 0
    said: Mapping[str, float | str] = field(default_factory=dict)
    is_clock_sure: bool = True
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file holds, ready to be kept.

    Parameters
    ----------
    findings
        What is odd in a file of measurements.
    """

    runs: tuple[NewRun, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    findings: tuple[Finding, ...] = ()


class Pending(Protocol):
    """A file that is being read elsewhere."""

    def done(self) -> bool:
        """Whether :meth:`result` gives its answer at once."""

    def result(self) -> Reading:
        """What was read; raises ``UnreadableFileError``."""


Decode = Callable[[Original], Pending]
"""Begins to read a file."""


@dataclass(frozen=True, slots=True)
class KeptRun:
    """An activity in the logbook; its streams are read again from the original when needed.

    Parameters
    ----------
    number
        By which the runner calls it.
    file_name
        Name of the original; where several tell of it, of the one that tells most.
    position
        Place among the activities of that original, from 0.
    said
        What the files and their archives say of the whole, that file before the others.
    recording
        Number of the recording that the run is taken from.
    original
        Number of that file.
    """

    number: int
    file_name: str
    position: int
    outline: Outline
    features: RunFeatures
    said: Mapping[str, float | str] = field(default_factory=dict)
    recording: int = 0
    original: int = 0


@dataclass(frozen=True, slots=True)
class Recording:
    """One of the files that tell of a run.

    Parameters
    ----------
    number
        By which the runner calls it.
    is_used
        Whether the run is taken from it.
    start
        As this file has it, aware, in UTC.
    time_zone
        As in an :class:`~uncramp.domain.outline.Outline`.
    """

    number: int
    file_name: str
    is_used: bool
    start: datetime
    time_zone: str | None = None


class Outcome(StrEnum):
    """What became of a file."""

    READ = "read"
    RECOVERED = "recovered"
    ALREADY_THERE = "already there"
    SAME_ACTIVITY = "same activity"
    OTHER_KIND = "no activity"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file's row in the ledger of an import.

    Parameters
    ----------
    place
        Of the file among those of the import, from 0.
    runs
        Numbers of the runs that the file added, or that it tells of again.
    added
        How many of them are new.
    is_used
        Whether a run is taken from it.
    masses, weigh_ins
        How many readings of body mass and weigh-ins it added.
    reasons
        Why it was refused, or what was wrong in it.
    """

    place: int
    name: str
    outcome: Outcome
    runs: tuple[int, ...] = ()
    added: int = 0
    is_used: bool = False
    masses: int = 0
    weigh_ins: int = 0
    reasons: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the row of a file goes: the number of the import, and the place in it."""

    ledger: int
    place: int


@dataclass(frozen=True, slots=True)
class KeptImport:
    """An import, running or over.

    Parameters
    ----------
    label
        What was given.
    begun, ended
        Aware, in UTC; None before it begins or ends.
    expected
        About how many files it has, as far as is known by now.
    done
        Count of its entries by their outcome.
    skipped
        Files in its archives and folders that are no activities.
    added
        Count of new runs.
    is_stopped
        Whether the runner has stopped it.
    failure
        Why it could not go on, or None.
    """

    number: int
    label: str
    begun: datetime | None
    ended: datetime | None
    expected: int
    done: Mapping[Outcome, int]
    skipped: int = 0
    added: int = 0
    is_stopped: bool = False
    failure: Sentence | None = None


@dataclass(frozen=True, slots=True)
class KeptEpisode:
    """A cramp in the diary, the number of the run it belongs to, and its own, by which it is taken back."""

    run: int
    episode: CrampEpisode
    number: int = 0


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The answer that nothing cramped, and the number of the run it belongs to."""

    run: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class KeptWeighIn:
    """A weigh-in, and the number of the run it belongs to."""

    run: int
    weigh_in: WeighIn


class Logbook(Experiments, Clubs, Protocol):
    """What one runner keeps. Every method is one transaction: it happens whole or not at all."""

    def begin_import(self, label: str, *, is_waiting: bool = False) -> int:
        """Open a ledger and give its number; one that waits is begun by whoever takes it up."""

    def take_up(self, ledger: int) -> None:
        """Begin an import that was waiting."""

    def expect(self, ledger: int, expected: int) -> None:
        """Write down about how many files an import has."""

    def end_import(self, ledger: int, skipped: int) -> None:
        """Close a ledger."""

    def fail_import(self, ledger: int, reason: Sentence) -> None:
        """Close a ledger that cannot go on, and keep why."""

    def is_stopped(self, ledger: int) -> bool:
        """Whether the runner has asked to stop an import."""

    def stop_import(self, ledger: int) -> None:
        """Ask whoever works on an import to stop; raises ``NotFoundError``."""

    def imports(self) -> list[KeptImport]:
        """All imports, newest first."""

    def ledger(self, ledger: int) -> KeptImport:
        """One import; raises ``NotFoundError``."""

    def entries(self, ledger: int) -> list[Entry]:
        """The rows of a ledger, in order of their places."""

    def enter(self, ledger: int, entry: Entry) -> None:
        """Write the row of a file of which nothing is to be kept."""

    def keep(self, original: Original, reading: Reading, slot: Slot | None = None) -> Entry:
        """Keep a file with all that was read from it, and its row; bytes that are there already change nothing.

        A run of an outing that is there becomes one more recording of it; the run is taken from the recording that
        tells most. A weigh-in goes to the run at its start; one without a run is a reason in the row.
        """

    def set_aside(self, original: Original, reason: Sentence, slot: Slot | None = None) -> Entry:
        """Keep a file that cannot be read, for a later version to try, and its row."""

    def set_aside_files(self) -> list[str]:
        """Digests of the files that could not be read, newest first."""

    def set_aside_file(self, digest: str) -> Original:
        """A file that could not be read; raises ``NotFoundError``."""

    def tell(self, original: Original) -> None:
        """Add what an archive says of a file that is there."""

    def has(self, digest: str) -> tuple[int, ...] | None:
        """Numbers of the runs of a file whose very bytes are there and were read, or None."""

    def runs(self) -> list[KeptRun]:
        """All activities, newest first."""

    def run(self, number: int) -> KeptRun:
        """One activity; raises ``NotFoundError``."""

    def original(self, number: int, recording: int | None = None) -> Original:
        """The file of a run, or one of several; raises ``NotFoundError``, or ``LogbookError`` if it has changed."""

    def renew_features(self, run: KeptRun, features: RunFeatures, richness: int) -> None:
        """Replace the features of a recording; one that is gone by now is left alone."""

    def unplaced(self) -> list[KeptRun]:
        """All recordings without a time zone, those of one file together."""

    def replace_outline(self, run: KeptRun, outline: Outline) -> None:
        """Replace the outline of a recording, once its time zone is known; one that is gone by now is left alone."""

    def join(self, number: int, other: int) -> None:
        """Make the recordings and the diary of another run those of a run; raises ``NotFoundError``."""

    def relink(self, number: int) -> None:
        """Join a run whose clock was set right with another that tells of the same outing, if there is one."""

    def recordings(self, number: int) -> list[Recording]:
        """The files that tell of a run, the first that came first; raises ``NotFoundError``."""

    def separate(self, number: int, recording: int) -> int:
        """Make one of several recordings a run of its own and give its number; raises ``NotFoundError``."""

    def masses(self) -> list[MassReading]:
        """All readings of body mass, newest first."""

    def runner(self) -> Runner:
        """The profile; one with nothing asked if none was saved."""

    def save_runner(self, runner: Runner) -> None:
        """Replace the profile."""

    def episodes(self) -> list[KeptEpisode]:
        """All cramps, newest run first."""

    def add_episode(self, run: int, episode: CrampEpisode) -> bool:
        """Write a cramp down, and say whether the answer that nothing cramped was taken back for it.

        Raises ``NotFoundError`` if there is no such run, and ``InvalidValueError`` if the cramp was told before.
        """

    def remove_episode(self, number: int) -> None:
        """Take a cramp back; raises ``NotFoundError``."""

    def answers(self) -> list[KeptAnswer]:
        """All answers that nothing cramped, newest run first; a run has one at most, and none beside a cramp of it."""

    def add_answer(self, run: int, answer: Answer) -> None:
        """Write down that nothing cramped; raises ``NotFoundError``, or ``InvalidValueError`` beside a cramp of it."""

    def remove_answer(self, run: int) -> None:
        """Take an answer back; raises ``NotFoundError`` if there is no such run, or no answer of it."""

    def weigh_ins(self) -> list[KeptWeighIn]:
        """All weigh-ins, newest run first."""

    def add_weigh_in(self, run: int, weigh_in: WeighIn) -> None:
        """Write a weigh-in down; raises ``NotFoundError`` if there is no such run."""

    def judged(self) -> "dict[int, JudgedRun]":
        """What past runs were judged to be like, by their numbers."""

    def keep_judged(self, runs: "Iterable[JudgedRun]") -> None:
        """Keep what past runs were judged to be like, in place of what is there; runs that are gone are left out."""
