"""Files that do what no file should, and a program that reads them: ``python -m adapters.hostile NAME...``."""

import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import active_children
from typing import NoReturn

import numpy as np

from uncramp.adapters.decoding import in_processes
from uncramp.domain.activity import Activity, Finding
from uncramp.domain.errors import OtherKindError, UnreadableFileError
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.sentence import say
from uncramp.domain.streams import Streams
from uncramp.usecases.ports import Measurement, Original
from uncramp.usecases.reading import Reader

LARGE = 2_000_000_000


class StubbornError(Exception):
    """An error that cannot travel between processes."""

    def __reduce__(self) -> str:
        """No."""
        raise TypeError(self)


def fail(error: Exception) -> NoReturn:
    """Raise."""
    raise error


DEEDS: dict[str, Callable[[str], object]] = {
    "slow": lambda _: time.sleep(600),
    "killed": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "crashed": lambda _: os.kill(os.getpid(), signal.SIGSEGV),
    "gone": lambda _: os._exit(3),
    "left": lambda _: sys.exit(4),
    "large": lambda _: np.ones(LARGE, np.uint8),
    "faulty": lambda name: fail(KeyError(name)),
    "stubborn": lambda name: fail(StubbornError(name)),
    "deep": lambda name: (DEEDS["deep"](name),),
    "torn": lambda name: fail(UnreadableFileError(name, say("it is torn"), 7)),
    "settings": lambda name: fail(OtherKindError(name, say("it holds settings"))),
}


def read(name: str, content: bytes) -> tuple[Activity, ...]:
    """Do what the name says, which is nothing for a good file, and give a run."""
    assert content == name.encode()
    DEEDS.get(name, str)(name)
    start = datetime(2026, 5, 1, tzinfo=UTC)
    return (Activity(Outline(Sport.RUNNING, start, 60.0, 60.0), Streams.of([0.0, 60.0])),)


def measure(name: str, content: bytes) -> tuple[Measurement | Finding, ...]:  # noqa: ARG001  # as the port has it
    """Nothing."""
    return ()


def nowhere(latitude: float, longitude: float) -> None:  # as the port has it
    """No time zone."""


READER = Reader(read, measure, nowhere)

if __name__ == "__main__":
    with in_processes(READER, 2) as decode:
        pending = [decode(Original(name, name.encode())) for name in sys.argv[1:]]
        pending[0].result()
        print(*(child.pid for child in active_children()), flush=True)  # noqa: T201  # a word to the test
        for each in pending:
            each.result()
