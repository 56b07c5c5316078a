import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from adapters.hostile import READER
from uncramp.adapters import decoding
from uncramp.adapters.decoding import in_processes
from uncramp.domain.errors import OtherKindError, UnreadableFileError
from uncramp.usecases.ports import Original, Pending

HOSTILE = {
    "slow": "it takes longer than 1 s to read",
    "killed": "the process that read it ended with code -9",
    "crashed": "the process that read it ended with code -11",
    "gone": "the process that read it ended with code 3",
    "left": "its reading ended with SystemExit",
    "large": "it takes more than 1000 MB of memory to read",
    "faulty": "a fault in Uncramp stopped its reading (KeyError: 'faulty')",
    "stubborn": "a fault in Uncramp stopped its reading (StubbornError: stubborn)",
    "torn": "it is torn",
}


def original(name: str) -> Original:
    return Original(name, name.encode())


@pytest.fixture(scope="module")
def read() -> Iterator[dict[str, Pending]]:
    """Each hostile file with a good one behind it, all read by two processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoding, "MOST_SECONDS", 1.0)
        names = [name for hostile in (*HOSTILE, "deep", "settings") for name in (hostile, f"good after {hostile}")]
        with in_processes(READER, 2) as decode:
            pending = {name: decode(original(name)) for name in names}
            for each in pending.values():
                with suppress(UnreadableFileError):
                    each.result()
            yield pending


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(read: dict[str, Pending], name: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read[name].result()
    assert (refused.value.name, str(refused.value.reason)) == (name, HOSTILE[name])
    assert read[name].done()


def test_a_reader_that_calls_itself_without_end_is_stopped(read: dict[str, Pending]) -> None:
    with pytest.raises(UnreadableFileError, match=r"^deep: a fault in Uncramp stopped its reading \(RecursionError"):
        read["deep"].result()


@pytest.mark.parametrize("name", [*HOSTILE, "deep"])
def test_the_file_behind_a_hostile_one_is_read(read: dict[str, Pending], name: str) -> None:
    good = read[f"good after {name}"]
    assert good.result() == READER(original(f"good after {name}"))


def test_the_byte_at_which_a_reader_stops_is_kept(read: dict[str, Pending]) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read["torn"].result()
    assert refused.value.offset == 7


def test_a_file_of_another_kind_is_still_one(read: dict[str, Pending]) -> None:
    with pytest.raises(OtherKindError, match=r"^settings: it holds settings$"):
        read["settings"].result()


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind_by_an_import_that_is_ended(ending: signal.Signals) -> None:
    command = [sys.executable, "-m", "adapters.hostile", "good", *["slow"] * 5]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=Path(__file__).parents[1], stdout=pipe, stderr=pipe, text=True) as program:
        assert program.stdout is not None
        children = [int(each) for each in program.stdout.readline().split()]
        assert len(children) == 2
        os.kill(program.pid, ending)
        program.wait(60)
    for _ in range(600):
        if not any(map(is_alive, children)):
            break
        time.sleep(0.05)
    assert not any(map(is_alive, children))


def test_a_process_may_bound_its_own_memory() -> None:
    program = (
        "from uncramp.adapters.decoding import bound_memory\n"
        "bound_memory()\n"
        "try:\n    bytearray(1_100_000_000)\nexcept MemoryError:\n    print('bounded')"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == "bounded\n"
