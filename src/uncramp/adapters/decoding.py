"""Files read in processes of their own, within bounds of time and memory: a hostile file ruins one of those."""

import os
import signal
import sys
import traceback
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from threading import Thread

from pebble import ProcessExpired, ProcessPool

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import Sentence, say
from uncramp.usecases.ports import Decode, Original, Reading
from uncramp.usecases.reading import Reader

MOST_SECONDS = 20.0
"""For one file; the largest that is opened takes a few."""
MOST_MEMORY = 1_000_000_000
"""Of one process, bytes."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """A file that one of the processes reads; fulfils :class:`uncramp.usecases.ports.Pending`."""

    name: str
    future: "Future[Reading]"

    def done(self) -> bool:
        """Whether :meth:`result` gives its answer at once."""
        return self.future.done()

    def result(self) -> Reading:
        """What was read.

        Raises
        ------
        UnreadableFileError
            If the file cannot be read, or not within the bounds.
        """
        error = self.future.exception()
        if error is None:
            return self.future.result()
        if isinstance(error, UnreadableFileError):
            raise error
        raise UnreadableFileError(self.name, _why(error)) from error


def _why(error: BaseException) -> Sentence:
    if isinstance(error, TimeoutError):
        return say("it takes longer than {seconds} s to read", seconds=f"{MOST_SECONDS:g}")
    if isinstance(error, MemoryError):
        return say("it takes more than {size} MB of memory to read", size=MOST_MEMORY // 1_000_000)
    if isinstance(error, ProcessExpired):
        return say("the process that read it ended with code {code}", code=str(error.exitcode))
    return say("its reading ended with {fault}", fault=type(error).__name__)


@contextmanager
def in_processes(reader: Reader, workers: int | None = None) -> Iterator[Decode]:
    """Processes that read files, as many as there are processors, until the block ends.

    Parameters
    ----------
    reader
        Goes into each process, and so must name functions of modules.
    """
    count = workers or (len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1)
    with ProcessPool(count, initializer=_bound, context=get_context("spawn")) as pool:
        with _deaf_to_interrupts():  # what the pool's threads begin inherits it: a Ctrl-C is for the import alone
            pool.schedule(_nothing)

        def decode(original: Original) -> Decoding:
            return Decoding(original.name, pool.schedule(_read, args=[reader, original], timeout=MOST_SECONDS))

        try:
            yield decode
        except BaseException:  # whatever ends the import ends its processes, and goes on
            pool.stop()  # type: ignore[no-untyped-call]  # of a library
            raise


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _nothing() -> None:
    """The first work of the pool, which begins its threads and processes."""


def _bound() -> None:
    """Let this process end with the import, whoever interrupts it, and take no more memory than is allowed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_import, daemon=True).start()
    bound_memory()


def bound_memory() -> None:
    """Let this process take no more memory than is allowed; more raises ``MemoryError``, where the system can tell."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  # not everywhere

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


def _end_with_the_import() -> None:
    """An import that is killed can stop no process, nor one that a file keeps busy for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read(reader: Reader, original: Original) -> Reading:
    """What is in a file; a fault goes home in words, since not every exception can be unpacked there."""
    try:
        return reader(original)
    except (MemoryError, UnreadableFileError):
        raise
    except Exception as error:  # noqa: BLE001  # see above
        traceback.print_exc()
        fault = f"{type(error).__name__}: {error}"
        raise UnreadableFileError(
            original.name, say("a fault in Uncramp stopped its reading ({fault})", fault=fault)
        ) from None
