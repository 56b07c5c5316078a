"""Imports that are killed again and again, and imports by a crowd: nothing is lost, doubled or left by halves.

Two processes import the same files of a watch into one logbook, as ``uncramp import`` does, and each is killed at some
moment; then the logbook is looked over. When all files are in, it begins anew. The files are made here.
"""

import argparse
import os
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from random import Random
from time import monotonic

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
os.environ["DJANGO_SETTINGS_MODULE"] = "uncramp.web.settings"

import django  # the settings first

import postgres  # the tests are no package

django.setup()

from django.db import connections  # Django first

from logbook.crowds import Place, import_together, kill_two, look_over, look_over_whole  # as above
from recordings import write_runs  # as above
from uncramp.logbook.databases import database_at  # as above
from uncramp.logbook.opening import open_logbook  # as above
from uncramp.logbook.store import DjangoLogbook  # as above


def new_place(folder: Path, server: postgres.Server | None) -> tuple[Place, DjangoLogbook]:
    """An empty logbook, and the place for imports into it."""
    home = Path(tempfile.mkdtemp(dir=folder.parent))
    environment = {"UNCRAMP_HOME": str(home)}
    if server is not None:
        environment["UNCRAMP_DATABASE"] = server.new_database()
        default = connections.databases["default"]
        connections.databases[str(home)] = default | database_at(environment["UNCRAMP_DATABASE"])
    return Place(folder, environment), open_logbook(home)


def kill(folder: Path, server: postgres.Server | None, kills: int, chance: Random) -> None:
    """Kill so many imports while they run, and count what was at stake."""
    place, book = new_place(folder, server)
    began = monotonic()
    import_together(place, 2)
    seconds = monotonic() - began
    count = look_over_whole(book, place)
    print(f"Two processes import {count} files in {seconds:.1f} s.")
    done = logbooks = called_safe = 0
    while done < kills:
        logbooks += 1
        place, book = new_place(folder, server)
        acknowledged: set[str] = set()
        kept = 0
        while kept < count and done < kills:
            killed, safe = kill_two(place, seconds, chance)
            acknowledged |= safe
            kept = len(look_over(book, place, acknowledged))
            done += killed
            seconds *= 1.0 if killed else 0.9  # the machine is less busy than when it was measured
            print(f"\r{done} killed, {kept} of {count} files in logbook {logbooks}  ", end="", flush=True)
        import_together(place, 1)
        look_over_whole(book, place)
        called_safe += len(acknowledged)
        connections[book.database].close()
    print(f"\n{done} killed in {logbooks} logbooks; {called_safe} files called safe, none lost, doubled or halved.")


def crowd(folder: Path, server: postgres.Server | None, count: int) -> None:
    """Let a crowd import the same files at once."""
    place, book = new_place(folder, server)
    began = monotonic()
    import_together(place, count)
    seconds = monotonic() - began
    files = look_over_whole(book, place)
    print(f"{count} processes import {files} files at once in {seconds:.1f} s: {len(book.runs())} runs.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--files", type=int, default=150)
    parser.add_argument("--crowd", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true", help="into a PostgreSQL server started for it")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as room, postgres.server() if told.postgresql else nullcontext() as own:
        watch = Path(room) / "watch"
        write_runs(watch, told.files)
        kill(watch, own, told.kills, Random(told.seed))  # noqa: S311  # no secret
        crowd(watch, own, told.crowd)
