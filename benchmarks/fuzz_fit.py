"""Thousands of hurt FIT files: each gives activities or one refusal, in time, and all that is whole before the hurt.

The files to hurt lie beside the repository and are not part of it. Half of the mutants come from the generator that
lies there too, half from the kinds of damage that the tests know; of these is known which records stay whole.
"""

import argparse
import importlib.util
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "tests"))

from formats.fit.mutants import Seed, impossible, mutant  # the tests are no package
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.fit.decode import decode_parts
from uncramp.formats.fit.read import read

SIZES = range(500, 40_000)
SLOWEST = 2.0
"""Seconds that a file may take."""
LEAST_BEFORE = 0.99
"""Share of the records whole before a cut that are kept."""
MOST_LOST = 5
"""Records that one wrong byte may cost."""


class Case(NamedTuple):
    """A hurt file, the records that are whole before the hurt and, if known, all that are whole."""

    kind: str
    content: bytes
    before: set[int]
    whole: set[int] | None


@dataclass
class Tally:
    """What became of one kind of hurt files.

    Parameters
    ----------
    lost
        The most whole records that one file lost.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    before: int = 0
    kept_before: int = 0
    whole: int = 0
    kept: int = 0
    lost: int = 0
    new: int = 0
    impossible: int = 0

    def row(self) -> str:
        """One line of the table."""
        count = sum(self.outcomes.values())
        outcomes = "".join(f"{self.outcomes[each]:>10}" for each in ("read", "recovered", "refused"))
        shares = f"{_share(self.kept_before, self.before)}{_share(self.kept, self.whole)}"
        lost = f"{self.lost:>6}{self.new:>6}" if self.whole else f"{'':>12}"
        return f"{count:>7}{outcomes}{self.slowest:>9.3f}{shares}{lost}{self.impossible:>11}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:>9.3f}%" if whole else f"{'':>10}"


def seeds() -> list[Seed]:
    """Sound files of moderate size with activities that have records."""
    found = [Seed(path.stem, path.read_bytes()) for path in sorted((SHARED / "corpus/fit").glob("*.fit"))]
    return [seed for seed in found if len(seed.content) in SIZES and _is_sound(seed)]


def _is_sound(seed: Seed) -> bool:
    try:
        activities = read(seed.name, seed.content)
    except UnreadableFileError:
        return False
    is_hurt = any(finding.is_damage for activity in activities for finding in activity.findings)
    return not is_hurt and bool(seed.definitions) and any(len(activity.streams) for activity in activities)


def cases(count: int, number: int) -> Iterator[Case]:
    """So many hurt files, the same for the same number."""
    sound = seeds()
    contents = {seed.name: seed for seed in sound}
    theirs = _generator()
    pairs = [(seed.name, seed.content) for seed in sound]
    for index in range(count):
        if index % 2:
            own = mutant(sound, index // 2, number)
            yield Case(own.kind, own.content, _before(own.content, own.seed), {*own.whole})
        else:
            kind, name, content = theirs.mutant(pairs, index // 2, seed=number)
            yield Case(f"{kind} *", content, _before(content, contents[name]), None)


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fitmutate", SHARED / "tools/fitmutate.py")
    if spec is None or spec.loader is None:
        sys.exit(f"There is no generator of hurt files in {SHARED}.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _before(content: bytes, seed: Seed) -> set[int]:
    """Records of the seed that are whole before the first other byte behind the header."""
    size = min(len(content), len(seed.content))
    mine, theirs = (np.frombuffer(each, np.uint8, size) for each in (content, seed.content))
    other = np.flatnonzero(mine[seed.content[0] :] != theirs[seed.content[0] :])
    end = seed.content[0] + int(other[0]) if other.size else size
    return {place for place, last in seed.records.items() if last <= end}


def measure(case: Case, tally: Tally) -> None:
    """Read one hurt file.

    Raises
    ------
    RuntimeError
        If anything else happens than that it is read or refused.
    """
    start = time.process_time()
    try:
        activities = read(case.kind, case.content)
    except UnreadableFileError:
        activities = ()
        outcome = "refused"
    except Exception as error:  # any other end is what is looked for, and is told with its file
        message = f"A file of {len(case.content)} bytes, hurt by {case.kind}, was neither read nor refused."
        raise RuntimeError(message) from error
    else:
        is_hurt = any(finding.is_damage for activity in activities for finding in activity.findings)
        outcome = "recovered" if is_hurt else "read"
    tally.slowest = max(tally.slowest, time.process_time() - start)
    tally.outcomes[outcome] += 1
    tally.impossible += sum(map(impossible, activities))
    found = set() if outcome == "refused" else _records(case.content)
    tally.before += len(case.before)
    tally.kept_before += len(case.before & found)
    if case.whole is not None:
        tally.whole += len(case.whole)
        tally.kept += len(case.whole & found)
        tally.lost = max(tally.lost, len(case.whole - found))
        tally.new += len(found - case.whole)


def _records(content: bytes) -> set[int]:
    parts = decode_parts("", content).parts
    return {place for messages in parts if "record" in messages for place in messages["record"].places.tolist()}


def broken(tallies: dict[str, Tally]) -> list[str]:
    """What is not as it must be."""
    found = []
    for kind, tally in sorted(tallies.items()):
        if tally.slowest > SLOWEST:
            found.append(f"{kind}: the slowest took {tally.slowest:.2f} s, more than {SLOWEST:g} s.")
        if tally.impossible:
            found.append(f"{kind}: {tally.impossible} values lie outside the quantity table.")
        if kind in {"cut", "trunc *"} and tally.kept_before < LEAST_BEFORE * tally.before:
            found.append(f"{kind}: less than {LEAST_BEFORE:%} of the records before the cut were kept.")
        if kind == "flip" and tally.lost > MOST_LOST:
            found.append(f"{kind}: one wrong byte cost {tally.lost} records.")
    return found


def main() -> None:
    """Print the table; end with an error if anything is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000, help="how many files to hurt")
    parser.add_argument("number", type=int, nargs="?", default=1, help="another number hurts them otherwise")
    chosen = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"There are no real files to hurt: {SHARED} is not a folder.")
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    for case in cases(chosen.count, chosen.number):
        measure(case, tallies[case.kind])
    print(f"{chosen.count} hurt files, number {chosen.number}; * by the generator beside the repository")
    print("before: share of the records whole before the hurt that are kept; whole: of all that are whole;")
    print("lost: most whole records lost of one file; new: records that the whole file has not; impossible: values")
    outcomes = f"{'files':>7}{'read':>10}{'recovered':>10}{'refused':>10}{'slowest':>9}"
    print(f"{'hurt':<16}{outcomes}{'before':>10}{'whole':>10}{'lost':>6}{'new':>6}{'impossible':>11}")
    for kind, tally in sorted(tallies.items()):
        print(f"{kind:<16}{tally.row()}")
    faults = broken(tallies)
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
