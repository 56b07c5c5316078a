"""How near the in-race forecast comes to real fields that it was not fitted on, against simpler ways.

The splits lie beside the repository and are not part of it. Each race-day is forecast twice: by a model fitted on all
the other days, and by one fitted on the other course alone. Mean absolute errors are in minutes. Rivals: even pace;
Riegel's exponent; the pace of the last 5 km held; a linear regression on sex, age and all paces so far, fitted on the
same days as ours. Days that end at 40 km (marked *) are drawn on to the finish at the pace of their last 5 km. AUC is
that of the chance of a last part, 30 to 40 km, 20 % slower than 5 to 20 km; AUC/2 that of the same chance for a second
half 20 % slower than the first.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import fit_in_race as fitting
from uncramp.domain.streams import FloatArray
from uncramp.physiology.in_race import OLDEST_MEASURED, YOUNGEST_MEASURED, InRacePredictions, predict_finishes
from uncramp.physiology.in_race_history import HALF, LAST, MARKS, complete, is_human, is_much_slower
from uncramp.physiology.in_race_model import InRaceModel

PLACES = (2, 3, 4, 5, 6, 7, 8)
FITTED_A_DAY, TRIED_A_DAY = 6_000, 12_000
MUCH_SLOWER = 1.2
FEWEST_IN_A_BAND = 200
BANDS = (0.0, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 24.0)
TARGETS = {"an unseen year of a known course": 7.1, "an unseen course": 9.0}


def errors(predicted: FloatArray, finish: FloatArray) -> float:
    """Mean absolute error, min."""
    return float(np.nanmean(np.abs(predicted - finish)) / 60.0)


def area_under_curve(score: FloatArray, happened: NDArray[np.bool_]) -> float:
    """Chance that of two runners the one who slowed was given the higher chance."""
    ranks, positive = rankdata(score), int(happened.sum())
    return float((ranks[happened].sum() - positive * (positive + 1) / 2) / (positive * (len(score) - positive)))


def before(place: int) -> int:
    """The mark about 5 km before."""
    return place - 1 - (place in {HALF, HALF + 1})


def rivals(times: FloatArray, place: int) -> dict[str, FloatArray]:
    """Finish times, s, of the simple ways."""
    clock, left = times[:, place], MARKS[-1] - MARKS[place]
    last = (clock - times[:, before(place)]) / (MARKS[place] - MARKS[before(place)])
    even = clock * MARKS[-1] / MARKS[place]
    return {"even": even, "Riegel": clock * (MARKS[-1] / MARKS[place]) ** 1.06, "last 5": clock + left * last}


def regression_table(race: fitting.Race, times: FloatArray, place: int) -> FloatArray:
    """What the rival regression sees: sex, age, time so far and every pace so far over the mean one."""
    ends = [each for each in range(place + 1) if each not in {2, HALF} or each == place]
    clock = np.column_stack((np.zeros(len(times)), times[:, ends]))
    paces = np.log(np.diff(clock, axis=1) / np.diff(np.append(0.0, MARKS[ends])))
    ability = np.log(times[:, place] / MARKS[place] / 0.34)
    return np.column_stack((
        np.ones(len(times)), race.male, race.age, race.age**2, ability, ability**2, race.male * ability,
        paces[:, :-1] - ability[:, None],
    ))  # fmt: skip


def usable(race: fitting.Race, place: int) -> NDArray[np.bool_]:
    """Runners who passed the mark, and of whom all is known that the rivals need."""
    known = np.isfinite(race.times[:, [0, 1, place]]).all(axis=1) & np.isfinite(race.times[:, -1])
    of_age = (race.age >= YOUNGEST_MEASURED) & (race.age <= OLDEST_MEASURED)
    return known & is_human(race.times) & np.isfinite(race.male) & of_age


def regression(train: Sequence[fitting.Race], test: fitting.Race, place: int) -> FloatArray:
    """Finish times, s, of the rival regression."""
    tables, values = [], []
    for race in train:
        times = complete(race.times, MARKS)
        table = regression_table(race, times, place)
        rows = usable(race, place) & np.isfinite(table).all(axis=1)
        tables.append(table[rows])
        values.append(np.log(times[rows, -1] / times[rows, place]))
    line = np.linalg.lstsq(np.vstack(tables), np.concatenate(values), rcond=None)[0]
    times = complete(test.times, MARKS)
    return np.asarray(times[:, place] * np.exp(regression_table(test, times, place) @ line))


def at_place(times: FloatArray, place: int) -> FloatArray:
    """Times up to a mark."""
    return np.where(np.arange(MARKS.size) <= place, times, np.nan)


def held_out(races: Sequence[fitting.Race]) -> Iterator[tuple[str, list[fitting.Race], list[fitting.Race]]]:
    """What is left out by name, the races to fit on and those to try."""
    for race in races:
        yield "an unseen year of a known course", [each for each in races if each is not race], [race]
    for course in sorted({race.course for race in races}):
        yield "an unseen course", [each for each in races if each.course != course], [
            each for each in races if each.course == course
        ]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Tried:
    """What one race gave: its rows, and from half way the chances of slowing and who slowed, of two kinds."""

    table: FloatArray
    ends_early: bool
    at_half: tuple[FloatArray, FloatArray, FloatArray]


def report(race: fitting.Race, train: Sequence[fitting.Race], model: InRaceModel) -> Tried:
    """Print the rows of one race and give them back."""
    ends_early = not np.isfinite(race.times[:, -1]).any()
    drawn = race.times.copy()
    if ends_early:
        drawn[:, -1] = drawn[:, LAST] + (MARKS[-1] - MARKS[LAST]) / 5_000.0 * (drawn[:, LAST] - drawn[:, LAST - 1])
    test = fitting.Race(race.name, drawn, race.male, race.age, race.wbgt)
    test = test.part(np.random.default_rng(1).permutation(len(drawn))[:TRIED_A_DAY])
    times, finish = complete(test.times, MARKS), test.times[:, -1]
    slowed = is_much_slower(times)
    second_half = (finish - times[:, HALF]) / times[:, HALF] * (MARKS[HALF] / (MARKS[-1] - MARKS[HALF])) >= MUCH_SLOWER
    result, at_half = [], (np.empty(0), np.empty(0), np.empty(0))
    for place in PLACES:
        rows = usable(test, place)
        if not rows.any() or (ends_early and place == LAST):
            continue
        ours = forecast(test, place, model)
        rows &= np.isfinite(ours.median)
        simple = {name: errors(each[rows], finish[rows]) for name, each in rivals(times, place).items()}
        simple["regression"] = errors(regression(train, test, place)[rows], finish[rows])
        inside = (finish >= ours.low) & (finish <= ours.high)
        known = rows & np.isfinite(slowed)
        curve = area_under_curve(ours.last_10_km_slower[known], slowed[known] == 1.0)
        other = area_under_curve(ours.last_10_km_slower[known], second_half[known])
        error = errors(ours.median[rows], finish[rows])
        bias = float(np.median((finish - ours.median)[rows]) / 60.0)
        cells = "".join(f"{each:>11.2f}" for each in (error, *simple.values(), bias))
        shares = f"{np.mean(ours.last_10_km_slower[known]):>8.3f}{np.mean(slowed[known]):>8.3f}"
        print(f"{race.name + '*' * ends_early:<14}{MARKS[place] / 1e3:>6.1f}{rows.sum():>8}{cells}"
              f"{inside[rows].mean():>10.3f}{curve:>8.3f}{other:>8.3f}{shares}")  # fmt: skip
        result.append(
            [place, error, inside[rows].mean(), curve, other, simple["last 5"], simple["Riegel"], simple["regression"]]
        )
        if place == HALF:
            by_group(test, rows, inside)
            at_half = ours.last_10_km_slower[known], slowed[known], second_half[known].astype(np.float64)
    return Tried(np.array(result), bool(ends_early), at_half)


def by_group(test: fitting.Race, rows: NDArray[np.bool_], inside: NDArray[np.bool_]) -> None:
    """Print coverage by sex, and by the finish (h) that even pace from half way promises."""
    even = test.times[:, HALF] * MARKS[-1] / MARKS[HALF] / 3600.0
    for name, code in (("men", 0.5), ("women", -0.5)):
        cells = []
        for low, high in pairwise(BANDS):
            chosen = rows & (test.male == code) & (even >= low) & (even < high)
            cells.append(f"{inside[chosen].mean():>7.2f}" if chosen.sum() >= FEWEST_IN_A_BAND else f"{'-':>7}")
        print(f"    in 80 % from half way, {name:<6}<3:00 3:00 3:30 4:00 4:30 5:00 >6:00: {''.join(cells)}")


def forecast(test: fitting.Race, place: int, model: InRaceModel) -> InRacePredictions:
    """Ours, at a mark."""
    times = at_place(test.times, place)
    return predict_finishes(times, male=test.male, age=test.age, wbgt=test.wbgt, course=test.course, model=model)


def main(only: Iterable[str] = ()) -> None:
    """Print the tables."""
    races, levels = fitting.read_races(), fitting.read_courses()
    ways = "".join(f"{name:>11}" for name in ("ours", "even", "Riegel", "last 5", "regression", "bias"))
    chances = "".join(f"{name:>8}" for name in ("AUC", "AUC/2", "chance", "slowed"))
    print(f"{'race':<14}{'km':>6}{'n':>8}{ways}{'in 80 %':>10}{chances}")
    halves: dict[str, list[Tried]] = {}
    for kind, train, tried in held_out(races):
        if only and not any(race.name in only for race in tried):
            continue
        model = InRaceModel.of(fitting.fit(train, levels, FITTED_A_DAY))
        known = fitting.with_finish([fitting.sample(race, FITTED_A_DAY) for race in train], levels)
        print(f"-- {kind}: {', '.join(race.name for race in tried)}")
        for race in tried:
            halves.setdefault(kind, []).append(report(race, known, model))
    for kind, found in halves.items():
        whole = [each.table for each in found if not each.ends_early]
        for place in PLACES:
            rows = np.array([row for table in whole for row in table if row[0] == place])
            names = ("ours", "in 80 %", "AUC", "AUC/2", "last 5", "Riegel", "regression")
            cells = "  ".join(f"{name} {each:.2f}" for name, each in zip(names, rows[:, 1:].mean(axis=0), strict=True))
            print(f"{kind}, mean of the {len(rows)} days with a finish, at {MARKS[place] / 1e3:.1f} km: {cells}")
        chance, slowed, second = (np.concatenate(each) for each in zip(*(each.at_half for each in found), strict=True))
        pooled = [area_under_curve(chance, each == 1.0) for each in (slowed, second)]
        print(f"target from half way: {TARGETS[kind]}; all days together: AUC {pooled[0]:.3f}, AUC/2 {pooled[1]:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
