"""How the risk of a past run unfolded, kilometre by kilometre."""

import numpy as np

from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say
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
    round_ticks,
)
from uncramp.presentation.words import Words
from uncramp.risk.hindsight import Hindsight


def hindsight_chart(hindsight: Hindsight, words: Words, cramps: "list[float]") -> str:
    """Chance of a cramp in each whole piece if none came before, as steps in their 80 % band, as SVG.

    What is left at the end is no whole kilometre or mile: beside the others it would look like a fall.

    Parameters
    ----------
    cramps
        Where something cramped, m.
    """
    ends = np.insert(hindsight.distance, 0, 0.0)
    across = distance_axis(float(ends[-1]), words)
    whole = np.diff(ends) >= words.units.split_length - 1.0
    way = np.repeat(across.share(np.append(0.0, hindsight.distance[whole])), 2)[1:-1]
    low, mean, high = (np.repeat(each[whole], 2) for each in hindsight.per_kilometre)
    top = max(float(high.max()), 0.001)
    vertical = Axis(0.0, top, tuple((tick, f"{100.0 * tick:g} %") for tick in round_ticks(0.0, top, 4)))
    shares = [vertical.share(each) for each in (low, mean, high)]
    shapes = (
        f'<path class="band" d="{area(way, shares[0], shares[2], PLOT)}"/>'
        f'<path class="line" d="{line(way, shares[1], PLOT)}"/>'
    )
    name = say("Chance in each {unit}", unit=words.units.distance)
    described = say(
        "Chance of a cramp in each {unit} if none came before, in its 80 % range, up to {distance}. "
        "The table has the same numbers.",
        unit=words.units.distance,
        distance=Quantity("distance", float(ends[-1])),
    )
    over = marks(Axis(across.low, across.high, tuple((each, words(say("cramp"))) for each in cramps)), BETWEEN + PLOT)
    title = words(say("How the risk unfolded"))
    return chart([Plot(words(name), PLOT, vertical, shapes)], across, title, words(described), over)
