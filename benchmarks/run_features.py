"""What everything computed from a decoded run costs, on one run and on ten years of them, and ratios against peers.

1. Track, terrain, features, what happened within, and kilometres, of a made-up hour at 1 Hz with all columns, and of
   the real running FIT files of about an hour that lie beside the repository.
2. The same of 3,000 made-up runs through a pool of two processes, and the training before each of them.
3. sweat and runpandas (their names on PyPI), which need an older NumPy and live in another environment, on the same
   hour; without its interpreter they are not measured.
4. Plain readings of published equations, loops without NumPy.

Others may use the machine meanwhile: except where wall time is named, times are processor time, the best of repeats.
Where two compute one definition their results are compared, and the benchmark fails if they differ.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.decode_fit import SHARED, running_files  # scripts, not a package

from uncramp.domain.activity import Activity
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.positions import way_between
from uncramp.domain.runner import Sex
from uncramp.domain.streams import FloatArray, Streams
from uncramp.exposure.cleaning.faults import find_faults
from uncramp.exposure.cleaning.sensors import STANDING_SPEED
from uncramp.exposure.features import RunFeatures, features_of_track
from uncramp.exposure.kilometres import kilometres_of_track
from uncramp.exposure.terrain import terrain_of
from uncramp.exposure.track import track_of
from uncramp.exposure.training import Training
from uncramp.exposure.within.bins import course_of
from uncramp.exposure.within.run import Ability, WithinRun, within_run
from uncramp.exposure.within.stops import stops_of
from uncramp.formats.fit.read import read
from uncramp.physiology.critical_speed import CriticalSpeed, critical_speed_Hughson_1984, critical_speed_Morton_1996
from uncramp.physiology.d_prime import d_prime_balance_Skiba_2012, d_prime_balance_Skiba_2015
from uncramp.physiology.elevation import BANDWIDTH, smoothed_profile
from uncramp.physiology.energy_cost import grade_adjusted_speed_Minetti_2002
from uncramp.physiology.intensity import zone_shares_Seiler_2012
from uncramp.physiology.training_load import chronic_load_Banister_1975
from uncramp.physiology.trimp import trimp_of_records_Banister_1991

MOST_FOR_A_RUN, MOST_FOR_YEARS = 5e-3, 15.0
"""Targets: processor seconds for all features of an hour, and wall seconds for ten years of runs on two cores."""
SECONDS, RUNS, DAYS, PROCESSES = 3600, 3000, 3652, 2
BASES = 40
"""Made-up runs that each process keeps, to vary them."""
ABOUT_AN_HOUR = range(3000, 5501)
REPEATS, ROUNDS = 40, 6
"""Repeats at once, and rounds of them, so that one busy moment of the machine does not count."""
CRITICAL_SPEED, D_PRIME, RECOVERY_TIME = 3.4, 180.0, 400.0
RESTING, HIGHEST = 50.0, 190.0
"""Heart rates, bpm; no whole number of beats lies on a border of the zones."""
EFFORTS = np.array([130.0, 200.0, 320.0, 500.0, 800.0, 1300.0])
INTERVALS = "ours with 80 % intervals, theirs given a start"
FIRSTS, LASTS = slice(None, -1), slice(1, None)
SURGE, SURGE_EVERY = 80.0, 600.0
BEGIN = datetime(2016, 1, 4, 6, 30, tzinfo=UTC)


@cache
def made_up(index: int) -> Activity:
    """One of many runs of an hour, a record a second: hills, surges, a halt, a walk, all columns, no whole repeats."""
    part = index * 0.618 % 1.0
    second, rough = np.arange(float(SECONDS)), np.random.default_rng(index).uniform(-1.0, 1.0, (9, SECONDS))
    speed = (2.7 + 0.6 * part) * (1.0 + 0.04 * np.sin(second / 207.0) + 0.04 * rough[0])
    speed[second % SURGE_EVERY < SURGE] *= 1.25
    walks, halts = slice(2700, 2745), slice(1800, 1840)
    speed[walks], speed[halts] = 1.4 + 0.1 * rough[0, walks], 0.06 + 0.05 * rough[0, halts]
    distance = np.round(np.cumsum(speed) - speed[0], 2)
    hills = 14.0 * np.sin(distance / 400.0) + 5.0 * np.sin(distance / 190.0)
    cadence = np.round(89.0 + 2.0 * np.sin(second / 400.0) + 1.5 * rough[1])
    cadence[walks], cadence[halts] = 55.0 + np.round(rough[1, walks]), 0.0
    beats = 158.0 - 25.0 * np.exp(-second / 150.0) + 10.0 * second / SECONDS - 12.0 * part
    streams = Streams.of(
        second,
        distance=distance,
        speed=speed,
        altitude=np.round(5.0 * (300.0 + (0.5 + part) * hills + 0.1 * rough[2])) / 5.0,
        heart_rate=np.round(beats + 3.0 * np.sin(second / 97.0) + 1.5 * rough[3]),
        cadence=cadence,
        power=np.round(80.0 * speed * (1.0 + 0.1 * rough[4])),
        temperature=np.round(17.0 + 4.0 * second / SECONDS + 0.4 * rough[5]),
        latitude=52.4 + 0.004 * np.sin(distance / 1500.0) + distance * 2e-6,
        longitude=13.1 + 0.006 * np.cos(distance / 1500.0) + distance * 3e-6,
        vertical_oscillation=0.085 + 0.004 * rough[6],
        stance_time=0.245 + 0.012 * second / SECONDS + 0.006 * rough[7],
        step_length=np.minimum(30.0 * speed / np.maximum(cadence, 20.0), 2.0),
        core_temperature=37.2 + 1.2 * second / SECONDS + 0.05 * rough[8],
    )
    outline = Outline(Sport.RUNNING, BEGIN, SECONDS, SECONDS, None, "Europe/Berlin", float(distance[-1]))
    return Activity(outline, streams)


def varied(index: int) -> Activity:
    """One of the runs of ten years: a made-up one on its own day, on hills and with a heart of its own."""
    run, size, beats = made_up(index % BASES), 0.5 + index / RUNS, float(index % 11)
    outline, old = replace(run.outline, start=BEGIN + timedelta(days=index * DAYS // RUNS)), run.streams
    streams = replace(old, altitude=size * old.altitude, heart_rate=old.heart_rate - beats)
    return replace(run, outline=outline, streams=streams)


def balance(effort: FloatArray) -> FloatArray:
    """What is left of D', m, after each second at an effort, m/s."""
    return d_prime_balance_Skiba_2015(effort, CRITICAL_SPEED, D_PRIME)


def ability_for(activity: Activity) -> Ability:
    """A runner who would have been 5 % faster."""
    return Ability(CRITICAL_SPEED, D_PRIME, 0.95 * activity.outline.elapsed_time)


def best(compute: Callable[[], Any], repeats: int = REPEATS) -> float:
    """Least processor seconds of the repeats."""

    def once() -> float:
        start = time.process_time()
        compute()
        return time.process_time() - start

    return min(once() for _ in range(repeats))


def parts_of(activity: Activity) -> dict[str, float]:
    """Processor seconds of everything that is computed from a decoded run, part by part."""
    ability, track = ability_for(activity), track_of(activity)
    terrain = terrain_of(track)
    effort = terrain.adjusted_speed if np.isfinite(terrain.adjusted_speed).any() else None
    return {
        "track": best(lambda: track_of(activity)),
        "terrain": best(lambda: terrain_of(track)),
        "features": best(lambda: features_of_track(activity, track, terrain)),
        "within": best(lambda: within_run(track, ability, effort)),
        "kilometres": best(lambda: kilometres_of_track(track, terrain, ability)),
    }


def real_runs() -> dict[str, Activity]:
    """Real runs of about an hour by the names of their files; none where the folder is absent."""
    runs: dict[str, Activity] = {}
    for path in running_files() if SHARED.is_dir() else []:
        try:
            activities = read(path.name, path.read_bytes())
        except UnreadableFileError:
            continue
        runs.update((path.name, activity) for activity in activities if len(activity.streams) in ABOUT_AN_HOUR)
    return runs


def print_one_run() -> float:
    """Print every part of every run, each run a column; give the sum of the made-up hour."""
    runs = {"made up": made_up(0), **real_runs()}
    if faults := [fault.code for fault in find_faults(runs["made up"])]:
        sys.exit(f"The made-up hour has faults: {faults}")
    rounds = [[parts_of(run) for run in runs.values()] for _ in range(ROUNDS)]
    columns: list[dict[str, float]] = [
        {part: min(each[part] for each in one) for part in one[0]} for one in zip(*rounds, strict=True)
    ]
    columns = [parts | {"sum": sum(parts.values())} for parts in columns]
    print(f"1. All features of a decoded run; milliseconds of processor time, best of {ROUNDS} times {REPEATS}")
    print(f"{'run':<12}" + "".join(f"{number:>9}" for number in range(len(columns))))
    for part in columns[0]:
        print(f"{part:<12}" + "".join(f"{1000 * column[part]:>9.3f}" for column in columns))
    for number, (name, run) in enumerate(runs.items()):
        print(f"  {number}: {len(run.streams)} records, {name}")
    kept = sum(column["sum"] <= MOST_FOR_A_RUN for column in columns)
    print(f"target {1000 * MOST_FOR_A_RUN:g} ms: kept by {kept} of {len(columns)} runs\n")
    return columns[0]["sum"]


class Past(NamedTuple):
    """A run in the past."""

    outline: Outline
    features: RunFeatures
    said: Mapping[str, float | str]


def kept_of(index: int) -> tuple[Past, WithinRun, int]:
    """What is kept of a made-up run, and the count of its kilometres."""
    activity = varied(index)
    ability, track = ability_for(activity), track_of(activity)
    terrain = terrain_of(track)
    features = features_of_track(activity, track, terrain)
    within = within_run(track, ability, terrain.adjusted_speed)
    kilometres = kilometres_of_track(track, terrain, ability)
    return Past(activity.outline, features, {"rpe": 3.0 + index % 5}), within, kilometres.distance.size


def print_years(alone: float) -> None:
    """Ten years through a pool of two, and the training before each run; alone is what one takes at its best, s."""
    start = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES) as pool:
        kept = list(pool.map(kept_of, range(RUNS), chunksize=25))
    wall, children = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used, peak, runs = sum(children[:2]), children[2] / 1024, [row[0] for row in kept]
    training = Training.of(runs)
    before = best(lambda: Training.of(runs).before(training.start, training.day), 5)
    print(f"2. Ten years: {RUNS} made-up runs, {sum(row[2] for row in kept)} kilometres, {PROCESSES} processes")
    print(f"features, within, kilometres: {wall:.2f} s wall with the start of the pool")
    print(f"  {used:.2f} s of processor time, {used / wall:.2f} of {PROCESSES} cores; at most {peak:.0f} MB a process")
    print(f"  reckoned from the best of part 1 on cores that nobody shares: {RUNS * alone / PROCESSES:.2f} s")
    print(f"training before each run: {before:.3f} s of processor time")
    judged = "kept" if wall + before <= MOST_FOR_YEARS else "missed"
    print(f"together {wall + before:.2f} s wall, target {MOST_FOR_YEARS:g} s: {judged}\n")


TIMED = """
import json, sys, time
import numpy as np
import pandas as pd

given, told = json.load(sys.stdin), {}

def measure(name, compute, repeats):
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        values = compute()
        best = min(best, time.process_time() - start)
    told[name] = [best, np.asarray(values, float).ravel().tolist()]
"""
"""What both peers' processes begin with."""
SWEAT = """
from sweat.metrics.core import time_in_zones
from sweat.pdm.regressors import PowerDurationRegressor
from sweat.pdm.w_prime_balance import w_prime_balance

speed, beats, duration, way = (np.array(given[name]) for name in ("speed", "heart_rate", "duration", "way"))
limit, d_prime, tau = given["ability"]

def left(algorithm, **how):
    return lambda: w_prime_balance(speed, limit, d_prime, algorithm, **how)

def fit(model):
    fitted = PowerDurationRegressor(model, limit, d_prime, 8.0).fit(duration[:, None], way / duration)
    return [getattr(fitted, name) for name in ("cp_", "w_prime_", "p_max_")[:int(model[0])]]

measure("D' balance, differential", left("froncioni-skiba-clarke"), 40)
measure("D' balance, integral", left("waterworth", tau_value=tau), 40)
measure("D' balance, double sum", left("skiba", tau_value=tau), 1)
measure("time in zones", lambda: time_in_zones(beats, zones=given["borders"]) / len(beats), 40)
measure("critical speed, 2 parameters", lambda: fit("2 param"), 40)
measure("critical speed, 3 parameters", lambda: fit("3 param"), 40)
print(json.dumps(told))
"""
RUNPANDAS = """
import runpandas
from runpandas.types import Activity

index = pd.TimedeltaIndex(pd.to_timedelta(np.arange(len(given["speed"])), unit="s"), name="time")
names = {"lat": "latitude", "lon": "longitude", "alt": "altitude", "dist": "distance", "hr": "heart_rate"}
run = Activity(pd.DataFrame({name: given[ours] for name, ours in names.items()}, index=index))
run["distpos"] = run["dist"].diff()
run["speed"] = run.compute.speed(from_distances=True)

def standing():
    run.only_moving(threshold=given["standing"])
    return (run.ellapsed_time - run.moving_time).total_seconds()

def zones():
    seconds = run.compute.time_in_zone(given["borders"], ["low", "middle", "high"]).dt.total_seconds()
    return seconds / seconds.sum()

measure("steps between positions", lambda: run.compute.distance()[1:], 20)
measure("speed", lambda: run.compute.speed(from_distances=True)[1:], 40)
measure("pace", lambda: run.compute.pace().dt.total_seconds()[1:], 40)
measure("grade", lambda: run.compute.gradient()[1:], 40)
measure("standing", standing, 40)
measure("time in zones", zones, 40)
print(json.dumps(told))
"""


@dataclass(frozen=True)
class Ours:
    """What of ours is measured, how far results of one definition may be apart (None: there are two), and a remark."""

    compute: Callable[[], Any]
    alike: float | None = 1e-9
    said: str = ""


def against_sweat(streams: Streams, efforts: FloatArray) -> dict[str, Ours]:
    """Ours of what sweat computes, by the names of its measurements."""
    speed, beats, seconds = streams.speed, streams.heart_rate, np.ones(len(streams))
    integral = Ours(lambda: d_prime_balance_Skiba_2012(speed, CRITICAL_SPEED, D_PRIME, RECOVERY_TIME))

    def fitted(model: Callable[[FloatArray, FloatArray], CriticalSpeed]) -> FloatArray:
        found = model(efforts, EFFORTS)
        numbers = (found.speed.median, found.d_prime.median, found.maximal_speed)
        return np.array([each for each in numbers if math.isfinite(each)])

    return {
        "D' balance, differential": Ours(lambda: balance(speed), None, "one Euler step a second against exact"),
        "D' balance, integral": integral,
        "D' balance, double sum": integral,
        "time in zones": Ours(lambda: zone_shares_Seiler_2012(seconds, beats, HIGHEST)),
        "critical speed, 2 parameters": Ours(lambda: fitted(critical_speed_Hughson_1984), 1e-4, INTERVALS),
        "critical speed, 3 parameters": Ours(lambda: fitted(critical_speed_Morton_1996), 1e-3, INTERVALS),
    }


def against_runpandas(activity: Activity) -> dict[str, Ours]:
    """Ours of what runpandas computes, by the names of its measurements."""
    streams, track = activity.streams, track_of(activity)
    way, height = track.distance, streams.altitude
    before, after = ([each[part] for each in (streams.latitude, streams.longitude)] for part in (FIRSTS, LASTS))

    def standing() -> list[float]:
        spells = stops_of(track, course_of(track)).standing
        return [] if spells is None else [spells.total]

    return {
        "steps between positions": Ours(lambda: way_between(*before, *after), None, "a sphere against an ellipsoid"),
        "speed": Ours(lambda: track_of(activity).speed[1:], 1e-9, "ours is the whole track, cleaned"),
        "pace": Ours(lambda: 1.0 / track.speed[1:], 2e-9, "theirs in whole nanoseconds, ours one division"),
        "grade": Ours(
            lambda: smoothed_profile(way, height, BANDWIDTH).grade[1:], None, "record to record against 50 m"
        ),
        "standing": Ours(standing, None, "every slow record against 10 s and more; pauses and walks too"),
        "time in zones": Ours(lambda: zone_shares_Seiler_2012(track.weight, streams.heart_rate, HIGHEST)),
    }


def print_ratios(ours: Mapping[str, Ours], theirs: Mapping[str, Sequence[Any]], width: int = 30) -> None:
    """A line for each measurement; fails where results of one definition differ."""
    print(f"{'':<{width}}{'theirs ms':>11}{'ours ms':>10}{'ratio':>9}{'differ by':>11}")
    for name, (seconds, values) in theirs.items():
        mine = ours[name]
        one, other = (np.asarray(each, np.float64).ravel() for each in (mine.compute(), values))
        apart, own = float(np.nanmax(np.abs(one - other))), best(mine.compute)
        known_alike = np.array_equal(np.isnan(one), np.isnan(other))
        alike = "" if mine.alike is None else f"one definition, to {mine.alike:g}"
        said = "; ".join(each for each in (alike, mine.said) if each)
        print(f"{name:<{width}}{1000 * seconds:>11.3f}{1000 * own:>10.3f}{seconds / own:>9.1f}{apart:>11.1g}  {said}")
        if mine.alike is not None and not (known_alike and apart <= mine.alike):
            sys.exit("The results differ.")


def print_peers(interpreter: str | None) -> None:
    """Sweat and runpandas on the made-up hour, each in a process of its own."""
    print("3. Peers on the same hour; milliseconds of processor time")
    if interpreter is None:
        print("not measured: give the Python of an environment in which sweat and runpandas are, with --peers\n")
        return
    activity = made_up(0)
    streams, efforts = activity.streams, EFFORTS * (CRITICAL_SPEED + D_PRIME / (EFFORTS + 30.0)) + 0.5 * np.sin(EFFORTS)
    given = {name: streams[name].tolist() for name in streams.recorded} | {
        "ability": [CRITICAL_SPEED, D_PRIME, RECOVERY_TIME],
        "borders": [0.0, 0.82 * HIGHEST, 0.88 * HIGHEST, HIGHEST],
        "duration": EFFORTS.tolist(),
        "way": efforts.tolist(),
        "standing": STANDING_SPEED,
    }
    peers = {"sweat": (SWEAT, against_sweat(streams, efforts)), "runpandas": (RUNPANDAS, against_runpandas(activity))}
    for peer, (script, ours) in peers.items():
        print(peer)
        command, told = [interpreter, "-W", "ignore", "-c", TIMED + script], json.dumps(given)
        done = subprocess.run(command, input=told, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            print("not measured: it does not run there")
        else:
            print_ratios(ours, json.loads(done.stdout))
    print()


def adjusted_plainly(speed: list[float], grade: list[float]) -> list[float]:
    """Grade-adjusted speed, m/s, of [Minetti2002], read aloud."""
    found = []
    for v, i in zip(speed, grade, strict=True):
        cost = 155.4 * i**5 - 30.4 * i**4 - 43.3 * i**3 + 46.3 * i**2 + 19.5 * i + 3.6
        adjusted = v * cost / 3.6 if abs(i) <= 0.45 and 0.0 <= v <= 15.0 else math.nan  # noqa: PLR2004  # its range
        found.append(adjusted if 0.0 <= adjusted <= 15.0 else math.nan)  # noqa: PLR2004  # its range
    return found


def trimp_plainly(beats: list[float]) -> list[float]:
    """Training impulse of a man's records, one a second, of [Banister1991], read aloud."""
    total = 0.0
    for beat in beats:
        share = (beat - RESTING) / (HIGHEST - RESTING)
        if 0.0 <= share <= 1.0:
            total += share * 0.64 * math.exp(1.92 * share) / 60.0
    return [total]


def balance_plainly(speed: list[float]) -> list[float]:
    """What is left of D', m, after each second, of [Skiba2015], read aloud."""
    left, found = D_PRIME, []
    for v in speed:
        if v >= CRITICAL_SPEED:
            left -= v - CRITICAL_SPEED
        else:
            left = D_PRIME - (D_PRIME - left) * math.exp((v - CRITICAL_SPEED) / D_PRIME)
        found.append(left)
    return found


def chronic_plainly(loads: list[float]) -> list[float]:
    """Chronic load a day, 1, of [Banister1975], what is before the first day left out, read aloud."""
    fade, total, weight, found = math.exp(-1.0 / 42.0), 0.0, 0.0, []
    for day, load in enumerate(loads):
        total, weight = fade * total + load, fade * weight + 1.0
        found.append(total / weight if day + 1 >= 42 else math.nan)  # noqa: PLR2004  # a full history
    return found


def print_plain() -> None:
    """Loops without NumPy against ours, on the hour and on ten years of days."""
    track = track_of(made_up(0))
    speed, beats, grade = track.streams.speed, track.streams.heart_rate, terrain_of(track).grade
    loads = np.array([0.0 if day % 7 in {0, 3} else 20.0 + 80.0 * (day * 0.618 % 1.0) for day in range(DAYS)])
    seconds = np.ones(len(track))
    v, i, beat, load = (each.tolist() for each in (speed, grade, beats, loads))
    ours = {
        "grade-adjusted speed": Ours(lambda: grade_adjusted_speed_Minetti_2002(speed, grade)),
        "D' balance": Ours(lambda: balance(speed)),
        "training impulse": Ours(lambda: trimp_of_records_Banister_1991(seconds, beats, RESTING, HIGHEST, Sex.MALE)),
        "chronic load of ten years": Ours(lambda: chronic_load_Banister_1975(loads)),
    }
    plain: tuple[Callable[[], list[float]], ...] = (
        lambda: adjusted_plainly(v, i),
        lambda: balance_plainly(v),
        lambda: trimp_plainly(beat),
        lambda: chronic_plainly(load),
    )
    print(f"4. Plain readings of the same equations, {len(track)} records or {DAYS} days; ms of processor time")
    print_ratios(ours, {name: (best(loop), loop()) for name, loop in zip(ours, plain, strict=True)})


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", metavar="PYTHON", help="interpreter with sweat and runpandas, which need numpy<2")
    chosen = parser.parse_args()
    print(f"{os.cpu_count()} cores, of which {os.getloadavg()[0]:.1f} were asked for in the minute before\n")
    print_years(print_one_run())
    print_peers(chosen.peers)
    print_plain()


if __name__ == "__main__":
    main()
