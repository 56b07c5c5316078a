"""What was expected of runs and what came, as a picture and as rows."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.quantities import Range
from uncramp.domain.sentence import say
from uncramp.presentation.plotting import BETWEEN, PLOT, Axis, Plot, chart, line, round_ticks
from uncramp.presentation.words import Words
from uncramp.risk.prequential import Evaluation

SPARE = 1.05
DOT = 4.0
"""Radius on the page, px."""


@dataclass(frozen=True, slots=True)
class Row:
    """A group of runs of which about the same was expected.

    Parameters
    ----------
    expected
        Mean chance of a cramp, between the least and the most in the group.
    observed
        Share of the runs with a cramp, and its 80 % interval.
    """

    expected: Range
    observed: Range
    runs: int
    cramps: int


def calibration_rows(evaluation: Evaluation) -> list[Row]:
    """The groups, from the least expected to the most."""
    return [Row(each.expected, each.observed, each.runs, each.cramps) for each in evaluation.groups]


def calibration_chart(evaluation: Evaluation, words: Words) -> str | None:
    """Share of runs with a cramp over what was expected, with 80 % intervals and the line of equality, as SVG.

    None without an answered run.
    """
    rows = calibration_rows(evaluation)
    if not rows:
        return None
    end = min(SPARE * max(max(row.expected.median, row.observed.high) for row in rows), 1.0)
    ticks = tuple((tick, f"{100.0 * tick:g} %") for tick in round_ticks(0.0, end, 4))
    axis = Axis(0.0, end, ticks)
    places = [float(axis.share(np.array(row.expected.median))) for row in rows]
    shapes = f'<path class="mean" d="{line(np.array([0.0, 1.0]), np.array([0.0, 1.0]), PLOT)}"/>' + "".join(
        f'<path class="line" d="{line(np.full(2, x), axis.share(np.array(ends)), PLOT)}"/>'
        for x, ends in zip(places, ((row.observed.low, row.observed.high) for row in rows), strict=True)
    )
    heights = [BETWEEN + PLOT * (1.0 - float(axis.share(np.array(row.observed.median)))) for row in rows]
    dots = "".join(
        f'<circle class="dot" fill="currentColor" cx="{100.0 * x:.2f}%" cy="{y:.1f}" r="{DOT:g}"/>'
        for x, y in zip(places, heights, strict=True)
    )
    name = say("Runs with a cramp, over what was expected")
    described = say(
        "{groups}. On the broken line came what was expected. The table has the same numbers.",
        groups="; ".join(_told(row, words) for row in rows),
    )
    plot = Plot(words(name), PLOT, axis, shapes)
    return chart([plot], axis, words(say("What was expected, and what came")), words(described), dots)


def _told(row: Row, words: Words) -> str:
    return words(
        say(
            "{cramps} of {runs} runs had a cramp, {observed}, where {expected} was expected",
            cramps=row.cramps,
            runs=row.runs,
            observed=row.observed,
            expected=row.expected,
        )
    )
