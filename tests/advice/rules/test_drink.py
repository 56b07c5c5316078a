import pytest

from advice.situations import ORDINARY, situation
from uncramp.advice.rules import drink
from uncramp.advice.situation import Situation
from uncramp.domain.grade import Grade
from uncramp.domain.runner import Condition, Runner
from uncramp.evidence.findings import findings

PATIENT = situation(runner=Runner(mass=70.0, conditions=frozenset({Condition.KIDNEY_DISEASE})))


def words(at: Situation) -> str:
    return " ".join(map(str, drink.advise(at).advice.sentences))


def test_thirst_comes_first_and_the_ceiling_is_no_target() -> None:
    first = str(drink.advise(ORDINARY).advice.sentences[0])
    assert first.startswith("Drink when you are thirsty.")
    assert "not a target" in first


def test_the_proposal_is_four_fifths_of_what_the_runner_surely_sweats() -> None:
    plan = drink.advise(ORDINARY).drink
    assert plan is not None
    assert plan.ceiling == pytest.approx(0.8 * 0.46)
    assert plan.sodium == 0.0
    assert plan.sweat_rate == ORDINARY.sweat_rate


def test_without_a_body_mass_there_is_no_ceiling_and_no_word_of_one_below() -> None:
    unknown = situation(sweat_rate=None, runner=Runner())
    plan = drink.advise(unknown).drink
    assert plan is not None
    assert plan.ceiling is None
    assert "add it to your profile" in words(unknown)
    assert "ceiling below" not in words(unknown)


def test_where_a_doctor_has_to_say_there_is_no_ceiling_and_no_word_of_one() -> None:
    plan = drink.advise(PATIENT).drink
    assert plan is not None
    assert (plan.ceiling, plan.sweat_rate) == (None, None)
    assert "ask your doctor" in words(PATIENT)
    assert "ceiling" not in words(PATIENT)


def test_without_a_weighed_run_it_asks_for_some() -> None:
    assert "Weigh yourself" in words(ORDINARY)
    assert "Weigh yourself" not in words(situation(weighed=True))


@pytest.mark.parametrize(("seconds", "said"), [(5400.0, False), (5401.0, True)])
def test_carbohydrate_is_for_more_than_ninety_minutes(seconds: float, said: bool) -> None:  # noqa: FBT001  # a column
    assert ("carbohydrate" in words(situation(target_time=seconds))) is said


def test_no_drink_is_said_to_prevent_cramps() -> None:
    assert "has not been shown" in words(ORDINARY)
    assert not [word for word in ("prevent", "magnesium", "banana", "salt", "electrolyte") if word in words(ORDINARY)]


def test_the_advice_carries_its_grade_and_findings() -> None:
    advice = drink.advise(ORDINARY).advice
    assert (advice.rule, advice.grade, advice.findings) == ("drink", Grade.CONSENSUS, drink.FINDINGS)
    assert "hy-almond" in advice.findings
    assert set(advice.findings) <= findings().keys()
