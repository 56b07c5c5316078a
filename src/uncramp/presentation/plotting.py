"""What all charts are drawn with: axes, lines and areas in plots, one above the other, as SVG.

Lines stretch to the width of the page, type stays as large as the text around it. Colours and line widths come from the
stylesheet by class; nothing here is told by colour alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from math import ceil, floor, isnan, log10

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.presentation.words import Words

WIDTH = 1000.0
"""Of a plot in its own coordinates."""
PLOT, BETWEEN, LABEL = 170.0, 34.0, 14.0
"""Heights on the page, px: of a plot, above it, and of a line of type."""
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
    """A named plot.

    Parameters
    ----------
    height
        On the page, px.
    shapes
        What is drawn in it, as SVG in the plot's own coordinates.
    notes
        What is written to the right of it, and where on the vertical axis, from top to bottom.
    """

    name: str
    height: float
    vertical: Axis
    shapes: str
    notes: tuple[tuple[float, str], ...] = ()


def round_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Multiples of 1, 2, 2.5 or 5 times a power of ten from ``low`` to ``high``, at most ``most`` of them."""
    size = 10.0 ** floor(log10((high - low) / most))
    return next(ticks for each in STEPS if len(ticks := multiples(size * each, low, high)) <= most)


def multiples(step: float, low: float, high: float) -> list[float]:
    """All multiples of a step from ``low`` to ``high``, both included."""
    return [step * index for index in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def distance_axis(end: float, words: Words) -> Axis:
    """From the start to a distance in m, in the reader's unit, which stands at the last label."""
    unit = words.units.split_length
    ticks = round_ticks(0.0, end / unit)
    shown = [(tick * unit, f"{tick:g}") for tick in ticks]
    last, text = shown[-1]
    return Axis(0.0, end, (*shown[:-1], (last, f"{text} {words.units.distance}")))


def line(across: FloatArray, up: FloatArray, height: float) -> str:
    """Path through points given as shares of the axes, each of shape (n,), broken where ``up`` is NaN."""
    path, pen = [], "M"
    for x, y in zip((WIDTH * across).tolist(), (height * (1.0 - up)).tolist(), strict=True):
        if isnan(y):
            pen = "M"
            continue
        path.append(f"{pen}{x:.1f},{y:.1f}" + ("h0" if pen == "M" else ""))  # a lone point is a dot
        pen = "L"
    return "".join(path)


def area(across: FloatArray, low: FloatArray, high: FloatArray, height: float) -> str:
    """Path around what lies between two lines, each of shape (n,), in pieces where either is NaN."""
    known = np.isfinite(low) & np.isfinite(high)
    pieces = np.split(np.arange(across.size), np.flatnonzero(np.diff(known.astype(int))) + 1)
    return "".join(
        line(np.append(across[each], across[each][::-1]), np.append(high[each], low[each][::-1]), height) + "Z"
        for each in pieces
        if each.size and known[each[0]]
    )


def chart(plots: Sequence[Plot], across: Axis, title: str, described: str, over: str = "") -> str:
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


def marks(places: Axis, foot: float) -> str:
    """Lines from the top down to ``foot``, px, each with a word above it: the ticks of an axis."""
    return "".join(
        f'<line class="mark" x1="{x:.2f}%" x2="{x:.2f}%" y1="{BETWEEN - 6.0:.0f}" y2="{foot:.0f}"/>'
        f'<text class="across marked" x="{x:.2f}%" y="{BETWEEN - 10.0:.0f}">{escape(text)}</text>'
        for x, text in ((100.0 * share, text) for share, text in _placed(places))
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
