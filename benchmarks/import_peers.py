"""Forty real runs imported by us and by two other systems: what each takes with its start and without, and the ratios.

The runs are the distinct, sound FIT runs with positions of a quarter of an hour and more that lie beside the
repository, filled up with copies of those of about an hour whose times are moved by whole days.

* Uncramp: the command ``uncramp import FOLDER``, into a new logbook: all that is derived, and the originals, kept.
* FitTrackee: its service that turns a FIT file into a workout with segments and points, once for each file. Its
  PostgreSQL database is stood in for by nothing, and it draws no map, so that writing is left out.
* GarminDB: its command ``garmindb_cli.py --import --activities``, into new SQLite databases; without ``--analyze``.

Both are asked for by the Python of an environment of their own. The start is what the smallest of the runs takes
alone; the peers use one processor, we use all there are, and so the processor time is told too.
"""

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.decode_fit import SHARED, running_files  # scripts, not a package
from benchmarks.import_archive import HOUR, LENGTHS, dates_in, moved

from uncramp.domain.activity import Activity
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.formats.fit.read import read

COUNT = 40
SHORTEST = HOUR / 4
DAMAGE = {"bad-header", "bad-time", "checksum", "cut-short", "more-damage", "no-definition", "rest-unread"}
REFUSED = {"python-fitparse__developer-types-sample.fit"}
"""Sound runs that GarminDB 3.7 cannot read; FitTrackee 1.3 reads all that are sound."""
FITTRACKEE = """
import os, sys, uuid
from pathlib import Path
from types import SimpleNamespace as Stand

os.environ.setdefault("UI_URL", "http://localhost")
from flask import Flask

with Flask("benchmark").app_context():
    from fittrackee.constants import ElevationDataSource
    from fittrackee.workouts.services.workout_from_file import base_workout_with_segment_service as base
    from fittrackee.workouts.services.workout_from_file import workout_gpx_service as gpx
    from fittrackee.workouts.services.workout_from_file.services import WORKOUT_FROM_FILE_SERVICES

    def add(row):
        row.id, row.uuid = 1, uuid.uuid4()

    base.db = gpx.db = Stand(session=Stand(add=add, flush=lambda: None, rollback=lambda: None))
    user = Stand(
        id=1,
        segments_creation_event="only_manual",
        use_raw_gpx_speed=False,
        missing_elevations_processing=ElevationDataSource.FILE,
    )
    for path in sorted(Path(sys.argv[1]).iterdir()):
        with path.open("rb") as file:
            WORKOUT_FROM_FILE_SERVICES["fit"](
                auth_user=user,
                workout_file=file,
                sport=Stand(id=5, label="Running"),
                stopped_speed_threshold=0.1,
                get_weather=False,
                workout=None,
            ).process_workout()
        print(path.name)
"""


@dataclass(frozen=True)
class Trial:
    """One import: seconds, seconds of processors, and how many runs were kept."""

    wall: float
    processor: float
    kept: int


Import = Callable[[Path, Path], Trial]
"""Imports a folder; makes what it likes in another, which is empty."""


@dataclass(frozen=True)
class Program:
    """Who imports, how often, and how many times as long as ours it should take."""

    name: str
    start: Import
    repeats: int
    target: float | None = None


@dataclass(frozen=True)
class Result:
    """Medians, s: of the whole import, without its start, and of its processors without the start."""

    kept: int
    whole: float
    pure: float
    processor: float


def fill(folder: Path) -> Path:
    """Put the runs into a folder, and give the smallest."""
    sound = [path.read_bytes() for path in running_files() if path.name not in REFUSED and is_sound(path)]
    hours = [each for each in sound if LENGTHS[0] <= outing(each).outline.elapsed_time <= LENGTHS[1]]
    copies = [moved(each, dates_in(each), -day) for day in range(1, COUNT) for each in hours]
    for number, content in enumerate((sound + copies)[:COUNT]):
        (folder / f"{1000 + number}.fit").write_bytes(content)  # GarminDB takes the number for the name of the run
    size = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{COUNT} runs, {size / 1e6:.1f} MB: {len(sound)} real ones, the others copies of {len(hours)} of them")
    return min(folder.iterdir(), key=lambda path: path.stat().st_size)


def is_sound(path: Path) -> bool:
    """Whether a file holds one whole run with positions."""
    try:
        activity = outing(path.read_bytes())
    except (UnreadableFileError, ValueError):
        return False
    return (
        activity.outline.sport is Sport.RUNNING
        and activity.outline.elapsed_time >= SHORTEST
        and "latitude" in activity.streams.recorded
        and not DAMAGE & {finding.code for finding in activity.findings}
    )


def outing(content: bytes) -> Activity:
    """The one activity of a file; raises ``ValueError`` where there are several."""
    (activity,) = read("", content)
    return activity


def uncramp(folder: Path, home: Path) -> Trial:
    """Our own command."""
    command: list[Path | str] = [Path(sys.executable).with_name("uncramp"), "import", folder]
    wall, processor, _ = _timed(command, home, UNCRAMP_HOME=str(home))
    return Trial(wall, processor, _rows(home / "logbook.sqlite3", "logbook_runrow"))


def fittrackee(python: Path) -> Import:
    """FitTrackee's parsing, in its own Python."""

    def start(folder: Path, home: Path) -> Trial:
        wall, processor, told = _timed([python, "-W", "ignore", "-c", FITTRACKEE, folder], home)
        return Trial(wall, processor, len(told.split()))

    return start


def garmindb(python: Path) -> Import:
    """GarminDB's import, in its own Python."""

    def start(folder: Path, home: Path) -> Trial:
        files = home / "HealthData" / "FitFiles"
        files.mkdir(parents=True)
        (files / "Activities").symlink_to(folder)
        (home / "GarminConnectConfig.json").write_text(json.dumps({"db": {"type": "sqlite"}}), "utf-8")
        command: list[Path | str] = [
            python,
            python.with_name("garmindb_cli.py"),
            "--config",
            home,
            "--import",
            "--activities",
        ]
        wall, processor, _ = _timed(command, home, HOME=str(home))
        return Trial(wall, processor, _rows(home / "HealthData/DBs/garmin_activities.db", "activities"))

    return start


def _timed(command: Sequence[Path | str], home: Path, **variables: str) -> tuple[float, float, str]:
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, cwd=home, env=os.environ | variables, check=False, capture_output=True, encoding="utf-8"
    )
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def _rows(database: Path, table: str) -> int:
    with sqlite3.connect(database) as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608  # names from above
    return int(count)


def measure(program: Program, folder: Path, alone: Path) -> Result:
    """Import both folders in turn, each time anew."""
    pairs: list[tuple[Trial, Trial]] = []
    for _ in range(program.repeats):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            pairs.append((program.start(alone, Path(one)), program.start(folder, Path(other))))
    return Result(
        pairs[0][1].kept,
        median(whole.wall for _, whole in pairs),
        median(whole.wall - start.wall for start, whole in pairs),
        median(whole.processor - start.processor for start, whole in pairs),
    )


def row(program: Program, result: Result, ours: Result) -> str:
    """One line of the table."""
    told = f"{program.name:<12}{program.repeats:>8}{result.kept:>6}"
    for theirs, own in (
        (result.whole, ours.whole),
        (result.pure, ours.pure),
        (result.processor, ours.processor),
    ):
        told += f"{theirs:>14.2f}{theirs / own:>8.1f}"
    return told + (f"{program.target:>8g}" if program.target is not None else "")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fittrackee", type=Path, metavar="PYTHON", help="of an environment with FitTrackee")
    parser.add_argument("--garmindb", type=Path, metavar="PYTHON", help="of an environment with GarminDB")
    parser.add_argument("--repeats", type=int, default=1, help="of the peers; five times as many of ours")
    chosen = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"There are no real files to import: {SHARED} is not a folder.")
    programs = [Program("uncramp", uncramp, 5 * chosen.repeats)]
    if chosen.fittrackee:
        programs.append(Program("FitTrackee", fittrackee(chosen.fittrackee), chosen.repeats, 50.0))
    if chosen.garmindb:
        programs.append(Program("GarminDB", garmindb(chosen.garmindb), chosen.repeats, 100.0))
    with tempfile.TemporaryDirectory() as name:
        folder, alone = Path(name, "all"), Path(name, "one")
        folder.mkdir()
        alone.mkdir()
        smallest = fill(folder)
        (alone / smallest.name).write_bytes(smallest.read_bytes())
        print(f"{'':<12}{'repeats':>8}{'runs':>6}{'whole import, s, ratio':>22}{'without start':>22}{'processor':>22}")
        results = [measure(program, folder, alone) for program in programs]
    for program, result in zip(programs, results, strict=True):
        print(row(program, result, results[0]))
    for peer in ("FitTrackee", "GarminDB"):
        if peer not in {program.name for program in programs}:
            print(f"{peer} is absent: --{peer.lower()} names the Python of an environment that has it.")
    if results[0].kept != COUNT:
        sys.exit(1)


if __name__ == "__main__":
    main()
