"""All file formats that activities are read from; the content decides, never the file's name."""

from collections.abc import Callable
from dataclasses import dataclass

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import Sentence, say
from uncramp.formats import garmin_activities, garmin_masses, garmin_weight_csv, runs_csv, weigh_ins_csv
from uncramp.formats.apple.read import is_apple
from uncramp.formats.apple.read import read as read_apple
from uncramp.formats.apple.read import read_measurements as measure_apple
from uncramp.formats.fit.masses import read_masses
from uncramp.formats.fit.read import read as read_fit
from uncramp.formats.fit.scan import is_fit
from uncramp.formats.gpx import is_gpx
from uncramp.formats.gpx import read as read_gpx
from uncramp.formats.tcx import is_tcx
from uncramp.formats.tcx import read as read_tcx
from uncramp.usecases.ports import Measurement, ReadActivities, ReadMeasurements

HEAD = 4096
"""How far into a file its kind must show, bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how its content is known, and who reads it.

    Parameters
    ----------
    measure
        Reads the measurements of the runner in it, where the format has such.
    shows_damage
        Whether a wrong byte in it shows without a checksum of its archive.
    """

    is_it: Callable[[bytes], bool]
    read: ReadActivities
    measure: ReadMeasurements | None = None
    shows_damage: bool = False


FORMATS = (
    Format(is_fit, read_fit, read_masses, shows_damage=True),
    Format(is_gpx, read_gpx, shows_damage=True),
    Format(is_tcx, read_tcx, shows_damage=True),
    Format(is_apple, read_apple, measure_apple, shows_damage=True),
    Format(garmin_activities.is_garmin_activities, garmin_activities.read),
    Format(garmin_masses.is_garmin_masses, garmin_masses.read, garmin_masses.measure),
    Format(garmin_weight_csv.is_garmin_weight_csv, garmin_weight_csv.read, garmin_weight_csv.measure),
    Format(runs_csv.is_runs_csv, runs_csv.read),
    Format(weigh_ins_csv.is_weigh_ins_csv, weigh_ins_csv.read, weigh_ins_csv.measure),
)


def read_activities(name: str, content: bytes) -> tuple[Activity, ...]:
    """The activities in a file of any known format.

    Raises
    ------
    UnreadableFileError
        If the content is of no known format, is damaged, or holds neither activities nor measurements.
    """
    return _format(name, content).read(name, content)


def read_measurements(name: str, content: bytes) -> tuple[Measurement | Finding, ...]:
    """The measurements of the runner in a file of any known format, and what is odd; raises as above."""
    measure = _format(name, content).measure
    return () if measure is None else measure(name, content)


def _format(name: str, content: bytes) -> Format:
    for each in FORMATS:
        if each.is_it(content):
            return each
    raise UnreadableFileError(name, _what_it_is(content[:HEAD].lstrip(b"\xef\xbb\xbf\t\n\r ")))


def _what_it_is(head: bytes) -> Sentence:
    if not head:
        return say("the file is empty")
    if head.startswith(b"PK\x03\x04"):
        return say("it is a ZIP archive")
    if head.startswith(b"\x1f\x8b"):
        return say("it is compressed with gzip")
    if head.startswith(b"<"):
        return say("it is an XML file, but none with an activity that can be read here")
    return say("it is no activity file of a kind that can be read here")
