"""GPX and TCX files hurt on purpose: ``python tests/formats/xml_mutants.py 5000``."""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from formats.real_files import CORPUS
from uncramp.domain.activity import Activity
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.quantities import quantity_kinds
from uncramp.formats import gpx, tcx

SEEDS = (
    "gpx/OpenTracks__legacy_gpx_trackpointextensions_incorrect.gpx",
    "gpx/gpxpy__gpx1.1_with_all_fields.gpx",
    "gpx/gpxpy__korita-zbevnica.gpx",
    "gpx/sweatpy__activity_5039744860.gpx",
    "tcx/runpandas__run_garmin.tcx",
    "tcx/sport-activities-features__pool_swim-activity_1.tcx",
    "tcx/sweatpy__activity_5039744860.tcx",
)
TEXTS = (
    b"",
    b"NaN",
    b"-inf",
    b"1e400",
    b"9" * 400,
    b"1,5",
    b"\xff\xfe",
    b"\0",
    b"&x;",
    b"&",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
)
TIMES = (
    b"0001-01-01T00:00:00+14:00",
    b"9999-12-31T23:59:60Z",
    b"2025-02-30T10:00:00Z",
    b"now",
    b"1970-01-01T00:00:00Z",
)
ENCODINGS = ("utf-16", "utf-16-be", "utf-8-sig", "utf-32", "latin-1", "cp037")


def _places(content: bytes, mark: bytes) -> list[int]:
    return [place for place in range(len(content)) if content.startswith(mark, place)]


def cut(chance: random.Random, content: bytes) -> bytes:
    """Ends early, perhaps in zeros."""
    return content[: chance.randrange(len(content))] + bytes(chance.choice([0, 0, 1, 5000]))


def damage(chance: random.Random, content: bytes) -> bytes:
    """Some bytes are others."""
    hurt = bytearray(content)
    for _ in range(chance.randrange(1, 12)):
        hurt[chance.randrange(len(hurt))] = chance.choice([*b"<>/&\"'\0 9-", chance.randrange(256)])
    return bytes(hurt)


def move(chance: random.Random, content: bytes) -> bytes:
    """A stretch is lost, twice there or elsewhere."""
    first, last = sorted(chance.randrange(len(content)) for _ in range(2))
    stretch = content[first:last][:5000]
    elsewhere = chance.randrange(len(content))
    match chance.randrange(3):
        case 0:
            return content[:first] + content[first + len(stretch) :]
        case 1:
            return content[:last] + stretch + content[last:]
        case _:
            return content[:elsewhere] + stretch + content[elsewhere:]


def retell(chance: random.Random, content: bytes) -> bytes:
    """Some texts or attributes say something absurd."""
    for _ in range(chance.randrange(1, 12)):
        mark = chance.choice([b">", b'="'])
        first = chance.choice(_places(content, mark)) + len(mark)
        last = content.find(b"<" if mark == b">" else b'"', first)
        content = content[:first] + chance.choice(TEXTS + TIMES) + content[last:]
    return content


def rename(chance: random.Random, content: bytes) -> bytes:
    """Elements have the names of others."""
    names = [
        b"trk",
        b"trkseg",
        b"trkpt",
        b"time",
        b"rte",
        b"gpx",
        b"Lap",
        b"Track",
        b"Trackpoint",
        b"Activity",
        b"Course",
    ]
    one, other = chance.sample(names, 2)
    return content.replace(b"<" + one + b">", b"<" + other + b">", chance.choice([1, -1])).replace(
        b"</" + one + b">", b"</" + other + b">", chance.choice([0, 1, -1])
    )


def reencode(chance: random.Random, content: bytes) -> bytes:
    """Written in another encoding than declared, and perhaps hurt."""
    text = content.decode("utf-8-sig").encode(chance.choice(ENCODINGS), "replace")
    return damage(chance, text) if chance.randrange(2) else text


def declare(chance: random.Random, content: bytes) -> bytes:
    """Declares what it must not."""
    root = content.find(b"<gpx") if b"<gpx" in content else content.find(b"<TrainingCenterDatabase")
    declared = chance.choice(
        [b"<!DOCTYPE a>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<!DOCTYPE a SYSTEM 'b'>", b"<?a?>" * 2000]
    )
    return retell(chance, content[:root] + declared + content[root:])


KINDS: tuple[Callable[[random.Random, bytes], bytes], ...] = (cut, damage, move, retell, rename, reencode, declare)


def mutant(seeds: Sequence[bytes], index: int, seed: int = 1) -> bytes:
    """One mutant of one of the seeds, the same for the same numbers."""
    chance = random.Random(f"{seed}:{index}")  # noqa: S311  # no secret
    return KINDS[index % len(KINDS)](chance, chance.choice(seeds))


def attempt(content: bytes) -> tuple[Activity, ...]:
    """Read, or refuse by both readers; nothing else may happen, and no value may be one that cannot be.

    Raises
    ------
    AssertionError
        If a value is.
    """
    found: tuple[Activity, ...] = ()
    for read in (gpx.read, tcx.read):
        try:
            found += read("a", content)
        except UnreadableFileError:
            continue
    for activity in found:
        sane(activity)
    return found


def sane(activity: Activity) -> None:
    """Hold an activity to the bounds of its quantities."""
    streams, outline = activity.streams, activity.outline
    assert len(streams) or activity.laps
    for name in ("elapsed_time", *streams.recorded):
        kind = quantity_kinds()[name]
        high = max(kind.high, 100.0) if name == "speed" else kind.high
        known = streams[name][~np.isnan(streams[name])]
        assert ((known >= kind.low) & (known <= high)).all(), name
    assert not np.isnan(streams.elapsed_time).any()
    assert 0 <= outline.timer_time <= outline.elapsed_time < 4e6
    assert outline.distance is None or np.isfinite(outline.distance)
    assert outline.local_start.year in range(1979, 2101)
    assert all(0 <= pause.start < pause.end <= outline.elapsed_time for pause in activity.pauses)
    assert all(0 <= lap.start <= lap.end <= outline.elapsed_time for lap in activity.laps)
    assert all(str(finding.sentence) for finding in activity.findings)


def fuzz(count: int, seed: int = 1) -> Counter[str]:
    """Attempt some mutants of the real files; how many of each kind were read.

    Raises
    ------
    AssertionError
        If one is read wrongly, naming it.
    """
    seeds = [(CORPUS / name).read_bytes() for name in SEEDS]
    read: Counter[str] = Counter()
    for index in range(count):
        try:
            read[KINDS[index % len(KINDS)].__name__] += bool(attempt(mutant(seeds, index, seed)))
        except Exception as error:  # any end but the declared one is a breach, told with its mutant
            message = f"mutant {index} of seed {seed}"
            raise AssertionError(message) from error
    return read


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    sys.stdout.write(f"{dict(fuzz(chosen.count, chosen.seed))}\n")
