"""Processor time of the mean-maximal curve of an hour at 1 Hz, against a plain reading of its definition and sweat.

The peer, sweat (its name on PyPI), needs an older NumPy and lives in another environment; without its interpreter it
is not measured. Every part runs in a process of its own on the same made-up run, and the curves are compared.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

SECONDS = 3600
REPEATS = {"uncramp": 9, "plain Python": 1, "sweat": 3}
TARGETS = {"plain Python": 20.0, "sweat": 20.0}
ALIKE = 1e-9
"""Two curves that differ by more are not of one definition, m/s."""
MOST_FOR_FEATURES = 1e-3
"""Seconds for all the efforts that are kept of one run."""
EFFORT_DISTANCES = (1000.0, 1609.344, 3000.0, 5000.0, 10000.0, 15000.0, 21097.5, 30000.0, 42195.0)
Result = dict[str, Any]


def hour() -> list[float]:
    """Speeds of a made-up run, one a second, without any library."""
    speeds, state = [], 20_250_427
    for second in range(SECONDS):
        state = (1_103_515_245 * state + 12_345) % 2**31
        speeds.append(5.0 + (1.5 if second // 300 % 2 else 0.0) + state / 2**31)
    return speeds


def plainly(stream: list[float]) -> list[float]:
    """The definition, read aloud: the greatest of the means of all windows of each length."""
    total = [0.0]
    for value in stream:
        total.append(total[-1] + value)
    count = len(stream)
    return [
        max(total[start + length] - total[start] for start in range(count - length + 1)) / length
        for length in range(1, count + 1)
    ]


def measure(part: str) -> Result:
    """Best processor seconds of the repeats, and a few points of the curve."""
    if part == "plain Python":
        return _timed(lambda: plainly(hour()), REPEATS[part])
    import numpy as np

    stream = np.array(hour())
    if part == "sweat":
        mean_max = import_module("sweat.metrics.core").mean_max
        begun = np.append(0.0, stream)  # it leaves the first second out of every window
        return _timed(lambda: mean_max(begun), REPEATS[part])
    from uncramp.physiology.effort import best_effort_times
    from uncramp.physiology.mean_maximal import log_spaced_durations, mean_maximal, mean_maximal_curve

    clock, way = np.arange(SECONDS + 1.0), np.append(0.0, np.cumsum(stream))
    targets, durations = np.array(EFFORT_DISTANCES), log_spaced_durations(SECONDS, 32)
    kept = _timed(lambda: [*best_effort_times(clock, way, targets), *mean_maximal(stream, durations)], 99)
    whole = _timed(lambda: mean_maximal_curve(stream), REPEATS[part])
    return whole | {"features": kept["seconds"], "durations": durations.size, "way": way[-1]}


def _timed(compute: Callable[[], Any], repeats: int) -> Result:
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        curve = compute()
        best = min(best, time.process_time() - start)
    return {"seconds": best, "curve": [float(curve[index]) for index in (0, 4, 9)]}


def _in_own_process(part: str, interpreter: str) -> Result:
    command = [interpreter, "-W", "ignore", __file__, "--part", part]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: Result = json.loads(done.stdout)
    return result


def main() -> None:
    """Print the table; with ``--part``, measure that one alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=REPEATS, help="measure this part alone and print JSON")
    parser.add_argument("--sweat", metavar="PYTHON", help="interpreter of the environment in which sweat is installed")
    chosen = parser.parse_args()
    if chosen.part is not None:
        print(json.dumps(measure(chosen.part)))
        return
    ours = _in_own_process("uncramp", sys.executable)
    print(f"Mean-maximal curve over all {SECONDS} durations of an hour at 1 Hz; processor seconds")
    print(f"{'part':<16}{'seconds':>10}{'ours':>10}{'ratio':>8}{'target':>8}")
    for part, interpreter in (("plain Python", sys.executable), ("sweat", chosen.sweat)):
        if interpreter is None:
            print(f"{part:<16}  not measured: give its interpreter with --{part}")
            continue
        theirs = _in_own_process(part, interpreter)
        if any(abs(a - b) > ALIKE for a, b in zip(theirs["curve"], ours["curve"], strict=True)):
            sys.exit(f"The curves of {part} and ours differ.")
        ratio = theirs["seconds"] / ours["seconds"]
        print(f"{part:<16}{theirs['seconds']:>10.4f}{ours['seconds']:>10.4f}{ratio:>8.1f}{TARGETS[part]:>8g}")
    print(
        f"Efforts over {len(EFFORT_DISTANCES)} distances (the run is {ours['way'] / 1000:.1f} km) and "
        f"{ours['durations']} durations: {1000 * ours['features']:.3f} ms; target {1000 * MOST_FOR_FEATURES:g} ms"
    )


if __name__ == "__main__":
    main()
