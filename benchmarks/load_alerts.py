"""How rare the signs of too much are on real histories, and how long it takes to compute them at every run.

Takes the complete list of runs of one runner a file: a JSON list of activities with ``type``, ``distance`` (m) and
``start_date_local``, or a CSV file with a column of dates and one of kilometres. Nothing is kept of them. A load is a
distance here, because every list has it. What is rare on these is no proof of anything but rarity.
"""

import argparse
import csv
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.streams import FloatArray
from uncramp.physiology.hard_days import hard_days_in_a_row, is_hard_day
from uncramp.physiology.spikes import (
    DAY,
    FEWEST_RUNS,
    longest_run_Frandsen_2025,
    recent_above_habit_Schwellnus_2011,
    spike_band_Frandsen_2025,
    spike_ratio_Frandsen_2025,
)
from uncramp.physiology.training_load import (
    acwr_Frandsen_2025,
    acwr_Gabbett_2016,
    acwr_Williams_2017,
    chronic_load_Banister_1975,
    daily_load,
    monotony_Foster_1998,
)

TOO_MUCH = 1.5
"""The ratio above which the acute:chronic ratio is often said to be a danger; it is not."""
RATIOS = {"rolling": acwr_Gabbett_2016, "1 to 3 weeks": acwr_Frandsen_2025, "exponential": acwr_Williams_2017}
REPEATS = 20
FORMATS = ("%d %b %Y, %H:%M:%S", "%b %d, %Y, %I:%M:%S %p", "%d/%m/%Y", "%m/%d/%Y")
DATES = ("date", "activity date", "start_date_local", "start_date", "start time")
KILOMETRES = ("km", "distance_km", "distance (km)", "distance")


@dataclass(frozen=True)
class Runs:
    """Local starts, s since 1970, and distances, m, oldest first."""

    start: FloatArray
    distance: FloatArray

    @property
    def day(self) -> FloatArray:
        """Local day of each."""
        return np.floor(self.start / DAY)

    def daily(self) -> FloatArray:
        """Distance of each day from the first to the last."""
        return daily_load(self.day, self.distance, self.day[0], self.day[-1])


def moment(text: str) -> float:
    """A local time as its file tells it, s since 1970."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
    except ValueError:
        for form in FORMATS:
            try:
                return datetime.strptime(text, form).replace(tzinfo=UTC).timestamp()
            except ValueError:
                continue
        raise


def read(path: Path) -> Runs:
    """The runs of a file."""
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        rows = [(each["start_date_local"], each["distance"]) for each in json.loads(text) if "Run" in each["type"]]
    else:
        rows = []
        for line in csv.DictReader(text.splitlines()):
            row = {name.strip().lower(): value for name, value in line.items()}
            sport = row.get("activity type", row.get("type", "Run"))
            date, way = (next(row[name] for name in names if name in row) for names in (DATES, KILOMETRES))
            if "run" in sport.lower() and date and way:
                rows.append((date, 1000.0 * float(way.replace(",", ""))))
    pairs = sorted((moment(date), float(way)) for date, way in rows)
    start, distance = np.array(pairs).T
    return Runs(start, distance)


def share(chosen: NDArray[np.bool_], known: NDArray[np.bool_]) -> str:
    """How many of the known, in per cent."""
    return f"{100 * int(np.count_nonzero(chosen)) / max(int(np.count_nonzero(known)), 1):.1f} %"


def spikes(runs: Runs, fewest: int) -> FloatArray:
    """Band of every run."""
    longest = longest_run_Frandsen_2025(runs.start, runs.start, runs.distance, fewest)
    return spike_band_Frandsen_2025(spike_ratio_Frandsen_2025(runs.distance, longest))


def milliseconds(compute: Callable[[], object]) -> float:
    """The best of some repeats."""
    times = []
    for _ in range(REPEATS):
        begin = time.perf_counter()
        compute()
        times.append(time.perf_counter() - begin)
    return 1000 * min(times)


def report(name: str, runs: Runs) -> None:
    """Print the shares and times of one history."""
    years = (runs.start[-1] - runs.start[0]) / DAY / 365.25
    print(f"{name}: {runs.start.size} runs in {years:.1f} years, median {np.median(runs.distance) / 1000:.1f} km")
    for fewest in (1, FEWEST_RUNS):
        band = spikes(runs, fewest)
        every, above = np.ones(band.size, np.bool_), (share(band >= border, np.isfinite(band)) for border in (1, 2, 3))
        print(f"  runs beyond the longest of 30 days, which hold at least {fewest}:", end=" ")
        print("> 10 %: {}, > 30 %: {}, > 100 %: {} of the known;".format(*above), end=" ")
        print(f"> 10 %: {share(band >= 1, every)} of all; unknown: {share(np.isnan(band), every)}")
    daily = runs.daily()
    ratios = {label: formula(daily) for label, formula in RATIOS.items()}
    text = ", ".join(f"{label} {share(each > TOO_MUCH, np.isfinite(each))}" for label, each in ratios.items())
    print(f"  days with an acute:chronic ratio above {TOO_MUCH} (for comparison alone): {text}")
    hard = is_hard_day(daily, np.full(daily.size, np.nan))
    row = hard_days_in_a_row(hard)
    print(f"  hard days: {share(hard == 1, np.isfinite(hard))}, the third or more in a row: ", end="")
    print(share(row >= 3, np.isfinite(row)))  # noqa: PLR2004  # a third day
    once = {
        "longest run": lambda: spikes(runs, 1),
        "three days": lambda: recent_above_habit_Schwellnus_2011(runs.start, runs.start, runs.distance),
        "days": runs.daily,
        "chronic load": lambda: chronic_load_Banister_1975(daily),
        "monotony": lambda: monotony_Foster_1998(daily),
        "hard days": lambda: hard_days_in_a_row(is_hard_day(daily, np.full(daily.size, np.nan))),
    }
    print("  ms at every run or day:", ", ".join(f"{label} {milliseconds(each):.2f}" for label, each in once.items()))


def main() -> None:
    """Measure the histories that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("histories", type=Path, nargs="+")
    for path in parser.parse_args().histories:
        report(path.name, read(path))


if __name__ == "__main__":
    main()
