"""An activity: one outing as a watch recorded it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from uncramp.domain.outline import Outline
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import Streams


@dataclass(frozen=True, slots=True)
class Lap:
    """A stretch between two presses of the lap key, or between two automatic laps.

    Parameters
    ----------
    start, end
        Elapsed time since the activity's start, s.
    distance
        Length, m, or None if not recorded.
    trigger
        What ended it, as the watch says ("manual", "distance", "session_end"), or None.
    """

    start: float
    end: float
    distance: float | None = None
    trigger: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch with the timer stopped, in elapsed time since the activity's start, s."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Device:
    """What recorded the activity, as far as it says."""

    manufacturer: str | None = None
    product: str | None = None
    serial_number: int | None = None
    software_version: str | None = None


DAMAGE = frozenset(
    {
        *("bad-definition", "bad-header", "bad-time", "bytes-unread", "checksum", "corrected-byte", "cut-message"),
        *(
            "cut-short",
            "damaged",
            "damaged-export",
            "line-left-out",
            "list-damaged",
            "misread",
            "more-damage",
            "no-definition",
        ),
        *("not-well-formed", "rest-unread", "too-much", "wrong-size"),
    }
)
"""Codes of the findings that tell of a damaged file, and not of an odd recording in a sound one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something odd in the runner's data, shown and never silently mended.

    Parameters
    ----------
    code
        Stable name of the kind of finding.
    sentence
        What it is, for the runner.
    offset
        Byte in the file, or None.
    column
        Name of the stream it is about, or None if it is about the whole.
    spans
        Records it is about: index of the first and of the one after the last, in order.
    """

    code: str
    sentence: Sentence
    offset: int | None = None
    column: str | None = None
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def told(self) -> Sentence:
        """The sentence, with the byte where the file is damaged."""
        if self.offset is None:
            return self.sentence
        return say("At byte {offset}: {sentence}", offset=self.offset, sentence=self.sentence)

    @property
    def is_damage(self) -> bool:
        """Whether the file is damaged there."""
        return self.code in DAMAGE


@dataclass(frozen=True, slots=True)
class Activity:
    """One outing as recorded.

    Parameters
    ----------
    laps, pauses
        In order of time.
    details
        What else the watch says of the whole, by the name and in the unit of its format
        (``total_calories``, ``ascent``); developer fields by their own names.
    """

    outline: Outline
    streams: Streams
    laps: tuple[Lap, ...] = ()
    pauses: tuple[Pause, ...] = ()
    device: Device = Device()
    findings: tuple[Finding, ...] = ()
    details: Mapping[str, float | str] = field(default_factory=dict)
