"""What is had of damaged FIT files, against chiptime, the one other reader that goes on behind damage.

The damaged files of the corpus beside the repository, and sound ones of it hurt on purpose, of which is known which
records are whole. chiptime is no dependency: give the interpreter of an environment that has it with ``--peer``.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
TARGET = 20.0
"""How many times as fast as the peer reading a large file is to be."""
SIZES = {"small": range(500, 40_000), "large": range(80_000, 320_000)}
"""Of the files that are hurt, bytes; the large ones are about those of an hour of running and more."""
Found = list[tuple[float, list[int]]]
"""Of each file, seconds of processor time to read it and the first bytes of its records."""


@dataclass(frozen=True)
class Hurt:
    """A damaged file.

    Parameters
    ----------
    whole, begun
        First bytes of the records that are whole, and of those that at least begin; nothing of files of the corpus.
    """

    group: str
    name: str
    content: bytes
    whole: set[int]
    begun: set[int]


def hurt_files(count: int, number: int) -> list[Hurt]:
    """The damaged files of the corpus, and so many that are hurt, the same for the same number."""
    sys.path.insert(0, str(ROOT / "tests"))
    from formats.fit.mutants import Seed, mutant  # the tests are no package

    outcomes = tomllib.loads((ROOT / "tests/formats/expected_fit.toml").read_text("utf-8"))
    contents = {name: (SHARED / "corpus" / name).read_bytes() for name in outcomes}
    files = [
        Hurt("corpus", name, contents[name], set(), set())
        for name, row in outcomes.items()
        if row["outcome"] == "recovered"
    ]
    for group, sizes in SIZES.items():
        sound = [
            seed
            for name, row in outcomes.items()
            if row["outcome"] == "read" and any(row["records"]) and len(contents[name]) in sizes
            for seed in [Seed(name, contents[name])]
            if seed.definitions
        ]
        for index in range(count // len(SIZES)):
            made = mutant(sound, index, number)
            files.append(Hurt(group, f"{group} {made.kind} {index}", made.content, {*made.whole}, made.begun))
    return files


def reader(peer: str) -> Callable[[bytes], Callable[[], list[int]]]:
    """What reads a file, by name, and hands over what tells the first bytes of its records."""
    if peer == "uncramp":
        from uncramp.domain.errors import UnreadableFileError  # each process imports its own peer
        from uncramp.formats.fit.read import read

        def ours(content: bytes) -> Callable[[], list[int]]:
            try:
                read("", content)
            except UnreadableFileError:
                return list
            return partial(_places, content)

        return ours
    import chiptime  # type: ignore[import-not-found]  # the peer lives in another environment

    def theirs(content: bytes) -> Callable[[], list[int]]:
        parts = chiptime.parse(content).parts
        return lambda: [each.byte_offset for part in parts for each in part.messages if each.name == "record"]

    return theirs


def _places(content: bytes) -> list[int]:
    from uncramp.formats.fit.decode import decode  # not where the peer is measured
    from uncramp.formats.fit.messages import EMPTY

    places: list[int] = decode("", content).get("record", EMPTY).places.tolist()
    return places


def measure(peer: str, folder: Path) -> Found:
    """Read all files of a folder, after one to warm up."""
    read = reader(peer)
    found: Found = []
    paths = sorted(folder.iterdir())
    read(paths[0].read_bytes())
    for path in paths:
        content = path.read_bytes()
        start = time.process_time()
        records = read(content)
        found.append((time.process_time() - start, records()))
    return found


def _in_own_process(interpreter: str, peer: str, folder: Path) -> list[tuple[float, set[int]]]:
    command = [interpreter, "-W", "ignore", __file__, "--measure", peer, str(folder)]
    found: Found = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return [(seconds, {*records}) for seconds, records in found]


def report(files: list[Hurt], found: dict[str, list[tuple[float, set[int]]]]) -> list[str]:
    """Print the table; what is not as it must be."""
    print(
        f"{'files':<8}{'count':>6} {'reader':<10}{'seconds':>9}{'records':>9}{'whole':>9}{'share':>10}{'invented':>9}"
    )
    for group in dict.fromkeys(file.group for file in files):
        chosen = [index for index, file in enumerate(files) if file.group == group]
        spent = {peer: sum(each[index][0] for index in chosen) for peer, each in found.items()}
        for peer, each in found.items():
            records = sum(len(each[index][1]) for index in chosen)
            told = ""
            if group != "corpus":
                whole = sum(len(each[index][1] & files[index].whole) for index in chosen)
                known = sum(len(files[index].whole) for index in chosen)
                invented = sum(len(each[index][1] - files[index].begun) for index in chosen)
                told = f"{whole:>9}{whole / known:>10.3%}{invented:>9}"
            print(f"{group:<8}{len(chosen):>6} {peer:<10}{spent[peer]:>9.3f}{records:>9}{told}")
        if "chiptime" in spent:
            print(f"{group:<8}{'':>6} ours is {spent['chiptime'] / spent['uncramp']:.1f} times as fast")
    return [*_worse(files, found)]


def _worse(files: list[Hurt], found: dict[str, list[tuple[float, set[int]]]]) -> Iterator[str]:
    """The files of which chiptime has more records than ours, of those that are whole if that is known."""
    if "chiptime" not in found:
        return
    for file, (_, ours), (_, theirs) in zip(files, found["uncramp"], found["chiptime"], strict=True):
        mine, other = (len(each & file.whole if file.whole else each) for each in (ours, theirs))
        if mine < other:
            yield f"{file.name}: chiptime has {other} whole records, ours {mine}."


def main() -> None:
    """Print the table; end with an error if the peer has a whole record that ours has not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=300, help="how many sound files to hurt")
    parser.add_argument("number", type=int, nargs="?", default=1, help="another number hurts them otherwise")
    parser.add_argument("--peer", help="interpreter of an environment with chiptime")
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.measure:
        print(json.dumps(measure(chosen.measure[0], Path(chosen.measure[1]))))
        return
    if not SHARED.is_dir():
        sys.exit(f"There are no real files to hurt: {SHARED} is not a folder.")
    files = hurt_files(chosen.count, chosen.number)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for index, file in enumerate(files):
            folder.joinpath(f"{index:06}").write_bytes(file.content)
        found = {"uncramp": _in_own_process(sys.executable, "uncramp", folder)}
        if chosen.peer is None:
            print("chiptime was left out: no interpreter that has it was given with --peer.")
        else:
            found["chiptime"] = _in_own_process(chosen.peer, "chiptime", folder)
    faults = report(files, found)
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
