import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.quantities import Quantity
from uncramp.domain.weather import Provenance
from uncramp.evidence.findings import findings
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Reading
from uncramp.risk.draws import prior_draws
from uncramp.risk.forecast import covariate_draws
from uncramp.risk.reasons import ABOVE, BELOW, LEAST, Reason, reasons_for

PRIOR = priors()
DRAWS = prior_draws(PRIOR, 500)


def reasons(known: dict[Covariate, float]) -> tuple[Reason, ...]:
    in_own_unit = {
        name: PRIOR.covariate[name].zero + PRIOR.covariate[name].step * steps for name, steps in known.items()
    }
    readings = {name: Reading(value, Provenance.PROFILE) for name, value in in_own_unit.items()}
    exposure = Exposure(Demand(42_195, is_race=True), readings, {})
    return reasons_for(exposure, covariate_draws(exposure, PRIOR, 500), DRAWS, PRIOR)


exposures = st.dictionaries(st.sampled_from([Covariate(name) for name in PRIOR.covariate]), st.floats(-5, 5))


@given(exposures)
def test_there_are_at_most_three_reasons_strongest_first_each_known_with_grade_and_findings(
    known: dict[Covariate, float],
) -> None:
    found = reasons(known)
    sizes = [abs(each.log_effect.median) for each in found]
    assert len(found) <= 3
    assert sizes == sorted(sizes, reverse=True)
    assert all(size >= LEAST for size in sizes)
    for each in found:
        prior = PRIOR.covariate[each.covariate]
        assert each.covariate in known
        assert (each.grade, each.findings) == (prior.grade, prior.findings)
        assert each.findings
        assert set(each.findings) <= findings().keys()
        assert each.log_effect.low <= each.log_effect.median <= each.log_effect.high


@given(exposures)
def test_a_reason_speaks_of_what_the_runner_is_and_not_of_its_effect(known: dict[Covariate, float]) -> None:
    for each in reasons(known):
        centre = PRIOR.covariate[each.covariate].population.centre
        words = ABOVE if known[each.covariate] > centre else BELOW
        assert each.sentence.template == words[each.covariate].template
        assert str(each.sentence)


def test_the_strongest_reasons_come_first() -> None:
    known = {Covariate.FAMILY_HISTORY: 1.0, Covariate.CRAMP_HISTORY: 1.0, Covariate.OVER_PACE: 1.2, Covariate.AGE: 1.0}
    found = reasons(known)
    assert [each.covariate for each in found] == [
        Covariate.OVER_PACE,  # 0.35 times 1.2 = 0.42
        Covariate.FAMILY_HISTORY,  # 0.45 times (1 - 0.13) = 0.39
        Covariate.CRAMP_HISTORY,  # 1.1 times (1 - 0.69) = 0.34
    ]
    assert [each.log_effect.median for each in found] == pytest.approx([0.42, 0.39, 0.34], abs=0.04)


@pytest.mark.parametrize(("steps", "word"), [(1.5, "faster"), (-1.5, "slower")])
def test_haste_is_told_in_per_cent(steps: float, word: str) -> None:
    (reason,) = reasons({Covariate.OVER_PACE: steps})
    percent = reason.sentence.values["percent"]
    assert isinstance(percent, Quantity)
    assert percent.kind == "share"
    assert percent.value == pytest.approx(0.075)
    assert word in str(reason.sentence)


def test_an_ordinary_runner_stands_out_in_nothing() -> None:
    assert reasons({Covariate(name): each.population.centre for name, each in PRIOR.covariate.items()}) == ()


def test_not_to_do_strength_work_raises_and_to_do_it_lowers() -> None:
    (without,), (with_it,) = reasons({Covariate.STRENGTH_WORK: 0.0}), reasons({Covariate.STRENGTH_WORK: 1.0})
    assert without.log_effect.median > 0 > with_it.log_effect.median


def test_every_covariate_has_words_for_both_sides() -> None:
    assert set(ABOVE) == set(BELOW) == set(PRIOR.covariate)
    assert all(str(words[name]) for words in (ABOVE, BELOW) for name in ABOVE if name != "over_pace")


def test_no_reason_promises_anything_or_speaks_of_drinking() -> None:
    everything = " ".join(each.template.lower() for words in (ABOVE, BELOW) for each in words.values())
    assert not [word for word in ("drink", "salt", "water", "prevent", "will cramp", "guarantee") if word in everything]


def test_a_median_is_over_the_draws_of_effect_and_value() -> None:
    (reason,) = reasons({Covariate.MALE: 1.0})
    effect = DRAWS.effects[:, list(PRIOR.covariate).index("male")] * 0.25
    assert reason.log_effect.median == pytest.approx(float(np.median(effect)))
