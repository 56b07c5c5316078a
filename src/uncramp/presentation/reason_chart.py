"""The reasons of a forecast as bars: how far each moves the hazard, with its interval and its grade."""

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log

import numpy as np

from uncramp.domain.sentence import say
from uncramp.presentation.explaining import ReasonRow
from uncramp.presentation.plotting import Axis
from uncramp.presentation.words import Words

ROW, BAR, TOP, FOOT = 58.0, 12.0, 8.0, 22.0
"""Heights on the page, px."""
NEAR = (0.8, 1.0, 1.25)
MOST_TICKS = 3
"""To each side of no effect."""
LEAST = 0.35
"""Of the axis to each side, on the logarithm: small effects do not fill the page."""


def reason_chart(rows: Sequence[ReasonRow], words: Words) -> str | None:
    """Bars from no effect to the median, with a line over the 80 % interval, as SVG; None without a reason."""
    if not rows:
        return None
    effects = [row.reason.log_effect for row in rows]
    reach = max(LEAST, *(abs(edge) for each in effects for edge in (each.low, each.high)))
    axis = Axis(-reach, reach, _factors(reach))
    height = TOP + ROW * len(rows)
    drawn = "".join(_bar(row, axis, TOP + ROW * index) for index, row in enumerate(rows))
    ticks = "".join(
        f'<line class="grid" x1="{x:.2f}%" x2="{x:.2f}%" y1="{TOP:.0f}" y2="{height:.0f}"/>'
        f'<text class="across" x="{x:.2f}%" y="{height + FOOT - 8.0:.0f}">{escape(text)}</text>'
        for value, text in axis.ticks
        for x in (_percent(axis, value),)
    )
    title = words(say("How much each reason moves the hazard"))
    described = words(
        say("Bars to the right raise it, to the left lower it; lines are 80 % ranges. The table has the same.")
    )
    return (
        f'<svg class="chart bars" role="img" height="{height + FOOT:.0f}" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title><desc>{escape(described)}</desc>{ticks}{drawn}</svg>"
    )


def _bar(row: ReasonRow, axis: Axis, top: float) -> str:
    effect = row.reason.log_effect
    start, end = sorted((_percent(axis, 0.0), _percent(axis, effect.median)))
    low, high = _percent(axis, effect.low), _percent(axis, effect.high)
    y = top + ROW - BAR - 8.0
    middle = y + BAR / 2.0
    kind = "up" if effect.median > 0.0 else "down"
    return (
        f'<text class="name" x="0" y="{y - 20.0:.0f}">{escape(row.name)}</text>'
        f'<text class="grade" x="0" y="{y - 6.0:.0f}">{escape(row.grade)}</text>'
        f'<rect class="bar {kind}" x="{start:.2f}%" width="{end - start:.2f}%" y="{y:.0f}" height="{BAR:.0f}"/>'
        f'<line class="reach" x1="{low:.2f}%" x2="{high:.2f}%" y1="{middle:.0f}" y2="{middle:.0f}"/>'
    )


def _percent(axis: Axis, value: float) -> float:
    return 100.0 * float(axis.share(np.array(value)))


def _factors(reach: float) -> tuple[tuple[float, str], ...]:
    """Halves and doubles within reach, or quarters where there are none."""
    doubles = floor(reach / log(2.0))
    step = ceil(doubles / MOST_TICKS)
    factors = [2.0 ** (step * each) for each in range(-(doubles // step), doubles // step + 1)] if doubles else NEAR
    return tuple((log(factor), f"\N{MULTIPLICATION SIGN} {factor:.3g}") for factor in factors)
