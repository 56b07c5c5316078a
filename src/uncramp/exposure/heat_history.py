"""How used to heat the runs before a moment have made the runner."""

from collections.abc import Iterable
from datetime import date, timedelta

import numpy as np

from uncramp.domain.quantities import Range
from uncramp.evidence.priors import WeatherPrior
from uncramp.exposure.air import wbgt_told_of
from uncramp.exposure.past_run import PastRun
from uncramp.physiology.acclimatisation import acclimatisation_share

REMEMBERED = timedelta(days=120)
"""After so long without heat a twentieth is left of what was gained, at 2.5 % a day."""

LEAST_TOLD = 0.5
"""Share of the runs whose weather must be known, ours."""


def acclimatisation_of(runs: Iterable[PastRun], day: date, assumed: WeatherPrior) -> Range | None:
    """Share of full acclimatisation, 1, on a day by the runs of the months before it.

    None without any, and where the weather of most of them is unknown: then nothing would be told but the doubt.
    """
    recent = [run for run in runs if timedelta(0) < day - run.outline.local_start.date() <= REMEMBERED]
    if not recent:
        return None
    heat = [wbgt_told_of(run, assumed) for run in recent]
    if sum(each is not None for each in heat) < LEAST_TOLD * len(recent):
        return None
    told = acclimatisation_share(
        [run.outline.local_start.toordinal() for run in recent],
        [run.outline.timer_time for run in recent],
        [np.nan if each is None else each.median for each in heat],
        day.toordinal(),
        [0.0 if each is None else each.sd for each in heat],
    )
    return Range("share", float(told.low), float(told.median), float(told.high))
