"""A forecast, its reasons, what would change it, and a run looked back at, in round numbers."""

from dataclasses import replace
from math import log
from types import MappingProxyType
from typing import Any

import numpy as np

from uncramp.domain.grade import Grade
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import say
from uncramp.domain.weather import Provenance
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Reading
from uncramp.risk.forecast import Band, Forecast
from uncramp.risk.hindsight import Hindsight
from uncramp.risk.reasons import Explanation, Reason
from uncramp.risk.whatif import Lever, WhatIf

FORECAST = Forecast(
    probability=Range("probability", 0.02, 0.08, 0.3),
    band=Band.RAISED,
    distance=np.array([1000.0, 2000.0, 2500.0]),
    cumulative=np.array([[0.0, 0.01, 0.02], [0.0001, 0.03, 0.08], [0.0004, 0.1, 0.3]]),
    per_kilometre=np.array([[0.0, 0.01, 0.01], [0.0001, 0.0299, 0.05], [0.0004, 0.09, 0.2]]),
    place=Range("distance", 1500.0, 2100.0, 2400.0),
    unknown=(Covariate.WBGT,),
    extrapolated=False,
)
HISTORY = Reason(
    Covariate.CRAMP_HISTORY,
    say("You have cramped before."),
    Range("log_hazard", log(1.25), log(2.0), log(4.0)),
    Quantity("answer", 1.0),
    Quantity("answer", 0.25),
    is_of_runner=True,
    grade=Grade.STRONG,
    findings=("rf-history-56",),
    provenance=Provenance.DIARY,
)
PACE = replace(
    HISTORY,
    covariate=Covariate.OVER_PACE,
    sentence=say("The first half is slower."),
    log_effect=Range("log_hazard", log(0.5), log(0.8), log(1.25)),
    value=Quantity("share", -0.04),
    usual=Quantity("share", 0.02),
    is_of_runner=False,
    grade=Grade.MODERATE,
    findings=(),
    provenance=Provenance.WATCH,
)
EXPLANATION = Explanation(
    (HISTORY, PACE),
    run=PACE.log_effect,
    runner=HISTORY.log_effect,
    beyond=Range("log_hazard", 0.0, 0.0, 0.0),
    usual_runs=7,
)
SLOWER = WhatIf(
    Lever.SLOWER_FIRST_THIRD,
    say("The first third held back"),
    Range("probability", 0.01, 0.05, 0.2),
    Range("probability_change", -0.1, -0.03, -0.005),
    Range("ratio", 0.5, 0.7, 0.9),
    Grade.STRONG,
    ("rf-overpace-56",),
)
STRENGTH = replace(
    SLOWER,
    lever=Lever.STRENGTH_WORK,
    sentence=say("Regular strength work"),
    change=Range("probability_change", -0.1, -0.03, 0.01),
    factor=Range("ratio", 0.5, 0.7, 1.2),
    grade=Grade.WEAK,
)
HINDSIGHT = Hindsight(
    np.array([1000.0, 2000.0, 2400.0]),
    np.array([[0.0, 0.01, 0.02], [0.01, 0.02, 0.03], [0.02, 0.04, 0.08]]),
    Range("share", 0.2, 0.4, 0.5),
    stood_out=(HISTORY,),
    may_have=(),
    did_not=(PACE,),
    excess=Range("share", 0.1, 0.42, 0.78),
    usual_runs=7,
)


def exposure(**known: Any) -> Exposure:  # noqa: ANN401  # a value, or a reading
    """A marathon of which this is known."""
    readings = {
        Covariate(name): each if isinstance(each, Reading) else Reading(each, Provenance.WATCH)
        for name, each in known.items()
    }
    return Exposure(Demand(42_195.0, is_race=True), MappingProxyType(readings), {})
