"""Processor time to read real running FIT files, against other decoders, each in a process of its own.

The files lie beside the repository and are not part of it. Every decoder gets the bytes in memory; ours goes all the
way to activities with streams in our units, the others to the messages they return. A decoder is compared with ours
over the files that it accepts.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
REPEATS = {"uncramp": 7, "fitfast records": 7, "fitfast parse": 7, "garmin-fit-sdk": 1, "fitdecode": 1}
TARGETS = {"fitfast records": 2.0, "fitfast parse": 2.0, "garmin-fit-sdk": 50.0, "fitdecode": 100.0}
LARGE = 50_000
"""Files from about an hour on, whose own ratios are shown; of smaller ones the overhead is measured, bytes."""
Decode = Callable[[bytes], object]
Times = dict[str, float]


def running_files() -> list[Path]:
    """Distinct FIT files of runs that lie beside the repository."""
    manifest = json.loads((SHARED / "corpus/manifest.json").read_text("utf-8"))
    runs = [row["file"] for row in manifest if row["kind"] == "fit" and row["sport"] == "running"]
    paths = [*(SHARED / "corpus" / run for run in runs), *sorted((SHARED / "data/activity_fit").glob("*.fit"))]
    return list({sha256(path.read_bytes()).digest(): path for path in reversed(paths)}.values())[::-1]


def decoder(peer: str) -> tuple[Decode, tuple[type[Exception], ...]]:
    """A decoder by name, and the errors with which it refuses a file."""
    if peer == "uncramp":
        from uncramp.domain.errors import UnreadableFileError  # each process imports its own peer
        from uncramp.formats.fit.read import read

        return lambda content: read("", content), (UnreadableFileError,)
    if peer.startswith("fitfast"):
        import fitfast

        return (fitfast.records if peer.endswith("records") else fitfast.parse), (fitfast.FitDecodeError,)
    if peer == "garmin-fit-sdk":
        from garmin_fit_sdk import Decoder, Stream

        def decode(content: bytes) -> object:
            messages, errors = Decoder(Stream.from_byte_array(bytearray(content))).read()
            if errors:
                raise ValueError(errors)
            return messages

        return decode, (ValueError,)
    import fitdecode

    return lambda content: list(fitdecode.FitReader(content)), (fitdecode.FitError,)


def measure(peer: str) -> Times:
    """Seconds of processor time by file, of the files that the peer accepts; the best of its repeats."""
    decode, refusals = decoder(peer)
    times: Times = {}
    for path in running_files():
        content = path.read_bytes()
        try:
            decode(content)
        except refusals:
            continue
        times[path.name] = min(_once(decode, content) for _ in range(REPEATS[peer]))
    return times


def _once(decode: Decode, content: bytes) -> float:
    start = time.process_time()
    decode(content)
    return time.process_time() - start


def _in_own_process(peer: str) -> Times:
    command = [sys.executable, "-W", "ignore", __file__, "--peer", peer]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    times: Times = json.loads(done.stdout)
    return times


def main() -> None:
    """Print the table; with ``--peer``, measure that one alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", choices=REPEATS, help="measure this decoder alone and print JSON")
    chosen = parser.parse_args().peer
    if chosen is not None:
        print(json.dumps(measure(chosen)))
        return
    if not SHARED.is_dir():
        sys.exit(f"There are no real files to measure with: {SHARED} is not a folder.")
    count = len(running_files())
    results = {peer: _in_own_process(peer) for peer in REPEATS}
    ours = results["uncramp"]
    large = [path for path in running_files() if path.stat().st_size >= LARGE]
    print(f"{count} running FIT files; processor seconds over the files that both accept,")
    print("and the lowest and highest ratio among those of an hour and more")
    print(
        f"{'decoder':<16}{'refuses':>8}{'common':>8}{'seconds':>10}{'ours':>10}{'ratio':>8}{'target':>8}{'lowest':>8}{'highest':>8}"
    )
    for peer, times in results.items():
        common = times.keys() & ours.keys()
        theirs, own = (sum(each[name] for name in common) for each in (times, ours))
        target = f"{TARGETS[peer]:g}" if peer in TARGETS else ""
        ratios = sorted(times[path.name] / ours[path.name] for path in large if path.name in common)
        print(
            f"{peer:<16}{count - len(times):>8}{len(common):>8}{theirs:>10.4f}{own:>10.4f}"
            f"{theirs / own:>8.1f}{target:>8}{ratios[0]:>8.1f}{ratios[-1]:>8.1f}"
        )


if __name__ == "__main__":
    main()
