from datetime import UTC, datetime

import numpy as np
import pytest

from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Onset, Severity, Side
from uncramp.domain.plan import DrinkPlan, PacePlan, Plan, Race, Split
from uncramp.domain.quantities import Range
from uncramp.domain.units import IMPERIAL
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate
from uncramp.presentation.telling import (
    HEADLINES,
    UNKNOWN,
    of_answer,
    of_answer_gone,
    of_diary,
    of_drink,
    of_episode,
    of_forecast,
    of_load,
    of_muscles,
    of_race,
    of_taken_back,
    of_unknown,
    of_where,
    split_name,
)
from uncramp.presentation.words import Words
from uncramp.risk.forecast import Band, Forecast
from uncramp.usecases.learning import NOTHING_TOLD, DiarySummary

WORDS = Words()
NOW = datetime(2027, 4, 18, 9, tzinfo=UTC)


def forecast(*unknown: Covariate, extrapolated: bool = False) -> Forecast:
    median = np.array([0.0, 0.05, 0.1, 0.2])
    return Forecast(
        probability=Range("probability", 0.1, 0.2, 0.4),
        band=Band.USUAL,
        distance=np.array([10_000.0, 20_000.0, 30_000.0, 40_000.0]),
        cumulative=np.array([median / 2, median, median * 2]),
        per_kilometre=np.diff(np.array([median / 2, median, median * 2]), prepend=0.0),
        place=Range("distance", 18_000.0, 30_000.0, 39_000.0),
        unknown=unknown,
        extrapolated=extrapolated,
    )


def plan(drink: DrinkPlan, goal_time: float | None = None) -> Plan:
    return Plan(Race(42195.0, NOW, goal_time), PacePlan(()), drink, ())


def test_a_risk_is_never_a_bare_percentage() -> None:
    headline, caution = (WORDS(each) for each in of_forecast(forecast(), NOTHING_TOLD))
    assert "20 % (10 to 40 %)" in headline
    assert "usual for the distance" in headline
    assert "8 times in 10" in caution
    assert "%" not in caution


def test_every_band_has_a_headline_that_names_it() -> None:
    assert set(HEADLINES) == set(Band)
    assert all(f"{band} for the distance" in sentence.template for band, sentence in HEADLINES.items())


def test_a_figure_carried_over_says_so() -> None:
    assert "No race of this length was studied" in WORDS(of_forecast(forecast(extrapolated=True), NOTHING_TOLD)[-1])


def test_the_place_of_a_cramp_is_told_with_its_range() -> None:
    assert WORDS(of_where(forecast())) == (
        "If one comes, it comes between 18 km and 39 km 8 times in 10, half of the times beyond 30 km."
    )


def test_what_the_diary_has_taught_is_told_in_runs() -> None:
    learned = DiarySummary(none=40, near=2, cramps=3)
    assert "your diary: runs with a cramp 3, with a twitch only 2, with nothing 40" in WORDS(
        of_forecast(forecast(), learned)[1]
    )


def test_a_diary_of_bad_days_says_so() -> None:
    told = [WORDS(each) for each in of_diary(DiarySummary(cramps=3, picked=1, silent=9, is_one_sided=True))]
    assert any("bad days only" in each for each in told)
    assert any("began with" in each for each in told)


def test_answers_that_came_too_late_are_said_not_to_count() -> None:
    told = [WORDS(each) for each in of_diary(DiarySummary(none=3, late=70))]
    assert any("70 answers" in each and "not counted" in each for each in told)


def test_what_others_share_is_told_with_their_number() -> None:
    (nothing,) = (WORDS(each) for each in of_diary(DiarySummary(sharing=3)))
    assert nothing.endswith("from runners who share with you, 3 of them, not yet from your own diary.")
    (own,) = (WORDS(each) for each in of_diary(DiarySummary(none=4, near=1, cramps=2, sharing=3)))
    assert (
        "your diary: runs with a cramp 2, with a twitch only 1, with nothing 4; and from runners who share with you: 3"
        in own
    )


def test_the_muscles_are_told_with_their_ranges() -> None:
    shares = ((Muscle.CALF, Range("share", 0.3, 0.5, 0.7)), (Muscle.FOOT, Range("share", 0.1, 0.2, 0.3)))
    assert WORDS(of_muscles(shares, WORDS)) == (
        "It takes the calf most often, 50 % (30 to 70 %) of all cramps, then the foot, 20 % (10 to 30 %)."
    )


def test_what_is_unknown_is_named() -> None:
    sentence = of_unknown(forecast(Covariate.WBGT, Covariate.AGE), WORDS)
    assert sentence is not None
    assert WORDS(sentence) == "Not known, and so the range is wide: the weather, your age."
    assert of_unknown(forecast(), WORDS) is None
    assert set(UNKNOWN) == {name for name, each in priors().covariate.items() if not each.off}


@pytest.mark.parametrize(
    ("above_habit", "said"),
    [
        (1800.0, "Your sessions of the last three days were 30 min longer than your habit."),
        (180.0, "Your last three days were as your habit."),
        (-180.0, "Your last three days were as your habit."),
        (-3240.0, "Your last three days were lighter than your habit."),
    ],
)
def test_load_is_told_against_habit(above_habit: float, said: str) -> None:
    assert WORDS(of_load(above_habit)) == said


def test_a_plan_is_named_after_its_race() -> None:
    assert WORDS(of_race(plan(DrinkPlan(None)))) == "Plan for 42.2 km on 2027-04-18 09:00"
    assert WORDS(of_race(plan(DrinkPlan(None), 13_500.0))) == "Plan for 42.2 km on 2027-04-18 09:00, goal 3:45:00"


def test_a_cramp_is_told_with_all_that_is_known_of_it() -> None:
    episode = CrampEpisode(NOW, Muscle.CALF, Onset.DURING, Severity.MILD, Side.LEFT, 34_000.0, "On the bridge.")
    assert WORDS(of_episode(episode, WORDS)) == "Cramp: calf (left), mild, during the run, 34 km. On the bridge."


def test_a_cramp_is_told_without_what_is_not() -> None:
    assert WORDS(of_episode(CrampEpisode(NOW, Muscle.FOOT, Onset.NIGHT), WORDS)) == "Cramp: foot, at night."


def test_braces_in_a_note_are_only_braces() -> None:
    assert WORDS(of_episode(CrampEpisode(NOW, Muscle.FOOT, note="{why}?"), WORDS)).endswith("{why}?")


def test_a_drink_plan_is_a_ceiling_with_the_loss_that_it_leaves() -> None:
    drink = DrinkPlan(0.6, 0.0, Range("sweat_rate", 0.9, 1.2, 1.5), Range("mass_change", -0.03, -0.02, -0.01))
    ceiling, sweat, change = (Words(IMPERIAL)(each) for each in of_drink(plan(drink)))
    assert ceiling == "At most 20 fl oz/h, and only when thirsty."
    assert "41 fl oz/h (30 to 51 fl oz/h)" in sweat
    assert "\N{MINUS SIGN}2.0 % (\N{MINUS SIGN}3.0 to \N{MINUS SIGN}1.0 %)" in change


def test_without_a_ceiling_no_number_is_said() -> None:
    assert of_drink(plan(DrinkPlan(None, 0.0, Range("sweat_rate", 0.9, 1.2, 1.5)))) == ()


def test_whole_splits_are_numbered_and_the_last_piece_named_by_its_end() -> None:
    assert split_name(Split(3000.0, 1000.0, 300.0), 3, WORDS) == "3"
    assert split_name(Split(42195.0, 195.0, 60.0), 43, WORDS) == "42.2 km"
    assert split_name(Split(1609.344, 1609.344, 480.0), 1, Words(IMPERIAL)) == "1"


def test_that_nothing_cramped_is_told_with_its_day() -> None:
    assert (
        WORDS(of_answer(Answer(NOW)))
        == "Nothing cramped in it or within six hours after it, as you said on 2027-04-18."
    )
    assert "is taken back" in WORDS(of_answer_gone())


def test_what_is_taken_back_is_named() -> None:
    cramp = CrampEpisode(NOW, Muscle.CALF, distance=9000.0)
    assert WORDS(of_taken_back(cramp, WORDS)) == "Taken back: Cramp: calf, during the run, 9 km."
    assert WORDS(of_taken_back(Answer(NOW), WORDS)).startswith("Taken back: Nothing cramped in it")
