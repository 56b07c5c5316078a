from dataclasses import replace

import numpy as np
import pytest

from uncramp.domain.sentence import say
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Reading
from uncramp.risk.draws import prior_draws
from uncramp.risk.forecast import log_hazards_of
from uncramp.risk.states import cramp
from uncramp.risk.whatif import Alternative, Lever, ranked, what_if

PRIOR = priors()
DRAWS = prior_draws(PRIOR)
CHANGED = say("something changed")


def run(distance: float = 42_195.0, **known: float) -> Exposure:
    readings = {Covariate(name): Reading(value, Provenance.PLANNED) for name, value in known.items()}
    return Exposure(Demand(distance, is_race=True), readings, {})


def alternative(lever: Lever, before: Exposure, after: Exposure, covariate: Covariate) -> Alternative:
    return Alternative(lever, CHANGED, before, after, covariate)


SLOWER = alternative(Lever.EVEN_PACE, run(over_pace=0.10), run(over_pace=0.0), Covariate.OVER_PACE)
COOLER = alternative(Lever.START_HOUR, run(wbgt=22.0), run(wbgt=18.0), Covariate.WBGT)
FASTER = alternative(Lever.SLOWER_FIRST_THIRD, run(over_pace=0.0), run(over_pace=0.10), Covariate.OVER_PACE)


def test_a_change_is_the_difference_in_the_same_draws() -> None:
    found = what_if(SLOWER, PRIOR, DRAWS)
    assert found is not None
    after, before = (
        cramp(np.exp(log_hazards_of(each, PRIOR, DRAWS)), DRAWS.near, DRAWS.again)
        for each in (SLOWER.changed, SLOWER.run)
    )
    difference = after - before
    assert found.change.median == pytest.approx(difference.mean(), rel=1e-9)
    assert found.change.low == pytest.approx(np.percentile(difference, 10), rel=1e-9)
    # Two steps of 0.35 on the logarithm halve the hazard.
    assert found.factor.median == pytest.approx(np.exp(-0.70), abs=0.03)


def test_nothing_changed_is_no_change() -> None:
    found = what_if(replace(SLOWER, changed=SLOWER.run), PRIOR, DRAWS)
    assert found is not None
    assert (found.change.low, found.change.median, found.change.high) == (0.0, 0.0, 0.0)
    assert not found.is_shown


def test_only_what_is_beyond_doubt_is_shown_to_matter() -> None:
    shown = {each.lever: each.is_shown for each in ranked((COOLER, SLOWER, FASTER), PRIOR, DRAWS)}
    assert shown == {Lever.EVEN_PACE: True, Lever.START_HOUR: False, Lever.SLOWER_FIRST_THIRD: False}


def test_what_is_shown_comes_first_and_the_largest_effect_before_the_smaller() -> None:
    smaller = alternative(Lever.SLOWER_FIRST_THIRD, run(over_pace=0.10), run(over_pace=0.08), Covariate.OVER_PACE)
    found = ranked((COOLER, smaller, SLOWER), PRIOR, DRAWS)
    assert [each.lever for each in found] == [Lever.EVEN_PACE, Lever.SLOWER_FIRST_THIRD, Lever.START_HOUR]


def test_a_change_bears_the_grade_and_the_findings_of_its_covariate() -> None:
    found = what_if(COOLER, PRIOR, DRAWS)
    assert found is not None
    assert (found.grade, found.findings) == (PRIOR.covariate["wbgt"].grade, PRIOR.covariate["wbgt"].findings)


def test_without_a_level_there_is_nothing_to_compare() -> None:
    assert what_if(replace(SLOWER, changed=run(9_999.0, over_pace=0.0)), PRIOR, DRAWS) is None


def test_drinking_is_no_lever() -> None:
    names = " ".join(lever.value for lever in Lever)
    assert not [word for word in ("drink", "fluid", "water", "salt", "sodium", "magnesium") if word in names]
