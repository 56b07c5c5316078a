"""Time and memory to read an export of Apple Health, against lxml's iterparse alone over the same file.

The export is made in a temporary folder and deleted afterwards. Mostly it holds records of steps, energy and heart
rate; three tenths of it are records of heart rate, way and speed in its 1,500 workouts. Each reader runs in a process
of its own, ours to the catalogue of all runs, of which it then cuts out and reads the first.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

PEERS = ("iterparse", "uncramp")
WORKOUTS = 1500
STEP = 5
"""Seconds between records in a workout."""
LENGTH = 2400
"""Of a workout, s."""
FIRST = datetime(2016, 1, 1, 6, tzinfo=UTC)
SOURCE = "Apple\N{NO-BREAK SPACE}Watch von Zoë"
DEVICE = (
    "&lt;&lt;HKDevice: 0x28{:06x}0&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,7,"
    " software:10.4, creation date:2023-10-01 08:00:00 +0000&gt;"
)
UNITS = {
    "StepCount": "count",
    "ActiveEnergyBurned": "kcal",
    "BasalEnergyBurned": "kcal",
    "HeartRate": "count/min",
    "DistanceWalkingRunning": "km",
    "RunningSpeed": "km/hr",
}


def record(kind: str, start: datetime, seconds: int, value: float, number: int) -> str:
    """A record as Apple writes it."""
    end = start + timedelta(seconds=seconds)
    return (
        f' <Record type="HKQuantityTypeIdentifier{kind}" sourceName="{SOURCE}" sourceVersion="10.4"'
        f' device="{DEVICE.format(number % 0xFFFFFF)}" unit="{UNITS[kind]}"'
        f' creationDate="{end:%Y-%m-%d %H:%M:%S} +0000" startDate="{start:%Y-%m-%d %H:%M:%S} +0000"'
        f' endDate="{end:%Y-%m-%d %H:%M:%S} +0000" value="{value:g}"/>\n'
    )


def pieces(size: int) -> Iterator[str]:
    """An export of about so many bytes."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData (ExportDate,Me)>\n]>\n'
    yield '<HealthData locale="en_GB">\n <ExportDate value="2026-11-01 12:00:00 +0000"/>\n'
    share = min(1.0, size / 3e9)  # three tenths of the file are records of runs
    starts = [FIRST + timedelta(days=2.6 * index) for index in range(WORKOUTS)]
    moments = range(0, int(LENGTH * share), STEP)
    written = number = 0
    for kind, value in (("HeartRate", 150.0), ("DistanceWalkingRunning", 0.0149), ("RunningSpeed", 10.7)):
        for start in starts:
            text = "".join(
                record(kind, start + timedelta(seconds=second), STEP, value + second % 7 * value / 100, number + second)
                for second in moments
            )
            written += len(text.encode())
            yield text
    daily = ("StepCount", "HeartRate", *("ActiveEnergyBurned", "BasalEnergyBurned") * 2)
    while written < size - WORKOUTS * 2000:
        start = FIRST + timedelta(hours=4, seconds=20 * number % (10 * 365 * 86_400))
        text = "".join(record(kind, start, 15, 40.0 + number % 90, number) for kind in daily)
        written += len(text) + 2 * len(daily)
        number += 1
        yield text
    yield from map(workout, starts)
    yield "</HealthData>\n"


def workout(start: datetime) -> str:
    """A workout as Apple writes it since iOS 16."""
    end = start + timedelta(seconds=LENGTH)
    dates = f'startDate="{start:%Y-%m-%d %H:%M:%S} +0000" endDate="{end:%Y-%m-%d %H:%M:%S} +0000"'
    events = "".join(
        f'  <WorkoutEvent type="HKWorkoutEventTypeSegment" date="{mark:%Y-%m-%d %H:%M:%S} +0000" duration="6"'
        ' durationUnit="min"/>\n'
        for mark in (start + timedelta(minutes=6 * index) for index in range(6))
    )
    return (
        f' <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="40" durationUnit="min" {dates}'
        f' sourceName="{SOURCE}" sourceVersion="10.4">\n'
        f'  <MetadataEntry key="HKTimeZone" value="Europe/London"/>\n{events}'
        f'  <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" {dates} sum="7.2" unit="km"/>\n'
        " </Workout>\n"
    )


def make(path: Path, size: int) -> None:
    """Write an export."""
    with path.open("w", encoding="utf-8", buffering=1 << 20) as file:
        file.writelines(pieces(size))


def measure(peer: str, path: Path) -> dict[str, float]:
    """Seconds of processor time, memory at most (MB), and workouts or elements found."""
    start = time.process_time()
    if peer == "iterparse":
        from lxml import etree  # each process imports its own peer

        found = 0
        for found, (_, element) in enumerate(etree.iterparse(str(path), events=("end",)), 1):  # noqa: B007  # a count
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        seconds = time.process_time() - start
    else:
        from uncramp.formats.apple.read import read
        from uncramp.formats.archives.apple import apple_catalogue, lone_export
        from uncramp.formats.archives.bounds import BOUNDS

        start = time.process_time()
        with path.open("rb") as stream:
            catalogue = apple_catalogue(lone_export(path.name, stream, BOUNDS))
        seconds = time.process_time() - start
        if catalogue is None or catalogue.troubles:
            message = f"not read: {catalogue}"
            raise ValueError(message)
        found = len(catalogue.entries)
        (activity,) = read("first", catalogue.entries[0].open().read())
        print(f"  newest: {len(activity.streams)} records, {activity.streams.recorded}", file=sys.stderr)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "memory": memory, "found": found}


def main() -> None:
    """Print the table; with ``--measure``, one of its lines alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=200, help="of the export, MB")
    parser.add_argument("--measure", nargs=2, metavar=("READER", "FILE"), help="prints JSON")
    chosen = parser.parse_args()
    if chosen.measure is not None:
        print(json.dumps(measure(chosen.measure[0], Path(chosen.measure[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xml"
        make(path, chosen.size * 1_000_000)
        print(f"an export of {path.stat().st_size / 1e6:.0f} MB and {WORKOUTS} workouts")
        print(f"{'reader':<12}{'seconds':>10}{'MB/s':>8}{'memory, MB':>12}{'found':>10}{'ratio':>8}")
        base = 0.0
        for peer in PEERS:
            arguments = [sys.executable, __file__, "--measure", peer, str(path)]
            done = subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True)
            row = json.loads(done.stdout)
            base = base or row["seconds"]
            speed = path.stat().st_size / 1e6 / row["seconds"]
            print(
                f"{peer:<12}{row['seconds']:>10.2f}{speed:>8.0f}{row['memory']:>12.0f}{row['found']:>10.0f}"
                f"{base / row['seconds']:>8.1f}"
            )


if __name__ == "__main__":
    main()
