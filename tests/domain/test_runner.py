from datetime import date

from uncramp.domain.runner import CRAMP_LINKED, NO_DRINK_PLAN, Condition, Runner


def test_the_age_is_that_reached_within_the_year() -> None:
    assert Runner(birth_year=1987).age(date(2027, 1, 1)) == 40
    assert Runner(birth_year=1987).age(date(2027, 12, 31)) == 40


def test_the_age_of_a_runner_without_a_year_of_birth_is_unknown() -> None:
    assert Runner().age(date(2027, 4, 18)) is None


def test_a_new_profile_says_not_asked_of_everything() -> None:
    new = Runner()
    answers = (new.mass, new.sex, new.cramp_history, new.family_history, new.injury_12_months, new.strength_work)
    assert (*answers, new.writes_every_cramp) == (None,) * 7
    assert (new.resting_heart_rate, new.max_heart_rate) == (None, None)
    assert new.conditions is None


def test_what_rules_a_numeric_drink_plan_out_is_what_the_register_lists() -> None:
    # Evidence register, section 5, planner rule (g).
    assert {condition.value for condition in NO_DRINK_PLAN} == {
        "nsaid",
        "previous_hyponatraemia",
        "pregnancy",
        "kidney_disease",
        "heart_disease",
        "diuretic",
    }


def test_what_is_no_chronic_disease_nor_linked_medicine_does_not_raise_the_risk() -> None:
    assert frozenset(Condition) - CRAMP_LINKED == {
        Condition.NSAID,
        Condition.PREGNANCY,
        Condition.PREVIOUS_HYPONATRAEMIA,
    }
