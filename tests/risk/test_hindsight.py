import numpy as np
import pytest

from uncramp.domain.grade import Grade
from uncramp.domain.weather import Provenance
from uncramp.evidence.findings import findings
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Reading
from uncramp.risk.diary import Diary, Outcome, Told
from uncramp.risk.hindsight import VERDICTS, Hindsight, Suspect, look_back
from uncramp.risk.posterior import learn
from uncramp.risk.reasons import UsualRun

PRIOR = priors()
BEFORE = learn(Diary.of([], PRIOR), PRIOR)
EASY = UsualRun(np.array([{"over_pace": -2.0}.get(name, np.nan) for name in PRIOR.covariate]), runs=12)
AT_35 = Outcome(Told.CRAMP, cramp_at=35.0 / 42.195)


def run(distance: float = 42_195.0, **known: float) -> Exposure:
    readings = {Covariate(name): Reading(value, Provenance.WATCH) for name, value in known.items()}
    return Exposure(Demand(distance, is_race=True), readings, {})


def back(exposure: Exposure, outcome: Outcome = AT_35, usual: UsualRun | None = EASY) -> Hindsight:
    found = look_back(exposure, outcome, BEFORE, usual)
    assert found is not None
    return found


def test_what_was_beyond_the_usual_stands_out() -> None:
    hindsight = back(run(over_pace=0.10, wbgt=15.0))
    assert [each.covariate for each in hindsight.stood_out] == [Covariate.OVER_PACE]
    assert [each.covariate for each in hindsight.did_not] == [Covariate.WBGT]
    assert hindsight.usual_runs == 12


def test_what_lost_mass_may_have_done_is_never_held_against_a_run() -> None:
    hindsight = back(run(over_pace=0.10, mass_loss=0.06))
    assert Covariate.MASS_LOSS not in {each.covariate for each in (*hindsight.stood_out, *hindsight.did_not)}


def test_the_share_that_goes_with_what_was_unusual_grows_with_it() -> None:
    excess = [back(run(over_pace=over)).excess for over in (-0.05, 0.0, 0.10)]
    medians = [each.median for each in excess if each is not None]
    assert len(medians) == 3
    assert medians == sorted(medians)
    # Four steps of 0.35 on the logarithm: about exp(-1.4) would have cramped as well, more where most cramp anyway.
    assert 0.4 < medians[2] < 1.0 - np.exp(-0.35 * 4) + 0.05


def test_a_usual_run_has_nothing_that_goes_with_its_cramp() -> None:
    hindsight = back(run(over_pace=-0.10))
    assert (hindsight.excess, hindsight.stood_out) == (None, ())


def test_how_much_of_the_risk_had_passed_follows_the_shape() -> None:
    passed = back(run()).passed
    assert passed is not None
    assert passed.median == pytest.approx((35.0 / 42.195) ** 3.86, abs=0.02)
    assert back(run(), Outcome(Told.CRAMP_SOMEWHERE)).passed is None


def test_after_a_twitch_the_chance_is_higher_than_without() -> None:
    twitched = back(run(), Outcome(Told.NEAR_THEN_CRAMP, 25.0 / 42.195, 35.0 / 42.195))
    plain = back(run())
    before, after = twitched.distance <= 25_000, twitched.distance == 30_000
    assert np.array_equal(twitched.per_kilometre[:, before], plain.per_kilometre[:, before])
    ratio = twitched.per_kilometre[1, after] / plain.per_kilometre[1, after]
    assert ratio.item() == pytest.approx(np.exp(0.875), rel=0.12)  # 2.40 times in the tent records


def test_the_risk_rises_towards_the_end() -> None:
    hindsight = back(run(), Outcome(Told.CRAMP_SOMEWHERE))
    whole = hindsight.per_kilometre[:, :42]  # the last 195 m are a shorter piece
    assert (np.diff(whole, axis=1) > 0).all()
    assert (np.diff(whole, axis=0) >= 0).all()


def test_outside_the_known_distances_there_is_nothing_to_say() -> None:
    assert look_back(run(9_000.0), AT_35, BEFORE) is None


@pytest.mark.parametrize("suspect", list(Suspect))
def test_every_suspicion_has_a_verdict_with_findings(suspect: Suspect) -> None:
    verdict = VERDICTS[suspect]
    assert set(verdict.findings) <= findings().keys()
    assert verdict.findings
    assert verdict.sentence.template.startswith("Not supported") is not verdict.is_supported


@pytest.mark.parametrize("suspect", [Suspect.DEHYDRATION, Suspect.SALT, Suspect.MAGNESIUM, Suspect.STRETCHING])
def test_what_the_evidence_contradicts_is_said_to_be_so(suspect: Suspect) -> None:
    assert not VERDICTS[suspect].is_supported


def test_the_grade_of_a_verdict_is_that_of_one_of_its_findings() -> None:
    for verdict in VERDICTS.values():
        grades = {findings()[each].grade for each in verdict.findings}
        assert verdict.grade in grades or verdict.grade is Grade.WEAK  # of another outcome, or judged: weak
