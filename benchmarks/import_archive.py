"""Ten years of running in one zip: how long its import takes, and how much is kept beside the originals.

The runs are real ones of about an hour, each copied with all its times moved by whole days.
"""

import argparse
import os
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from fitdecode.utils import compute_crc

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.formats.fit.read import read

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "fit"
HOUR = 3600.0
LENGTHS = 0.75 * HOUR, 1.5 * HOUR
LEAST_RECORDS = 300
DAY = 86_400
DATE_TIMES = {253, 2}
"""Fields that hold times: the time of every message; of sessions and laps, their start."""
WITH_START = {18, 19}
COMMAND = [sys.executable, "-c", "from uncramp.cli.main import run_app; run_app()"]


def dates_in(content: bytes) -> list[tuple[int, str]]:
    """Where the times of a file of one plain part lie, and how they are packed; raises ``ValueError`` for another."""
    start, size = content[0], int.from_bytes(content[4:8], "little")
    shapes: dict[int, tuple[int, list[tuple[int, str]]]] = {}
    found: list[tuple[int, str]] = []
    place = start
    while place < start + size:
        header = content[place]
        place += 1
        if header & 0x80:
            message = "compressed times"
            raise ValueError(message)
        if header & 0x40:
            order = ">" if content[place + 1] else "<"
            (number,) = struct.unpack_from(f"{order}H", content, place + 2)
            fields = [content[place + 5 + 3 * each : place + 8 + 3 * each] for each in range(content[place + 4])]
            place += 5 + 3 * len(fields)
            own = 0
            if header & 0x20:
                own = sum(content[place + 2 + 3 * each] for each in range(content[place]))
                place += 1 + 3 * content[place]
            length, dates = 0, list[tuple[int, str]]()
            for field, width, _ in fields:
                if width == struct.calcsize("I") and (field == 253 or (field == 2 and number in WITH_START)):  # noqa: PLR2004  # as above
                    dates.append((length, f"{order}I"))
                length += width
            shapes[header & 0x0F] = length + own, dates
        else:
            length, dates = shapes[header & 0x0F]
            found += [(place + offset, packed) for offset, packed in dates]
            place += length
    return found


def moved(content: bytes, dates: list[tuple[int, str]], days: int) -> bytes:
    """The file with its times moved, and a checksum that fits."""
    changed = bytearray(content)
    for place, packed in dates:
        (moment,) = struct.unpack_from(packed, changed, place)
        if moment != 0xFFFFFFFF:  # noqa: PLR2004  # not recorded
            struct.pack_into(packed, changed, place, moment + days * DAY)
    body = bytes(changed[: changed[0] + int.from_bytes(changed[4:8], "little")])
    return body + struct.pack("<H", compute_crc(body))


def seeds() -> Iterator[tuple[bytes, list[tuple[int, str]], float]]:
    """Real runs of about an hour: their bytes, where their times lie, and how long they took, s."""
    for path in sorted(CORPUS.glob("*.fit")):
        content = path.read_bytes()
        try:
            (activity,) = read(path.name, content)
            dates = dates_in(content)
        except (UnreadableFileError, ValueError, IndexError, KeyError):
            continue
        outline = activity.outline
        if (
            outline.sport is Sport.RUNNING
            and len(activity.streams) > LEAST_RECORDS
            and LENGTHS[0] <= outline.elapsed_time <= LENGTHS[1]
        ):
            yield content, dates, outline.elapsed_time


def archive(path: Path, count: int) -> tuple[float, int]:
    """Write the zip; gives the hours of running in it and the bytes of its files, packed as the logbook packs them."""
    import zlib  # here alone

    known = list(seeds())
    seconds, packed = 0.0, 0
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for number in range(count):
            content, dates, elapsed = known[number % len(known)]
            copy = moved(content, dates, -number)
            made.writestr(f"activities/{count - number:05}.fit", copy)
            seconds += elapsed
            packed += len(zlib.compress(copy, 1))
    print(f"{count} files of {len(known)} real runs, {seconds / HOUR:.0f} h, {path.stat().st_size / 1e6:.0f} MB")
    return seconds / HOUR, packed


def main() -> None:
    """Measure one import."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=3000)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        path, home = Path(folder, "archive.zip"), Path(folder, "home")
        hours, packed = archive(path, count)
        begun = time.perf_counter()
        done = subprocess.run(
            [*COMMAND, "import", str(path)],
            env=os.environ | {"UNCRAMP_HOME": str(home)},
            check=False,
            text=True,
            stdout=subprocess.PIPE,
        )
        wall = time.perf_counter() - begun
        print(done.stdout.strip())
        with sqlite3.connect(home / "logbook.sqlite3") as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (runs,) = database.execute("SELECT count(*) FROM logbook_runrow").fetchone()
        kept = sum(each.stat().st_size for each in home.glob("logbook.sqlite3*"))
        print(f"{wall:.1f} s with features, {runs} runs, {1000 * wall / count:.1f} ms a file")
        print(f"{(kept - packed) / hours / 1000:.1f} kB an hour of running beside the packed originals")
    if runs != count:
        sys.exit(1)


if __name__ == "__main__":
    main()
