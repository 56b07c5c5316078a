"""Several processes that import into one logbook at once, and are killed."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from time import monotonic, sleep

from uncramp.logbook.check import check_logbook
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.ports import Outcome

TESTS = Path(__file__).parents[1]
KILLED = "ignore::UserWarning:multiprocessing.resource_tracker"
"""What is left of a killed process is cleaned up with a warning."""


@dataclass(frozen=True)
class Place:
    """Where the processes import to, and how.

    Parameters
    ----------
    folder
        With the files, one run in each.
    options
        Of ``logbook.importing``.
    """

    folder: Path
    environment: Mapping[str, str]
    options: tuple[str, ...] = ()

    @contextmanager
    def importing(self) -> Iterator[subprocess.Popen[str]]:
        """A process that has opened the logbook and imports at the first line it is sent."""
        command = [sys.executable, "-m", "logbook.importing", str(self.folder), *self.options]
        pipe = subprocess.PIPE
        environment = {**os.environ, "PYTHONWARNINGS": KILLED, **self.environment}
        with subprocess.Popen(command, cwd=TESTS, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
            try:
                yield process
            finally:
                process.kill()

    @property
    def digests(self) -> dict[str, str]:
        """Fingerprint of each file by the name that the processes say."""
        paths = sorted(self.folder.iterdir())
        return {f"{self.folder.name}/{path.name}": sha256(path.read_bytes()).hexdigest() for path in paths}


def line(process: subprocess.Popen[str]) -> str:
    """The next thing that it says."""
    assert process.stdout is not None
    return process.stdout.readline()


def start(process: subprocess.Popen[str]) -> None:
    """Let a process that is ready import."""
    assert line(process) == "ready\n"
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def told(said: str) -> tuple[str, str]:
    """Name and outcome in a line that was said."""
    name, _, outcome = said.strip().partition(" ")
    return name, outcome


def import_together(place: Place, count: int) -> Counter[tuple[str, str]]:
    """Let so many processes import the same files at once; gives how often each thing was said of each file."""
    with ExitStack() as stack:
        processes = [stack.enter_context(place.importing()) for _ in range(count)]
        for process in processes:
            start(process)
        said = Counter(told(each) for process in processes for each in process.communicate()[0].splitlines())
        assert [process.returncode for process in processes] == [0] * count
    return said


def kill_two(place: Place, seconds: float, chance: Random) -> tuple[int, set[str]]:
    """Let two processes import at once and kill each within so many seconds.

    Returns
    -------
    How many had not ended before, and the files that were called safe.
    """
    alive = 0
    with ExitStack() as stack:
        processes = [stack.enter_context(place.importing()) for _ in range(2)]
        for process in processes:
            start(process)
        began = monotonic()
        for moment, process in zip(sorted(chance.uniform(0, seconds) for _ in processes), processes, strict=True):
            sleep(max(0.0, began + moment - monotonic()))
            alive += process.poll() is None
            process.kill()
        said = [each for process in processes for each in process.communicate()[0].splitlines(keepends=True)]
    return alive, {told(each)[0] for each in said if each.endswith("\n")}


def look_over(book: DjangoLogbook, place: Place, acknowledged: set[str]) -> set[str]:
    """See that nothing is lost, doubled or left by halves; gives the files that are there."""
    numbers = {name: book.has(digest) for name, digest in place.digests.items()}
    kept = {name for name, runs in numbers.items() if runs is not None}
    assert acknowledged <= kept, "a file that was called safe is lost"
    runs = {run.number: run for run in book.runs()}
    assert len(runs) == len(kept), "runs are doubled, or lost"
    assert {numbers[name] for name in kept} == {(number,) for number in runs}, "a file without its run"
    entries = [entry for each in book.imports() for entry in book.entries(each.number)]
    assert all(entry.name in kept and entry.runs == numbers[entry.name] for entry in entries), "a row without its file"
    read = Counter(entry.name for entry in entries if entry.outcome is Outcome.READ)
    assert read == Counter(kept), "a file whose row is lost or doubled"
    assert check_logbook(book.database).findings == ()
    return kept


def look_over_whole(book: DjangoLogbook, place: Place) -> int:
    """See that every file is there, once; gives how many."""
    names = set(place.digests)
    assert look_over(book, place, names) == names
    return len(names)
