"""How often the race time to expect comes true for recreational runners, against the rivals, and what it costs.

Takes the answers of the survey of Vickers and Vertosick (2016) as comma-separated values: additional file 2 of the
paper, ``13102_2016_52_MOESM2_ESM.xlsx`` at doi:10.1186/s13102-016-0052-y, saved as CSV; CC BY 4.0. A copy lies in
the repository ``jacmil/Marathon-Pace-Predictor`` as ``data/raw/vickers_dataset.xlsx``. Nothing is kept of it. The
marathons are the 310 that no model of theirs was fitted on; the shorter races are all of them, forecast by the shorter
ones of the same runner. Run with ``python benchmarks/race_time.py FILE``.
"""

import argparse
import csv
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.domain.units import METRES_PER_MILE
from uncramp.evidence.priors import limits
from uncramp.physiology.prediction import MARATHON, marathon_time_Vickers_2016, race_time_Riegel_1981
from uncramp.physiology.race_time import HALF, KnownEffort, race_time_prediction

RACES = {"k5": 5000.0, "m5": 8045.0, "k10": 10_000.0, "m10": 16_090.0, "mh": HALF, "mf": MARATHON}
MOST_HELD_BACK = 0.12
SEED = 3
DAYS, RUNS_A_DAY, REPEATS = 112, 1.4, 20
WAYS = (1500.0, 1609.344, 3000.0, 5000.0, 10_000.0, 15_000.0, HALF, 30_000.0, MARATHON, 50_000.0)
RUN_LENGTHS = (8000.0, 12_000.0, 22_000.0, 31_000.0, 51_000.0)


@dataclass(frozen=True)
class Runner:
    """Race times by distance (m, s), training of a week (m), and what the survey's own models said of the marathon."""

    times: dict[float, float]
    week: float
    one_race: float
    two_races: float

    def before(self, distance: float) -> list[tuple[float, float]]:
        """The shorter races, shortest first: m, s."""
        return [(way, seconds) for way, seconds in self.times.items() if way < 0.99 * distance]


def read(path: Path) -> list[Runner]:
    """The runners."""
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return [_runner(row) for row in rows]


def _runner(row: dict[str, str]) -> Runner:
    times = {way: float(row[f"{name}_ti_adj"]) for name, way in RACES.items() if row[f"{name}_ti_adj"]}
    one, two = (60.0 * float(row[name] or nan) for name in ("model1_time", "model2_time"))
    return Runner(times, METRES_PER_MILE * float(row["typical"] or nan), one, two)


def expected(runner: Runner, distance: float, *, held_back: float = 0.0, is_maximal: bool = True) -> FloatArray:
    """Low, median and high of the time to expect, s."""
    draw = random.Random(f"{SEED} {runner}")  # noqa: S311  # a simulation
    efforts = [
        KnownEffort(way, seconds * (1.0 + draw.uniform(0.0, held_back)), float(order), is_maximal)
        for order, (way, seconds) in enumerate(runner.before(distance))
    ]
    found = race_time_prediction(distance, efforts, weekly_distance=runner.week, fastest=limits().human).time
    return np.array([found.low, found.median, found.high])


def report(name: str, run: FloatArray, found: FloatArray) -> None:
    """One line: how many, the share inside the interval if there is one, and the mean error."""
    table = found.reshape(len(run), -1)
    known = np.isfinite(table[:, 0])
    median = table[known, table.shape[1] // 2]
    error = f"{np.mean(np.abs(median - run[known])) / 60.0:7.2f} min"
    inside = (run[known] >= table[known, 0]) & (run[known] <= table[known, -1])
    share = f"{inside.mean():7.3f}" if table.shape[1] > 1 else f"{'':7}"
    print(f"{name:<44}{known.sum():>6}{error}{share}")


def marathons(runners: Sequence[Runner]) -> None:
    """The marathons that no model saw."""
    unseen = [each for each in runners if each.one_race > 0.0]
    run = np.array([each.times[MARATHON] for each in unseen])
    report("marathon, ours", run, np.array([expected(each, MARATHON) for each in unseen]))
    held = [expected(each, MARATHON, held_back=MOST_HELD_BACK, is_maximal=False) for each in unseen]
    report("  races held back by 0 to 12 %, not said maximal", run, np.array(held))
    ways, times = np.transpose([each.before(MARATHON)[-1] for each in unseen])
    report("  Riegel", run, race_time_Riegel_1981(MARATHON, ways, times))
    report("  Riegel, whatever his range", run, times * (MARATHON / ways) ** 1.06)
    weeks = np.array([each.week for each in unseen])
    report("  Vickers, one race, by our formula", run, marathon_time_Vickers_2016(ways, times, weeks))
    report("  Vickers, one race, by their file", run, np.array([each.one_race for each in unseen]))
    two = [each for each in unseen if each.two_races > 0.0]
    run = np.array([each.times[MARATHON] for each in two])
    report("where there are two races, ours", run, np.array([expected(each, MARATHON) for each in two]))
    report("  Vickers, two races, by their file", run, np.array([each.two_races for each in two]))


def shorter(runners: Sequence[Runner], name: str, distance: float) -> None:
    """All races over a distance (m) of runners with a shorter one."""
    chosen = [each for each in runners if distance in each.times and each.before(distance)]
    run = np.array([each.times[distance] for each in chosen])
    report(f"{name}, ours", run, np.array([expected(each, distance) for each in chosen]))
    ways, times = np.transpose([each.before(distance)[-1] for each in chosen])
    report("  Riegel", run, race_time_Riegel_1981(distance, ways, times))


def cost() -> None:
    """Processor time of one prediction from a season of many efforts, made from a seed."""
    draw, efforts = random.Random(SEED), list[KnownEffort]()  # noqa: S311  # a simulation
    for _ in range(round(DAYS * RUNS_A_DAY)):
        day, length, slow = draw.uniform(0.0, DAYS), draw.choice(RUN_LENGTHS), 1.0 + draw.expovariate(8.0)
        for way in WAYS:
            if way <= length:
                seconds = 6000.0 * (way / HALF) ** 1.07 * slow * (1.0 + draw.uniform(0.0, 0.1))
                efforts.append(KnownEffort(way, seconds, day, is_maximal=False))
    for distance in (10_000.0, HALF, MARATHON):
        start = time.process_time()
        for _ in range(REPEATS):
            race_time_prediction(distance, efforts, weekly_distance=50_000.0, fastest=limits().human)
        spent = (time.process_time() - start) / REPEATS
        print(f"{len(efforts)} efforts, {distance / 1000.0:.1f} km: {1000.0 * spent:.1f} ms of processor time")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("survey", type=Path, nargs="?", help="the survey as CSV; without it only the cost is told")
    given = parser.parse_args().survey
    if given is not None:
        runners = read(given)
        print(f"{'':<44}{'n':>6}{'mean error':>11}{'in 80 %':>8}")
        marathons(runners)
        shorter(runners, "half marathon", HALF)
        shorter(runners, "10 km", 10_000.0)
    cost()


if __name__ == "__main__":
    main()
