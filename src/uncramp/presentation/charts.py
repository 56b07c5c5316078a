"""Small charts as SVG: lines stretch to the width of the page, type stays as large as the text around it.

Colours and line widths come from the stylesheet by class; nothing here is told by colour alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from math import ceil, floor, isnan, log10

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.plan import PacePlan
from uncramp.domain.quantities import Quantity, quantity_kinds
from uncramp.domain.sentence import say
from uncramp.domain.streams import FloatArray, Streams
from uncramp.domain.units import METRES_PER_FOOT
from uncramp.physiology.effort import monotone_track, time_at_distance
from uncramp.presentation.words import Words, clock
from uncramp.risk.forecast import Forecast

WIDTH = 1000.0
"""Of a plot in its own coordinates."""
PLOT, SMALL_PLOT, BETWEEN, LABEL = 170.0, 84.0, 34.0, 14.0
"""Heights on the page, px."""
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
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction of a plot.

    Parameters
    ----------
    low, high
        Its ends; ``high`` is above ``low``.
    ticks
        Where something is written, and what.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()

    def share(self, values: FloatArray) -> FloatArray:
        """Places of values as shares of the axis, the same shape."""
        shares: FloatArray = (values - self.low) / (self.high - self.low)
        return shares


@dataclass(frozen=True, slots=True)
class Plot:
    """A named plot, its vertical axis and the shapes in it, as SVG in the plot's own coordinates."""

    name: str
    height: float
    vertical: Axis
    shapes: str
    notes: tuple[tuple[float, str], ...] = ()


def risk_chart(forecast: Forecast, words: Words) -> str:
    """Chance of a first cramp by each distance: the median as a line in its 80 % band, as SVG."""
    across = _distance_axis(float(forecast.distance[-1]), words)
    way = across.share(np.insert(forecast.distance, 0, 0.0))
    low, median, high = (np.insert(each, 0, 0.0) for each in forecast.cumulative)
    top = max(float(high[-1]), 0.01)
    vertical = Axis(0.0, top, tuple((tick, f"{100.0 * tick:g} %") for tick in round_ticks(0.0, top, 4)))
    shares = [vertical.share(each) for each in (low, median, high)]
    shapes = (
        f'<path class="band" d="{_area(way, shares[0], shares[2], PLOT)}"/>'
        f'<path class="edge" d="{_line(way, shares[0], PLOT)}"/><path class="edge" d="{_line(way, shares[2], PLOT)}"/>'
        f'<path class="line" d="{_line(way, shares[1], PLOT)}"/>'
    )
    ends = [(each[-1], words.quantity("probability", float(each[-1]))) for each in (high, median, low)]
    described = say(
        "It grows from nothing at the start to {probability} at {distance}. The table has the same numbers.",
        probability=forecast.probability,
        distance=Quantity("distance", float(forecast.distance[-1])),
    )
    plot = Plot(words(say("Chance of a cramp so far, in its 80 % range")), PLOT, vertical, shapes, tuple(ends))
    return _chart([plot], across, words(say("Chance of a first cramp over the distance")), words(described))


def pace_chart(pace: PacePlan, words: Words) -> str | None:
    """Pace of every split as steps, with the mean as a broken line, as SVG; None for a plan without splits."""
    if not pace.splits:
        return None
    ends = np.array([0.0, *(split.end for split in pace.splits)])
    speed = np.array([split.speed for split in pace.splits])
    mean = float(ends[-1] / pace.total_time)
    across = _distance_axis(float(ends[-1]), words)
    vertical = _speed_axis(min(speed.min(), mean / LEAST_SPREAD), max(speed.max(), mean * LEAST_SPREAD), words)
    way, height = across.share(ends), vertical.share(speed)
    level = np.full(2, vertical.share(np.array([mean]))[0])
    shapes = (
        f'<path class="mean" d="{_line(np.array([0.0, 1.0]), level, PLOT)}"/>'
        f'<path class="line" d="{_line(np.repeat(way, 2)[1:-1], np.repeat(height, 2), PLOT)}"/>'
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
    return _chart([plot], across, words(say("Planned pace over the distance")), words(described))


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
    across = _distance_axis(profile.end, words)
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
    marks = Axis(across.low, across.high, tuple((place, words(say("cramp"))) for place in cramps))
    return _chart(plots, across, words(title), words(described), _marks(marks, len(plots) * (SMALL_PLOT + BETWEEN)))


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


def round_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Multiples of 1, 2, 2.5 or 5 times a power of ten from ``low`` to ``high``, at most ``most`` of them."""
    size = 10.0 ** floor(log10((high - low) / most))
    return next(ticks for each in STEPS if len(ticks := _multiples(size * each, low, high)) <= most)


def _multiples(step: float, low: float, high: float) -> list[float]:
    return [step * index for index in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


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
    shape = f'<path class="line" d="{_line(way, np.clip(vertical.share(speed), 0.0, 1.0), SMALL_PLOT)}"/>'
    return Plot(words(say("Pace per {unit}", unit=words.units.distance)), SMALL_PLOT, vertical, shape)


def _heart_rate_plot(way: FloatArray, heart_rate: FloatArray, words: Words) -> Plot:
    vertical = _plain_axis(heart_rate, least=20.0)
    shape = f'<path class="line" d="{_line(way, vertical.share(heart_rate), SMALL_PLOT)}"/>'
    return Plot(words(say("Heart rate, bpm")), SMALL_PLOT, vertical, shape)


def _altitude_plot(way: FloatArray, altitude: FloatArray, words: Words) -> Plot:
    shown = altitude if words.units.altitude == "m" else altitude / METRES_PER_FOOT
    vertical = _plain_axis(shown, least=30.0)
    height = vertical.share(shown)
    shape = (
        f'<path class="ground" d="{_area(way, np.where(np.isnan(height), np.nan, 0.0), height, SMALL_PLOT)}"/>'
        f'<path class="line" d="{_line(way, height, SMALL_PLOT)}"/>'
    )
    return Plot(words(say("Altitude, {unit}", unit=words.units.altitude)), SMALL_PLOT, vertical, shape)


def _distance_axis(end: float, words: Words) -> Axis:
    unit = words.units.split_length
    ticks = round_ticks(0.0, end / unit)
    shown = [(tick * unit, f"{tick:g}") for tick in ticks]
    last, text = shown[-1]
    return Axis(0.0, end, (*shown[:-1], (last, f"{text} {words.units.distance}")))


def _speed_axis(slow: float, fast: float, words: Words) -> Axis:
    """Linear in speed, so that standing still has a place; labelled with round paces."""
    unit = words.units.split_length
    quickest, slowest = unit / fast, unit / slow
    step = next((each for each in PACE_STEPS if (slowest - quickest) / each <= MOST_PACES), PACE_STEPS[-1])
    ticks: list[tuple[float, str]] = []
    for pace in _multiples(step, quickest, slowest):
        if not ticks or ticks[-1][0] - unit / pace >= LEAST_STEP * (fast - slow):
            ticks.append((unit / pace, clock(pace)))
    return Axis(slow, fast, tuple(ticks))


def _plain_axis(values: FloatArray, least: float) -> Axis:
    """From the lowest value to the highest, but no shorter than ``least``, lest noise look like mountains."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    spare = max(0.0, least - (high - low)) / 2.0
    low, high = low - spare, high + spare
    return Axis(low, high, tuple((tick, f"{tick:g}") for tick in round_ticks(low, high, 3)))


def _line(across: FloatArray, up: FloatArray, height: float) -> str:
    """Path through points given as shares of the axes, broken where ``up`` is NaN."""
    path, pen = [], "M"
    for x, y in zip((WIDTH * across).tolist(), (height * (1.0 - up)).tolist(), strict=True):
        if isnan(y):
            pen = "M"
            continue
        path.append(f"{pen}{x:.1f},{y:.1f}" + ("h0" if pen == "M" else ""))  # a lone point is a dot
        pen = "L"
    return "".join(path)


def _area(across: FloatArray, low: FloatArray, high: FloatArray, height: float) -> str:
    """Path around what lies between two lines, in pieces where either is NaN."""
    known = np.isfinite(low) & np.isfinite(high)
    pieces = np.split(np.arange(across.size), np.flatnonzero(np.diff(known.astype(int))) + 1)
    return "".join(
        _line(np.append(across[each], across[each][::-1]), np.append(high[each], low[each][::-1]), height) + "Z"
        for each in pieces
        if each.size and known[each[0]]
    )


def _chart(plots: Sequence[Plot], across: Axis, title: str, described: str, over: str = "") -> str:
    """Plots one above the other on one horizontal axis, and what is drawn over them all."""
    feet = list(accumulate(BETWEEN + plot.height for plot in plots))
    parts = [_drawn(plot, foot - plot.height) for plot, foot in zip(plots, feet, strict=True)]
    foot = feet[-1]
    ticks = "".join(
        f'<text class="across" x="{100.0 * share:.2f}%" y="{foot + LABEL + 4.0:.0f}">{escape(text)}</text>'
        f'<line class="tick" x1="{100.0 * share:.2f}%" x2="{100.0 * share:.2f}%" y1="{foot:.0f}" y2="{foot + 4:.0f}"/>'
        for share, text in _placed(across)
    )
    return (
        f'<svg class="chart" role="img" height="{foot + 2.0 * LABEL:.0f}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title><desc>{escape(described)}</desc>{''.join(parts)}{ticks}{over}</svg>"
    )


def _marks(marks: Axis, foot: float) -> str:
    """Lines from top to bottom, each with a word above it."""
    return "".join(
        f'<line class="mark" x1="{x:.2f}%" x2="{x:.2f}%" y1="{BETWEEN - 6.0:.0f}" y2="{foot:.0f}"/>'
        f'<text class="across marked" x="{x:.2f}%" y="{BETWEEN - 10.0:.0f}">{escape(text)}</text>'
        for x, text in ((100.0 * share, text) for share, text in _placed(marks))
    )


def _drawn(plot: Plot, top: float) -> str:
    height = plot.height
    lines = "".join(
        f'<line class="grid" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="up" x="-6" y="{y + 4.0:.1f}">{escape(text)}</text>'
        for y, text in ((top + height * (1.0 - share), text) for share, text in _placed(plot.vertical))
    )
    notes = [(top + height * (1.0 - float(plot.vertical.share(np.array(y)))), text) for y, text in plot.notes]
    beside = "".join(
        f'<text class="note" x="100%" dx="6" y="{y + 4.0:.1f}">{escape(text)}</text>' for y, text in _apart(notes)
    )
    return (
        f'<text class="name" x="0" y="{top - 10.0:.0f}">{escape(plot.name)}</text>{lines}'
        f'<svg x="0" y="{top:.0f}" width="100%" height="{height:.0f}" viewBox="0 0 {WIDTH:.0f} {height:.0f}" '
        f'preserveAspectRatio="none">{plot.shapes}</svg>{beside}'
    )


def _placed(axis: Axis) -> Iterable[tuple[float, str]]:
    shares = axis.share(np.array([value for value, _ in axis.ticks])).tolist()
    return zip(shares, (text for _, text in axis.ticks), strict=True)


def _apart(notes: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    """Labels from top to bottom, each moved down to be legible under the one before."""
    placed: list[tuple[float, str]] = []
    for y, text in notes:
        placed.append((max(y, placed[-1][0] + LABEL) if placed else y, text))
    return placed
