from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from advice.situations import ORDINARY, situation, situations
from uncramp.advice.compose import compose
from uncramp.advice.limits import fluid_ceiling, is_too_hot, needs_doctor, sip_refusal, within_limits
from uncramp.advice.situation import Situation
from uncramp.domain.plan import DrinkPlan, PacePlan, Plan, Split
from uncramp.domain.quantities import Range
from uncramp.domain.runner import Condition, Runner
from uncramp.domain.sentence import Sentence
from uncramp.evidence.priors import limits

# The evidence register, section 5, planner rules (a) to (g), and section 7, typed here and nowhere read.
CEILING, CEILING_WEIGHED, CEILING_SMALL_OR_SLOW = 0.8, 1.0, 0.5
SMALL, SLOW = 60.0, 4 * 3600.0
SHARE_OF_SWEAT, CHANCE_OF_GAIN = 0.8, 0.10
SODIUM = 600.0
STOP = 28.0
DOCTOR = {"nsaid", "previous_hyponatraemia", "pregnancy", "kidney_disease", "heart_disease", "diuretic"}
NUMBERLESS = DrinkPlan(ceiling=None)

numbers = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 0.5, 0.8, 1.0, 1e9, -1.0])
absurd_drinks = st.builds(
    DrinkPlan,
    ceiling=st.none() | numbers,
    sodium=numbers,
    sweat_rate=st.none() | st.builds(Range, st.just("sweat_rate"), numbers, numbers, numbers),
    mass_change=st.none() | st.builds(Range, st.just("mass_change"), numbers, numbers, numbers),
)
absurd_splits = st.builds(Split, end=numbers, length=numbers, duration=numbers, grade=st.none() | numbers)
absurd_plans = st.builds(
    Plan,
    race=st.just(ORDINARY.race),
    pace=st.builds(PacePlan, st.lists(absurd_splits, max_size=3).map(tuple)),
    drink=absurd_drinks,
    advice=st.just(()),
    notices=st.lists(st.builds(Sentence, st.sampled_from(["One thing.", "Another."])), max_size=2).map(tuple),
)


def is_slow(at: Situation) -> bool:
    """Whether the goal or what the runner's efforts show is over four hours."""
    return at.target_time > SLOW or (at.predicted_time is not None and at.predicted_time.median > SLOW)


def highest(at: Situation) -> float:
    """Most that this runner may be told to drink in an hour, L/h."""
    mass, sweat = at.runner.mass, at.sweat_rate
    if mass is None or sweat is None or at.runner.conditions is None or at.runner.conditions & DOCTOR:
        return 0.0
    ceiling = CEILING_WEIGHED if at.weighed else CEILING
    if mass < SMALL or is_slow(at):
        ceiling = CEILING_SMALL_OR_SLOW
    return min(ceiling, SHARE_OF_SWEAT * sweat.low)


def chance_of_gain(ceiling: float, sweat: Range) -> float:
    """Chance that someone who drinks at the ceiling drinks more than they lose."""
    sd = (sweat.median - sweat.low) / 1.2815515655446004
    return float(stats.norm.cdf(ceiling, sweat.median, sd)) if sd else float(ceiling >= sweat.median)


def assert_safe(plan: Plan, at: Situation) -> None:
    ceiling = plan.drink.ceiling
    if (at.runner.conditions or set()) & DOCTOR:
        assert plan.drink == NUMBERLESS
        assert "doctor" in " ".join(map(str, plan.notices)) or "Do not race" in str(plan.notices[0])
    if ceiling is None:
        assert plan.drink == NUMBERLESS
    else:
        assert at.sweat_rate is not None
        assert 0 < ceiling <= highest(at)
        assert chance_of_gain(ceiling, at.sweat_rate) <= CHANCE_OF_GAIN + 1e-9
        assert plan.drink.mass_change is not None
        assert plan.drink.mass_change.high <= 0
        assert 0 <= plan.drink.sodium <= SODIUM
    if at.wbgt is not None and at.wbgt.median > STOP:
        assert plan.pace.splits == ()
        assert str(plan.notices[0]).startswith("Do not race")


ASKED = Runner(conditions=frozenset())


@settings(max_examples=400)
@given(situations())
def test_no_plan_that_the_rules_compose_exceeds_the_limits(at: Situation) -> None:
    assert_safe(compose(at), at)


@settings(max_examples=400)
@given(absurd_plans, situations())
def test_no_plan_that_anyone_makes_up_exceeds_the_limits(plan: Plan, at: Situation) -> None:
    assert_safe(within_limits(plan, at), at)


@settings(max_examples=200)
@given(absurd_plans, situations())
def test_the_limits_never_raise_what_was_proposed(plan: Plan, at: Situation) -> None:
    drink = within_limits(plan, at).drink
    if drink.ceiling is not None:
        assert plan.drink.ceiling is not None
        assert drink.ceiling <= plan.drink.ceiling
    assert drink.sodium <= max(plan.drink.sodium, 0.0) or isnan(plan.drink.sodium)


@given(absurd_plans, situations())
def test_the_limits_have_nothing_to_add_to_a_plan_that_they_passed(plan: Plan, at: Situation) -> None:
    once = within_limits(plan, at)
    twice = within_limits(once, at)
    assert (repr(twice.drink), repr(twice.pace)) == (repr(once.drink), repr(once.pace))


@given(absurd_plans, situations())
def test_what_the_limits_found_comes_before_what_the_plan_said(plan: Plan, at: Situation) -> None:
    notices = within_limits(plan, at).notices
    if is_too_hot(at):
        assert len(notices) == 1  # nothing else counts then
        return
    assert notices[len(notices) - len(plan.notices) :] == plan.notices


def drink_of(at: Situation, ceiling: float = 9.0, sodium: float = 0.0) -> DrinkPlan:
    plan = Plan(at.race, PacePlan(()), DrinkPlan(ceiling, sodium), ())
    return within_limits(plan, at).drink


SWEATY = Range("sweat_rate", 2.0, 2.5, 3.0)


@pytest.mark.parametrize(
    ("changes", "ceiling"),
    [
        ({}, 0.8),
        ({"weighed": True}, 1.0),
        ({"target_time": SLOW}, 0.8),
        ({"target_time": SLOW + 1}, 0.5),
        ({"target_time": SLOW + 1, "weighed": True}, 0.5),
        ({"predicted_time": Range.normal("elapsed_time", 15_000, 900)}, 0.5),
        ({"runner": replace(ASKED, mass=59.9)}, 0.5),
        ({"runner": replace(ASKED, mass=60.0)}, 0.8),
        ({"runner": replace(ASKED, mass=59.9), "weighed": True}, 0.5),
        ({"sweat_rate": Range("sweat_rate", 0.5, 0.9, 1.3)}, 0.4),
        ({"sweat_rate": Range("sweat_rate", 0.5, 0.9, 1.3), "weighed": True}, 0.4),
    ],
)
def test_each_ceiling_holds_at_its_edge(changes: dict[str, object], ceiling: float) -> None:
    at = situation(**{"sweat_rate": SWEATY, **changes})
    assert drink_of(at).ceiling == pytest.approx(ceiling)
    assert fluid_ceiling(at) == pytest.approx(ceiling)


def test_less_than_the_ceiling_is_left_as_it_was_proposed() -> None:
    assert drink_of(ORDINARY, ceiling=0.2) == DrinkPlan(0.2, 0.0, None, drink_of(ORDINARY, ceiling=0.2).mass_change)


@pytest.mark.parametrize(
    ("hours", "sweated", "sodium"),
    [(2.5, 0.55, 300.0), (1.9, 0.55, 0.0), (2.5, 0.60, 0.0)],
    ids=["long, most of it replaced", "too short", "too little replaced"],
)
def test_sodium_is_only_for_long_runs_in_which_most_of_the_sweat_is_drunk(
    hours: float, sweated: float, sodium: float
) -> None:
    at = situation(sweat_rate=Range("sweat_rate", 0.5, sweated, 0.9), target_time=hours * 3600.0)
    assert drink_of(at, ceiling=0.4, sodium=300.0).sodium == sodium


def test_a_loss_beyond_three_per_cent_is_warned_of() -> None:
    at = situation(sweat_rate=Range("sweat_rate", 0.46, 1.07, 1.68))  # (0.368 - 1.07) L/h for 3.6 h of 70 kg
    assert "0.036" in " ".join(map(str, compose(at).notices))
    assert "body mass" not in " ".join(map(str, compose(ORDINARY).notices))


@pytest.mark.parametrize("ceiling", [0.0, -1.0, float("nan"), float("-inf")])
def test_nobody_is_told_to_drink_nothing(ceiling: float) -> None:
    assert drink_of(ORDINARY, ceiling=ceiling) == NUMBERLESS


def test_who_sweats_next_to_nothing_gets_no_number() -> None:
    assert drink_of(situation(sweat_rate=Range("sweat_rate", 0.0, 0.2, 0.5))) == NUMBERLESS


def test_the_change_of_mass_is_that_of_drinking_at_the_ceiling() -> None:
    change = drink_of(situation(target_time=2 * 3600.0)).mass_change
    assert change is not None
    drunk = 0.8 * 0.46
    expected = [(drunk - lost) * 2 / 70 for lost in (1.34, 0.90, 0.46)]
    assert [change.low, change.median, change.high] == pytest.approx(expected)


@pytest.mark.parametrize("condition", sorted(DOCTOR))
def test_with_what_is_a_doctors_matter_there_is_no_number(condition: str) -> None:
    at = situation(runner=Runner(mass=70.0, conditions=frozenset({Condition(condition), Condition.STATIN})))
    assert needs_doctor(at)
    assert fluid_ceiling(at) is None
    assert compose(at).drink == NUMBERLESS


@pytest.mark.parametrize("condition", [each for each in Condition if each not in DOCTOR])
def test_with_other_illnesses_and_medicines_there_may_be_one(condition: Condition) -> None:
    at = situation(runner=Runner(mass=70.0, conditions=frozenset({condition})))
    assert not needs_doctor(at)
    assert compose(at).drink.ceiling is not None


def test_who_was_not_asked_gets_no_litres_anywhere_and_is_asked() -> None:
    plan = compose(situation(runner=Runner(mass=70.0)))
    assert plan.drink == NUMBERLESS
    assert "until your profile says" in " ".join(map(str, plan.notices))
    said = [*(each for advice in plan.advice for each in advice.sentences)]
    said += [step.sentence for advice in plan.advice for step in advice.steps]
    assert not [each for each in said for value in each.values.values() if getattr(value, "kind", "") == "fluid"]
    assert "until your profile says" not in " ".join(map(str, compose(ORDINARY).notices))


@pytest.mark.parametrize(
    ("wbgt", "splits", "words"),
    [
        (Range("wbgt", 27.0, 28.0, 29.0), True, "not trained in such heat for two weeks"),
        (Range("wbgt", 27.0, 28.1, 29.0), False, "Do not race"),
        (Range("wbgt", 15.0, 18.0, 20.6), True, "not trained in such heat for two weeks"),
        (None, True, "The weather is not known yet"),
    ],
)
def test_heat_is_said_and_above_the_limit_there_is_no_pace(wbgt: Range | None, splits: bool, words: str) -> None:  # noqa: FBT001  # a case
    plan = compose(situation(wbgt=wbgt, weather_known=wbgt is not None))
    assert bool(plan.pace.splits) is splits
    assert words.replace(" ", "") in str(plan.notices[0]).replace(" ", "")


def test_cool_air_and_a_long_enough_run_need_no_notice() -> None:
    assert compose(situation(longest=41_000.0)).notices == ()
    assert compose(situation(longest=41_000.0, wbgt=None)).notices == ()  # frost


@pytest.mark.parametrize(
    ("longest", "words"),
    [
        (None, "No run of the last 30 days is on file"),
        (21_097.0, "more than twice"),
        (21_098.0, "more than a tenth"),
        (38_359.0, "more than a tenth"),
    ],
)
def test_a_jump_beyond_the_longest_run_is_said(longest: float | None, words: str) -> None:
    assert words in str(compose(situation(longest=longest)).notices[0])


def test_up_to_a_tenth_beyond_the_longest_run_is_no_jump() -> None:
    assert compose(situation(longest=38_360.0)).notices == ()


NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
TWO_DAYS = timedelta(days=2)


@given(st.lists(st.integers(0, 20 * 86_400), max_size=60), st.none() | st.frozensets(st.sampled_from(Condition)))
def test_no_two_sips_lie_within_two_days_whenever_they_are_asked_for(
    seconds: list[int], conditions: frozenset[Condition] | None
) -> None:
    allowed: list[datetime] = []
    for asked in (NOON + timedelta(seconds=each) for each in seconds):  # in any order: clocks are set back
        last = max(allowed, default=None)
        if sip_refusal(Runner(conditions=conditions), last, asked, limits().sip) is None:
            allowed.append(asked)
    assert all(later - earlier >= TWO_DAYS for earlier, later in pairwise(allowed))
    assert not allowed or not (conditions is None or conditions & DOCTOR)


@pytest.mark.parametrize(
    ("last", "is_refused"),
    [(None, False), (NOON - TWO_DAYS, False), (NOON - TWO_DAYS + timedelta(seconds=1), True), (NOON, True)],
)
def test_the_next_sip_waits_two_days(last: datetime | None, is_refused: bool) -> None:  # noqa: FBT001  # a case
    refusal = sip_refusal(ASKED, last, NOON, limits().sip)
    assert (refusal is not None) is is_refused
    assert not is_refused or "48" in str(refusal)
