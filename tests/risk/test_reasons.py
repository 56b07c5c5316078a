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
from uncramp.risk.forecast import log_hazards_of
from uncramp.risk.reasons import ABOVE, BELOW, LEAST, SIGNED, Reason, UsualRun, explain, range_of, usual_exposure

PRIOR = priors()
DRAWS = prior_draws(PRIOR, count=500)
NAMES = [Covariate(name) for name, each in PRIOR.covariate.items() if not each.off]


def exposure_of(known: dict[Covariate, float], *, is_race: bool = True) -> Exposure:
    readings = {name: Reading(PRIOR.covariate[name].value(steps), Provenance.PROFILE) for name, steps in known.items()}
    return Exposure(Demand(42_195, is_race), readings, {})


def reasons(known: dict[Covariate, float]) -> tuple[Reason, ...]:
    return explain(exposure_of(known), PRIOR, DRAWS).strongest


exposures = st.dictionaries(st.sampled_from(NAMES), st.floats(-5, 5))


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
        usual = 0.0 if each.covariate in SIGNED else PRIOR.covariate[each.covariate].population.centre
        words = ABOVE if known[each.covariate] > usual else BELOW
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
    assert [each.log_effect.median for each in found] == pytest.approx([0.42, 0.39, 0.34], abs=0.05)


def test_the_reasons_add_up_to_what_the_run_and_the_runner_differ_by() -> None:
    known = {Covariate.OVER_PACE: 1.0, Covariate.WBGT: 2.0, Covariate.BEYOND_LONGEST: 1.0, Covariate.MALE: 1.0}
    exposure = exposure_of(known)
    usual = UsualRun(np.array([steps_usually(name) for name in PRIOR.covariate]), runs=7)
    explanation = explain(exposure, PRIOR, DRAWS, usual)
    there = usual_exposure(exposure, PRIOR, usual)
    difference = log_hazards_of(exposure, PRIOR, DRAWS) - log_hazards_of(there, PRIOR, DRAWS)
    whole = range_of("log_hazard", difference)
    assert (explanation.run.low, explanation.run.median, explanation.run.high) == pytest.approx(
        (whole.low, whole.median, whole.high), abs=1e-12
    )
    own = DRAWS.deviation + DRAWS.effects[:, list(PRIOR.covariate).index("male")] * (1.0 - 0.75)
    assert explanation.runner.median == pytest.approx(float(np.median(own)), abs=1e-12)
    assert explanation.usual_runs == 7


def steps_usually(name: str) -> float:
    return {"over_pace": -2.0, "wbgt": 1.0, "beyond_longest": 0.0}.get(name, np.nan)


def test_a_run_stands_against_the_own_usual_one_and_the_runner_against_others() -> None:
    usual = UsualRun(np.array([steps_usually(name) for name in PRIOR.covariate]), runs=5)
    known = {Covariate.OVER_PACE: -1.0, Covariate.MALE: 1.0}
    found = {each.covariate: each for each in explain(exposure_of(known), PRIOR, DRAWS, usual).reasons}
    pace, male = found[Covariate.OVER_PACE], found[Covariate.MALE]
    assert (pace.usual.value, male.usual.value) == pytest.approx((-0.10, 0.75))
    assert (pace.is_of_runner, male.is_of_runner) == (False, True)
    assert pace.log_effect.median > 0  # slower than able, but faster than usual
    assert "slower than your own runs would allow" in str(pace.sentence)


def test_what_is_off_is_no_reason() -> None:
    off = [Covariate(name) for name, each in PRIOR.covariate.items() if each.off]
    assert explain(exposure_of(dict.fromkeys(off, 4.0)), PRIOR, DRAWS).reasons == ()


@pytest.mark.parametrize(("steps", "word"), [(1.5, "faster"), (-1.5, "slower")])
def test_haste_is_told_in_per_cent(steps: float, word: str) -> None:
    (reason,) = reasons({Covariate.OVER_PACE: steps})
    percent = reason.sentence.values["percent"]
    assert isinstance(percent, Quantity)
    assert percent.kind == "share"
    assert percent.value == pytest.approx(0.075)
    assert word in str(reason.sentence)


def test_an_ordinary_runner_stands_out_in_nothing() -> None:
    assert reasons({name: PRIOR.covariate[name].population.centre for name in NAMES}) == ()


def test_not_to_do_strength_work_raises_and_to_do_it_lowers() -> None:
    (without,), (with_it,) = reasons({Covariate.STRENGTH_WORK: 0.0}), reasons({Covariate.STRENGTH_WORK: 1.0})
    assert without.log_effect.median > 0 > with_it.log_effect.median


def test_every_covariate_has_words_for_both_sides() -> None:
    assert set(ABOVE) == set(BELOW) == set(NAMES)
    assert all(str(words[name]) for words in (ABOVE, BELOW) for name in ABOVE if name != "over_pace")


def test_no_reason_promises_anything_or_speaks_of_drinking() -> None:
    everything = " ".join(each.template.lower() for words in (ABOVE, BELOW) for each in words.values())
    assert not [word for word in ("drink", "salt", "water", "prevent", "will cramp", "guarantee") if word in everything]


def test_a_median_is_over_the_draws_of_effect_and_value() -> None:
    (reason,) = reasons({Covariate.MALE: 1.0})
    effect = DRAWS.effects[:, list(PRIOR.covariate).index("male")] * 0.25
    assert reason.log_effect.median == pytest.approx(float(np.median(effect)))
