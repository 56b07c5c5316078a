"""Small charts as SVG: of a forecast, of a plan's pace, of what a watch recorded."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.plan import PacePlan
from uncramp.domain.quantities import Quantity, quantity_kinds
from uncramp.domain.sentence import say
from uncramp.domain.streams import FloatArray, Streams
from uncramp.domain.units import METRES_PER_FOOT
from uncramp.physiology.effort import monotone_track, time_at_distance
from uncramp.presentation.plotting import (
    BETWEEN,
    PLOT,
    Axis,
    Plot,
    area,
    chart,
    distance_axis,
    line,
    marks,
    multiples,
    round_ticks,
)
from uncramp.presentation.words import Words, clock
from uncramp.risk.forecast import Forecast

SMALL_PLOT = 84.0
"""Height on the page, px."""
POINTS = 300
LONGEST_BRIDGE = 200.0
"""A way without a record longer than this, m, is a gap and not drawn over."""
SLOWEST_SHOWN = 0.5
"""Of the median speed; standing still lies at the foot of the plot."""
STANDING = 0.1  # m/s
LEAST_SPREAD = 1.04
"""At least from usual to slow and to fast: an even pace is a flat line, not a mountain range."""
PACE_STEPS = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
MOST_PACES = 6
LEAST_STEP = 0.17
"""Between two labels, as a share of the axis: slow paces lie close together."""


def risk_chart(forecast: Forecast, words: Words) -> str:
    """Chance of a first cramp by each distance: the median as a line in its 80 % band, as SVG."""
    across = distance_axis(float(forecast.distance[-1]), words)
    way = across.share(np.insert(forecast.distance, 0, 0.0))
    low, median, high = (np.insert(each, 0, 0.0) for each in forecast.cumulative)
    top = max(float(high[-1]), 0.01)
    vertical = Axis(0.0, top, tuple((tick, f"{100.0 * tick:g} %") for tick in round_ticks(0.0, top, 4)))
    shares = [vertical.share(each) for each in (low, median, high)]
    shapes = (
        f'<path class="band" d="{area(way, shares[0], shares[2], PLOT)}"/>'
        f'<path class="edge" d="{line(way, shares[0], PLOT)}"/><path class="edge" d="{line(way, shares[2], PLOT)}"/>'
        f'<path class="line" d="{line(way, shares[1], PLOT)}"/>'
    )
    ends = [(each[-1], words.quantity("probability", float(each[-1]))) for each in (high, median, low)]
    described = say(
        "It grows from nothing at the start to {probability} at {distance}. The table has the same numbers.",
        probability=forecast.probability,
        distance=Quantity("distance", float(forecast.distance[-1])),
    )
    plot = Plot(words(say("Chance of a cramp so far, in its 80 % range")), PLOT, vertical, shapes, tuple(ends))
    return chart([plot], across, words(say("Chance of a first cramp over the distance")), words(described))


def pace_chart(pace: PacePlan, words: Words) -> str | None:
    """Pace of every split as steps, with the mean as a broken line, as SVG; None for a plan without splits."""
    if not pace.splits:
        return None
    ends = np.array([0.0, *(split.end for split in pace.splits)])
    speed = np.array([split.speed for split in pace.splits])
    mean = float(ends[-1] / pace.total_time)
    across = distance_axis(float(ends[-1]), words)
    vertical = _speed_axis(min(speed.min(), mean / LEAST_SPREAD), max(speed.max(), mean * LEAST_SPREAD), words)
    way, height = across.share(ends), vertical.share(speed)
    level = np.full(2, vertical.share(np.array([mean]))[0])
    shapes = (
        f'<path class="mean" d="{line(np.array([0.0, 1.0]), level, PLOT)}"/>'
        f'<path class="line" d="{line(np.repeat(way, 2)[1:-1], np.repeat(height, 2), PLOT)}"/>'
    )
    name = words(
        say("Pace per {unit}; broken line: the mean, {mean}", unit=words.units.distance, mean=words.pace(mean))
    )
    described = say(
        "From {slowest} to {fastest}. The table has the same numbers.",
        slowest=Quantity("speed", float(speed.min())),
        fastest=Quantity("speed", float(speed.max())),
    )
    plot = Plot(name, PLOT, vertical, shapes)
    return chart([plot], across, words(say("Planned pace over the distance")), words(described))


def streams_chart(streams: Streams, words: Words, cramps: Iterable[float] = ()) -> str | None:
    """Pace, heart rate and altitude over the distance, one above the other, as SVG.

    Means over short ways; what was not recorded is a gap. None where there is no distance, or nothing over it.

    Parameters
    ----------
    cramps
        Distances at which a cramp began, m.
    """
    profile = profile_of(streams)
    if profile is None:
        return None
    across = distance_axis(profile.end, words)
    way = across.share(profile.way)
    plots = [
        make(way, column, words)
        for make, column in (
            (_speed_plot, profile.speed), (_heart_rate_plot, profile.heart_rate), (_altitude_plot, profile.altitude)
        )
        if np.isfinite(column).any()
    ]  # fmt: skip
    if not plots:
        return None
    title = say("What the watch recorded over the distance")
    described = say("{panels}. The table of splits sums it up.", panels="; ".join(plot.name for plot in plots))
    places = Axis(across.low, across.high, tuple((place, words(say("cramp"))) for place in cramps))
    over = marks(places, len(plots) * (SMALL_PLOT + BETWEEN))
    return chart(plots, across, words(title), words(described), over)


@dataclass(frozen=True, eq=False)
class Profile:
    """Means over short ways of equal length.

    Parameters
    ----------
    end
        Distance at the end of the run, m.
    way
        Middles of the ways, m, shape (k,), not decreasing.
    speed, heart_rate, altitude
        m/s, bpm and m, each of shape (k,); NaN where it was not recorded.
    """

    end: float
    way: FloatArray
    speed: FloatArray
    heart_rate: FloatArray
    altitude: FloatArray


def profile_of(streams: Streams, points: int = POINTS) -> Profile | None:
    """Streams as means over ``points`` equal ways, or None without a way.

    Ways that no record fell into are left out; a longer stretch of them is one point of NaN.
    """
    time, track = monotone_track(streams.elapsed_time, streams.distance)
    if track.size < 2 or track[-1] <= track[0]:  # noqa: PLR2004  # a way needs two ends
        return None
    edges = np.linspace(track[0], track[-1], points + 1)
    inside = np.isfinite(streams.distance)
    place = np.clip(np.searchsorted(edges, streams.distance[inside], side="right") - 1, 0, points - 1)
    seen = np.flatnonzero(np.bincount(place, minlength=points))
    way = ((edges[:-1] + edges[1:]) / 2.0)[seen]
    gaps = np.flatnonzero(np.diff(way) > max(LONGEST_BRIDGE, 1.5 * (edges[1] - edges[0]))) + 1
    columns = {name: _means(streams[name][inside], place, points) for name in ("speed", "heart_rate", "altitude")}
    if np.isnan(columns["speed"]).all():
        columns["speed"] = _speeds(time, track, edges)
    broken = {name: np.insert(column[seen], gaps, np.nan) for name, column in columns.items()}
    return Profile(float(track[-1]), np.insert(way, gaps, way[gaps - 1]), **broken)


def _means(column: FloatArray, place: NDArray[np.intp], points: int) -> FloatArray:
    known = np.isfinite(column)
    counts = np.bincount(place[known], minlength=points)
    sums = np.bincount(place[known], weights=column[known], minlength=points)
    means: FloatArray = np.divide(sums, counts, out=np.full(points, np.nan), where=counts > 0)
    return means


def _speeds(time: FloatArray, track: FloatArray, edges: FloatArray) -> FloatArray:
    passed = time_at_distance(time, track, edges - track[0])
    taken = np.diff(passed)
    speeds: FloatArray = np.divide(np.diff(edges), taken, out=np.full(taken.shape, np.nan), where=taken > 0)
    return speeds


def _speed_plot(way: FloatArray, speed: FloatArray, words: Words) -> Plot:
    low, usual, high = (float(each) for each in np.nanpercentile(speed, (0, 50, 100)))
    fastest = quantity_kinds()["speed"].high
    usual = min(max(usual, STANDING), fastest / LEAST_SPREAD)
    foot = min(max(low, SLOWEST_SHOWN * usual), usual / LEAST_SPREAD)
    vertical = _speed_axis(foot, min(max(high, usual * LEAST_SPREAD), fastest), words)
    shape = f'<path class="line" d="{line(way, np.clip(vertical.share(speed), 0.0, 1.0), SMALL_PLOT)}"/>'
    return Plot(words(say("Pace per {unit}", unit=words.units.distance)), SMALL_PLOT, vertical, shape)


def _heart_rate_plot(way: FloatArray, heart_rate: FloatArray, words: Words) -> Plot:
    vertical = _plain_axis(heart_rate, least=20.0)
    shape = f'<path class="line" d="{line(way, vertical.share(heart_rate), SMALL_PLOT)}"/>'
    return Plot(words(say("Heart rate, bpm")), SMALL_PLOT, vertical, shape)


def _altitude_plot(way: FloatArray, altitude: FloatArray, words: Words) -> Plot:
    shown = altitude if words.units.altitude == "m" else altitude / METRES_PER_FOOT
    vertical = _plain_axis(shown, least=30.0)
    height = vertical.share(shown)
    shape = (
        f'<path class="ground" d="{area(way, np.where(np.isnan(height), np.nan, 0.0), height, SMALL_PLOT)}"/>'
        f'<path class="line" d="{line(way, height, SMALL_PLOT)}"/>'
    )
    return Plot(words(say("Altitude, {unit}", unit=words.units.altitude)), SMALL_PLOT, vertical, shape)


def _speed_axis(slow: float, fast: float, words: Words) -> Axis:
    """Linear in speed, so that standing still has a place; labelled with round paces."""
    unit = words.units.split_length
    quickest, slowest = unit / fast, unit / slow
    step = next((each for each in PACE_STEPS if (slowest - quickest) / each <= MOST_PACES), PACE_STEPS[-1])
    ticks: list[tuple[float, str]] = []
    for pace in multiples(step, quickest, slowest):
        if not ticks or ticks[-1][0] - unit / pace >= LEAST_STEP * (fast - slow):
            ticks.append((unit / pace, clock(pace)))
    return Axis(slow, fast, tuple(ticks))


def _plain_axis(values: FloatArray, least: float) -> Axis:
    """From the lowest value to the highest, but no shorter than ``least``, lest noise look like mountains."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    spare = max(0.0, least - (high - low)) / 2.0
    low, high = low - spare, high + spare
    return Axis(low, high, tuple((tick, f"{tick:g}") for tick in round_ticks(low, high, 3)))
