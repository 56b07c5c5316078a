"""What an experiment says, as a curve over the ratio, and the numbers behind it."""

from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np

from uncramp.domain.sentence import Sentence, say
from uncramp.presentation.plotting import PLOT, Axis, Plot, area, chart, line, marks
from uncramp.presentation.words import Words
from uncramp.usecases.experiment_report import ExperimentReport

SHOWN = (0.25, 0.5, 0.8, 1.0, 1.25, 2.0, 4.0)
"""Ratios between which the table counts; the borders of what matters are among them."""
TICKS = (0.25, 0.5, 1.0, 2.0, 4.0)
LOWEST, HIGHEST = 0.2, 5.0
POINTS = 161
BETWEEN = 34.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ratios from one to another, and the chance that the true one lies there."""

    name: Sentence
    chance: float


def posterior_chart(report: ExperimentReport, words: Words) -> str:
    """Belief over the ratio, less often to the left, on a scale of halving and doubling, as SVG."""
    answer = report.answer
    across = Axis(log(LOWEST), log(HIGHEST), tuple((log(each), f"{each:g}") for each in TICKS))
    ratios = np.linspace(across.low, across.high, POINTS)
    density = np.interp(ratios, answer.log_ratio, answer.probability)
    up = density / max(float(density.max()), 1e-300) * 0.96
    way = across.share(ratios)
    low, high = log(report.ratio.low), log(report.ratio.high)
    inside = np.where((ratios >= low) & (ratios <= high), up, np.nan)
    foot = np.where(np.isnan(inside), np.nan, 0.0)
    shapes = f'<path class="band" d="{area(way, foot, inside, PLOT)}"/><path class="line" d="{line(way, up, PLOT)}"/>'
    plot = Plot(words(say("Left of 1: rarer with it; right of 1: more often")), PLOT, Axis(0.0, 1.0), shapes)
    described = say(
        "The curve is highest at the likeliest ratio; the shaded part, {ratio}, holds 8 times in 10. "
        "The table has the same numbers.",
        ratio=report.ratio,
    )
    even = Axis(across.low, across.high, ((0.0, ""),))
    title = words(say("What is believed of the ratio"))
    return chart([plot], across, title, words(described), marks(even, PLOT + BETWEEN))


def posterior_rows(report: ExperimentReport) -> list[Row]:
    """The same in pieces between the marked ratios."""
    answer = report.answer
    so_far = np.cumsum(answer.probability)
    below = np.interp(np.log(SHOWN), answer.log_ratio, so_far).tolist()
    bounds = [0.0, *below, 1.0]
    names = [
        say("below {high} times", high=f"{SHOWN[0]:g}"),
        *(say("{low} to {high} times", low=f"{low:g}", high=f"{high:g}") for low, high in pairwise(SHOWN)),
        say("above {low} times", low=f"{SHOWN[-1]:g}"),
    ]
    return [Row(name, max(high - low, 0.0)) for name, low, high in zip(names, bounds[:-1], bounds[1:], strict=True)]
