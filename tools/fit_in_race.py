"""Fit the in-race forecast to the races beside the repository and write its coefficients.

Two stages. First, at each mark, the quantiles of what is left are regressed on the runner's own race so far, with an
offset for every race-day, so that no difference between courses or days can pass for one between runners; and so is
the log-odds of a much slower last part. Then the offsets of the days are regressed on course and heat, with priors,
since nine days are few. Every race-day weighs the same.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any

import gpxpy
import numpy as np
import pyarrow.parquet  # type: ignore[import-untyped]  # published without types
from numpy.typing import NDArray

from uncramp.domain.streams import FloatArray
from uncramp.physiology import in_race_history as history
from uncramp.physiology.in_race_course import level_way
from uncramp.physiology.in_race_history import HALF, LAST, MARKS

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"
WRITTEN = ROOT / "src" / "uncramp" / "physiology" / "data" / "in_race.toml"
COLUMNS = ("k5", "k10", "k15", "k20", "half", "k25", "k30", "k35", "k40", "fin")
COURSES = ("athens", "berlin", "boston", "chicago", "london", "new_york", "sydney")
STOPPED = "boston2013"
STOPPED_HALF = 6_300.0
"""Of the race that was stopped, only who passed half way in time to finish whatever happened, s."""
RUNNERS_A_DAY = 20_000
FEWEST = 100
WBGT = {
    "boston2011": 6.965, "boston2013": 9.178, "boston2014": 12.676, "boston2015": 7.641,
    "chicago2009": 1.347, "chicago2010": 17.447, "chicago2012": 6.710, "chicago2014": 11.380,
    "chicago2023": 8.5,
}  # fmt: skip
"""°C, of the table of race-days beside the repository. It ends before 2023: that day's is estimated from 7 to 13 °C
air, 59 % humidity and three quarters of cloud (runnersnotes.com/events/15817); below 10 °C all is the same."""
LARGEST = ("boston", "chicago", "nyc")
QUANTILES = {"low": 0.1, "median": 0.5, "high": 0.9}
SMOOTHINGS = (0.02, 0.004)
THRESHOLDS = tuple(float(np.log(1.0 + each)) for each in (0.1, 0.2, 0.3))
DAY_SD, COURSE_SD, OFFSET_WEIGHT = 0.014, 0.010, 3.0
HEAT_MEAN, HEAT_SD = 0.04, 0.04
"""Prior of the effect of 10 °C on the logarithm of the rest's pace: wide, about what ordinary runners lose."""
LOGIT_SCALE = 15.0
"""About how many log-odds of slowing one unit of the logarithm of pace is, for the priors of the second stage."""
EXTREME = 1.2
WITHIN_ONE_SD = 0.683
SEED = 7
BASE = ("male", "pace", "pace_squared", "male_pace", "age", "age_squared", "heat_pace", "heat_male", "last",
        "last_slower_squared", "last_pace", "male_last", "spread")  # fmt: skip


@dataclass(frozen=True, eq=False)
class Race:
    """One race-day: times (s, shape (n, 10)), coded sex and age (a), shape (n,), and WBGT (°C)."""

    name: str
    times: FloatArray
    male: FloatArray
    age: FloatArray
    wbgt: float

    @property
    def course(self) -> str:
        """Name without the year."""
        return self.name[:-4]

    @property
    def heat(self) -> float:
        """Tens of °C above 10; where it is not known, none, and the day's own offset stands for it."""
        return 0.0 if isnan(self.wbgt) else max(self.wbgt - 10.0, 0.0) / 10.0

    def part(self, rows: NDArray[Any]) -> "Race":
        """Some of its runners."""
        return Race(self.name, self.times[rows], self.male[rows], self.age[rows], self.wbgt)


def read_races() -> list[Race]:
    """All races, with the rows that a forecast could be made for."""
    return [_read(path) for path in sorted((SHARED / "splits").glob("*.parquet"))]


def _read(path: Path) -> Race:
    table = pyarrow.parquet.read_table(path)
    nothing = np.full(table.num_rows, np.nan)
    times = np.column_stack([
        table[name].to_numpy().astype(np.float64) if name in table.schema.names else nothing for name in COLUMNS
    ])  # fmt: skip
    male = np.array([{"M": 0.5, "F": -0.5}.get(each, np.nan) for each in table["sex"].to_pylist()])
    ages = table["age" if "age" in table.schema.names else "agegroup"].to_pylist()
    return Race(path.stem, times, male, np.array([_age(each) for each in ages]), WBGT.get(path.stem, np.nan))


def _age(given: float | str | None) -> float:
    """Age, a, or the middle of an age group; ends that are open are not known."""
    if given is None or isinstance(given, int | float):
        return np.nan if given is None else float(given)
    low, dash, high = given.partition("-")
    return (float(low) + float(high)) / 2.0 if dash and low.isdigit() and high.isdigit() else np.nan


def read_courses() -> dict[str, FloatArray]:
    """Level way to the marks of each course whose elevation can be believed, m."""
    levels = {}
    for name in COURSES:
        drawn = gpxpy.parse((SHARED / "courses" / f"{name}_marathon.gpx").read_text("utf-8"))
        points = drawn.get_points_data(distance_2d=True)
        way = np.array([each.distance_from_start for each in points])
        height = np.array([each.point.elevation for each in points], np.float64)
        forward = np.concatenate(([True], np.diff(way) > 0.0))
        levels[name] = level_way(way[forward], height[forward], MARKS)
    return levels


def weather_of_races() -> tuple[float, ...]:
    """Heat (tens of °C above 10) of the coolest, middle and hottest third of the days of the three largest races."""
    rows = (SHARED / "weather" / "race_weather_5us_marathons_1993_2016.csv").read_text("utf-8").splitlines()
    wbgt = np.array([float(row.rsplit(",", 1)[1]) for row in rows if row.startswith(LARGEST) and not row.endswith(",")])
    return tuple(round(float(max(each - 10.0, 0.0) / 10.0), 4) for each in np.quantile(wbgt, (1 / 6, 1 / 2, 5 / 6)))


def sample(race: Race, most: int = RUNNERS_A_DAY) -> Race:
    """Rows to fit on: those of a stopped race who could finish, at most so many."""
    rows = np.arange(len(race.times))
    if race.name == STOPPED:
        rows = rows[race.times[:, HALF] < STOPPED_HALF]
    chosen = np.random.default_rng(SEED).permutation(rows)[:most]
    return race.part(np.sort(chosen))


@dataclass(frozen=True, eq=False)
class Design:
    """What the regressions see of one race at one mark."""

    table: FloatArray
    rest: FloatArray
    slowing: FloatArray


def names_at(place: int) -> tuple[str, ...]:
    """Features at a mark: the more marks, the more of the race so far."""
    count = place + (place < HALF)
    further = (("first",), ("last_but_1",), ("last_but_2",))
    return BASE if count == 2 else (*BASE, *(each for group in further[: min(count, 5) - 2] for each in group))  # noqa: PLR2004  # two marks have a base alone, five have all


def design(race: Race, level: FloatArray, place: int) -> Design:
    """Features, log-pace of the rest over that so far, and log of the late pace over the early one at level effort."""
    times = race.times.copy()
    so_far = np.where(np.arange(MARKS.size) <= place, times, np.nan)
    cleaned = history.without_doubtful(so_far, level)
    filled = history.complete(cleaned, level)
    whole = history.complete(times, level)
    usable = np.isfinite(times[:, place]) & np.isfinite(race.male) & np.isfinite(race.age) & history.is_human(times)
    usable &= np.isfinite(filled[:, : place + 1]).all(axis=1) & (race.age >= 16) & (race.age <= 85)  # noqa: PLR2004  # as shipped
    filled, whole = filled[usable], whole[usable]
    mean = np.log(filled[:, place] / level[place])
    columns = history.features(
        history.stretches(filled, level, place), mean, race.male[usable], race.age[usable], race.heat
    )
    with np.errstate(invalid="ignore"):
        rest = np.log((whole[:, -1] - filled[:, place]) / (level[-1] - level[place])) - mean
        late, early = ((whole[:, b] - whole[:, a]) / (level[b] - level[a]) for a, b in (history.LATE, history.EARLY))
        slowing = np.log(late / early)
    return Design(np.column_stack([columns[name] for name in names_at(place)]), rest, slowing)


def with_finish(races: Sequence[Race], levels: Mapping[str, FloatArray]) -> list[Race]:
    """Races with those that end at 40 km drawn on to the finish, as the others went from there, with their spread."""
    designs = [design(race, levels[race.course], LAST) for race in races if np.isfinite(race.times[:, -1]).any()]
    table, rest = np.vstack([each.table for each in designs]), np.concatenate([each.rest for each in designs])
    known = np.isfinite(rest)
    table, rest = np.column_stack((np.ones(known.sum()), table[known])), rest[known]
    line = quantile_line(table, rest, np.ones(len(rest)), 0.5)
    left = rest - table @ line
    return [race if np.isfinite(race.times[:, -1]).any() else _drawn_on(race, levels[race.course], line, left)
            for race in races]  # fmt: skip


def _drawn_on(race: Race, level: FloatArray, line: FloatArray, left: FloatArray) -> Race:
    whole = history.complete(race.times, level)
    mean = np.log(whole[:, LAST] / level[LAST])
    columns = history.features(history.stretches(whole, level, LAST), mean, race.male, race.age, race.heat)
    table = np.column_stack([np.ones(len(mean)), *(columns[name] for name in names_at(LAST))])
    drawn = np.random.default_rng(SEED).choice(left, len(mean))
    times = race.times.copy()
    times[:, -1] = times[:, LAST] + (level[-1] - level[LAST]) * np.exp(mean + table @ line + drawn)
    return Race(race.name, times, race.male, race.age, race.wbgt)


def quantile_line(
    table: FloatArray, values: FloatArray, weights: FloatArray, share: float, start: FloatArray | None = None
) -> FloatArray:
    """Coefficients of a linear quantile, by Newton steps on a loss smoothed less and less."""
    line = _solved((table * weights[:, None]).T @ table, table.T @ (weights * values)) if start is None else start
    for width in SMOOTHINGS:
        for _ in range(60):
            left = values - table @ line
            above = 1.0 / (1.0 + np.exp(-np.clip(left / width, -40.0, 40.0)))
            slope = table.T @ (weights * (share - 1.0 + above))
            bend = (table * (weights * np.maximum(above * (1.0 - above) / width, 1e-3))[:, None]).T @ table
            step = _solved(bend, slope)
            change = table @ step
            part = _downhill(left, change, weights, share, width)
            line = line + part * step
            if part * np.abs(change).max() < 1e-4:  # noqa: PLR2004  # a hundredth of a per cent of the pace
                break
    return line


def _downhill(left: FloatArray, change: FloatArray, weights: FloatArray, share: float, width: float) -> float:
    """How much of a step to go: the first of 1, 1/2, 1/4, … that lowers the smoothed loss."""

    def loss(part: float) -> float:
        rest = left - part * change
        return float(np.sum(weights * ((share - 1.0) * rest + width * np.logaddexp(0.0, rest / width))))

    now = loss(0.0)
    return next((part for part in 0.5 ** np.arange(12.0) if loss(part) < now), 0.0)


def logit_line(table: FloatArray, happened: FloatArray, weights: FloatArray) -> FloatArray:
    """Coefficients of a logistic regression, by Newton steps."""
    line = np.zeros(table.shape[1])
    for _ in range(25):
        chance = 1.0 / (1.0 + np.exp(-np.clip(table @ line, -40.0, 40.0)))
        bend = (table * (weights * chance * (1.0 - chance))[:, None]).T @ table
        step = _solved(bend, table.T @ (weights * (happened - chance)))
        line += step * min(1.0, 4.0 / max(float(np.abs(table @ step).max()), 1e-12))
        if np.abs(step).max() < 1e-7:  # noqa: PLR2004  # nothing moves any more
            break
    return line


def _solved(bend: FloatArray, slope: FloatArray) -> FloatArray:
    ridge = 1e-8 * np.trace(bend) / len(bend) * np.eye(len(bend))
    step: FloatArray = np.linalg.solve(bend + ridge, slope)
    return step


def day_effects(offsets: FloatArray, races: Sequence[Race], scale: float = 1.0) -> dict[str, Any]:
    """Course levels, effect of heat and spread of days from the offsets of race-days, given priors times ``scale``."""
    names = sorted({race.course for race in races})
    heat = np.array([race.heat for race in races])
    belongs = np.array([[race.course == name for name in names] for race in races], np.float64)
    table = np.column_stack((np.ones(len(races)), heat, belongs))
    usual_day, usual_course = (DAY_SD * scale) ** 2, (COURSE_SD * scale) ** 2
    day, course = usual_day, usual_course
    for _ in range(100):
        precision = np.diag([0.0, 1.0 / (HEAT_SD * scale) ** 2, *([1.0 / course] * len(names))])
        spread = np.linalg.inv(table.T @ table / day + precision)
        best = spread @ (
            table.T @ offsets / day + precision @ np.array([0.0, HEAT_MEAN * scale, *([0.0] * len(names))])
        )
        left = offsets - table @ best
        fit = float(np.sum((table @ spread) * table))
        day = (OFFSET_WEIGHT * usual_day + float(left @ left) + fit) / (OFFSET_WEIGHT + len(races))
        own = best[2:] ** 2 + np.diag(spread)[2:]
        course = (OFFSET_WEIGHT * usual_course + float(own.sum())) / (OFFSET_WEIGHT + len(names))
    levels = {}
    for index, name in enumerate(names):
        pick = np.zeros(len(best))
        pick[[0, 2 + index]] = 1.0
        levels[name] = [float(pick @ best), float(pick @ spread @ pick), float(pick @ spread[:, 1])]
    new = [float(best[0]), float(spread[0, 0] + course), float(spread[0, 1])]
    return {"heat": float(best[1]), "heat_variance": float(spread[1, 1]), "day_variance": day, "new": new,
            "course": levels}  # fmt: skip


def fit_mark(races: Sequence[Race], levels: Mapping[str, FloatArray], place: int) -> dict[str, Any]:
    """All coefficients at one mark."""
    seen = [(race, design(race, levels[race.course], place)) for race in races]
    races, designs = zip(*((race, each) for race, each in seen if len(each.rest) >= FEWEST), strict=True)
    count = len(names_at(place))
    table, rest, slowing, day = _stacked(designs)
    kept = np.isfinite(rest) & (np.abs(rest) < EXTREME)
    weights = _even(day[kept])
    dummies = (day[:, None] == np.arange(len(races))).astype(np.float64)
    full = np.column_stack((table, dummies))
    median = quantile_line(full[kept], rest[kept], weights, QUANTILES["median"])
    lines = {name: quantile_line(full[kept], rest[kept], weights, share, median) for name, share in QUANTILES.items()}
    middle = median[count:]
    row: dict[str, Any] = {"place": place, "features": names_at(place)}
    row["rest"] = day_effects(middle, races)
    # The constants of the outer quantiles are those around the median's, of the average day.
    row |= {name: np.append(line[:count], float(np.mean(line[count:] - middle))) for name, line in lines.items()}
    row["profile_variance"] = profile_variance(levels, place, median[:count])
    return row | _fit_slowing(full, slowing, day, races, place)


def profile_variance(levels: Mapping[str, FloatArray], place: int, median: FloatArray) -> float:
    """What hills that nobody told of do: the variance over courses of the error for a runner of even effort."""
    squares = []
    for level in levels.values():
        paces, mean = history.stretches(level[None, :], MARKS, place), np.log(level[[place]] / MARKS[place])
        who = np.zeros(1), np.full(1, history.MIDDLE_AGE), 0.0
        on_hills = history.features(paces, mean, *who)
        on_the_level = history.features(np.zeros_like(paces), np.zeros(1), *who)
        change = [on_hills[name][0] - on_the_level[name][0] for name in names_at(place)]
        rest = np.log((level[-1] - level[place]) / (MARKS[-1] - MARKS[place])) - mean[0]
        squares.append(float(rest - median @ np.array(change)) ** 2)
    return float(np.quantile(squares, WITHIN_ONE_SD))  # not the mean: two of the seven courses are mountains


def _fit_slowing(
    full: FloatArray, slowing: FloatArray, day: NDArray[np.intp], races: Sequence[Race], place: int
) -> dict[str, Any]:
    """Cumulative logit over three thresholds of slowing, with one steepness."""
    known = np.isfinite(slowing)
    count = len(names_at(place))
    stacked = np.vstack([np.column_stack((full[known], np.full(known.sum(), -each))) for each in THRESHOLDS])
    happened = np.concatenate([slowing[known] > each for each in THRESHOLDS]).astype(np.float64)
    line = logit_line(stacked, happened, np.tile(_even(day[known]), len(THRESHOLDS)))
    effects = day_effects(line[count:-1], races, LOGIT_SCALE)
    return {"fade": np.append(line[:count], 0.0), "steepness": float(line[-1]), "slowing": effects}


def _stacked(designs: Sequence[Design]) -> tuple[FloatArray, FloatArray, FloatArray, NDArray[np.intp]]:
    day = np.concatenate([np.full(len(each.rest), index) for index, each in enumerate(designs)])
    table = np.vstack([each.table for each in designs])
    rest, slowing = (np.concatenate([getattr(each, name) for each in designs]) for name in ("rest", "slowing"))
    return table, rest, slowing, day


def _even(day: NDArray[np.intp]) -> FloatArray:
    """Weights with which every day counts as much as the others."""
    each: FloatArray = 1.0 / np.bincount(day)[day]
    return np.asarray(each * (len(day) / each.sum()))


def fit(races: Sequence[Race], levels: Mapping[str, FloatArray], most: int = RUNNERS_A_DAY) -> dict[str, Any]:
    """The whole model as a document, fitted on the races given and on nothing else."""
    whole = with_finish([sample(race, most) for race in races], levels)
    ages = np.concatenate([race.age for race in whole])
    low, high = (float(round(each)) for each in np.nanquantile(ages, (1 / 4, 3 / 4)))
    return {
        "assumed": {
            "heat": weather_of_races(),
            "age": (low, high),
        },
        "course": dict(levels),
        "checkpoint": [fit_mark(whole, levels, place) for place in range(history.FIRST, LAST + 1)],
    }


HEADER = """\
# Coefficients of the forecast of a marathon's finish and fade, made by: python tools/fit_in_race.py
# Fitted on {count:,} finishers (at most {most:,} a race-day, all of equal weight): {races}.
# Public results without names: Boston 2013, 2014 (llimllib/bostonmarathon), 2011, 2015 (lilykoff/marathon_analysis),
# Chicago 2009 to 2014, up to 40 km (kmav/chicago-marathon-2016), 2023 (gden173/chicago-marathon-2023); no row is here.
# WBGT of the days: michaelstewart5/project1_pda. Courses: level way to the marks, m, from joinusinchance/funmaps.
# Logarithms are natural. The last number of a line is its constant; course: mean, variance, covariance with heat.
"""


def written(document: Mapping[str, Any], races: Sequence[Race], most: int) -> str:
    """The document as TOML."""
    names = ", ".join(f"{race.name[:-4].title()} {race.name[-4:]}" for race in races)
    count = sum(len(sample(race, most).times) for race in races)
    lines = [HEADER.format(count=count, most=most, races=names), "[assumed]"]
    lines += [f"{key} = {_value(value)}" for key, value in document["assumed"].items()]
    lines += ["", "[course]"]
    lines += [f"{name} = [{', '.join(f'{each:.1f}' for each in level)}]" for name, level in document["course"].items()]
    for row in document["checkpoint"]:
        lines += ["", "[[checkpoint]]", *(f"{key} = {_value(value)}" for key, value in row.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple | np.ndarray):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return str(value) if isinstance(value, int) else f"{float(str(value)):.6g}"


def main() -> None:
    """Fit and write."""
    races, levels = read_races(), read_courses()
    text = written(fit(races, levels), races, RUNNERS_A_DAY)
    tomllib.loads(text)
    WRITTEN.parent.mkdir(exist_ok=True)
    WRITTEN.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
