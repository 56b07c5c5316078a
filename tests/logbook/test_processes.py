"""Several processes at once, and processes that are killed."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from time import sleep

import pytest

from logbook.samples import large_file
from uncramp.logbook.check import check_logbook
from uncramp.logbook.opening import open_logbook

TESTS = Path(__file__).parents[1]


@contextmanager
def keeping(first: int, count: int) -> Iterator[subprocess.Popen[str]]:
    """A process that has opened the logbook and keeps the files of some days at the first line it is sent."""
    arguments = [sys.executable, "-m", "logbook.keeping", str(first), str(count)]
    pipe = subprocess.PIPE
    with subprocess.Popen(arguments, cwd=TESTS, stdin=pipe, stdout=pipe, text=True) as process:  # our own program
        try:
            yield process
        finally:
            process.kill()


def start(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.mark.usefixtures("home")
def test_processes_that_keep_the_same_files_at_once_keep_each_once() -> None:
    """They also open, and so create, the logbook at once."""
    with ExitStack() as stack:
        processes = [stack.enter_context(keeping(0, 12)) for _ in range(3)]
        assert [line(process) for process in processes] == ["ready\n"] * 3
        for process in processes:
            start(process)
        receipts = Counter(said for process in processes for said in process.communicate()[0].splitlines())
        assert [process.returncode for process in processes] == [0, 0, 0]
    assert receipts == Counter({f"{day} 2": 1 for day in range(12)} | {f"{day} 0": 2 for day in range(12)})
    book = open_logbook()
    assert len(book.runs()) == 24
    assert check_logbook(book.database).findings == ()


def test_a_killed_import_keeps_what_was_acknowledged_and_nothing_by_halves(home: Path) -> None:
    chance = Random(1)  # noqa: S311  # no secret
    acknowledged: set[int] = set()
    for first in range(0, 800, 100):
        with keeping(first, 100) as process:
            assert line(process) == "ready\n"
            start(process)
            for _ in range(chance.randrange(1, 12)):
                acknowledged.add(int(line(process).split()[0]))
            sleep(chance.uniform(0, 0.01))  # somewhere within the next transaction
            process.kill()
            acknowledged.update(int(said.split()[0]) for said in process.stdout or () if said.endswith("\n"))
        book = open_logbook(home)
        kept = {day for day in range(first + 100) if book.has(large_file(day)[0].digest) is not None}
        assert acknowledged <= kept
        assert len(kept - acknowledged) <= first // 100 + 1
        assert len(book.runs()) == 2 * len(kept)
        assert check_logbook(book.database).findings == ()
    for run in book.runs():
        assert book.original(run.number) == large_file(int(run.file_name.split(".")[0]))[0]
