from dataclasses import replace
from math import log

import numpy as np
import pytest

from risk.trials import BLOCKS, RULES, TWITCHES, rules, turns
from uncramp.domain.experiment import Arm, Question, Rules, Verdict
from uncramp.evidence.experiments import questions
from uncramp.risk.allotment import drawn
from uncramp.risk.experiment import Observation, answer, prior_grid
from uncramp.risk.stopping import Further, Lattice, conclude, further, play

ORDER = drawn(11, RULES, 200)
CAP = 200


def separated(count: int, *, worse: Arm) -> list[Observation]:
    """Cramps in every turn of one arm, none in the other."""
    return turns(ORDER[:count], [float(arm is worse) for arm in ORDER])


def test_before_enough_outcomes_in_each_arm_nothing_is_read() -> None:
    early = conclude(separated(16, worse=Arm.WITHOUT), 16, RULES)
    assert early.verdict is Verdict.NOT_YET
    assert (early.looks, early.at, early.chances) == (0, None, None)


def test_cramps_in_one_arm_alone_are_told_at_the_first_look() -> None:
    for worse, verdict in ((Arm.WITHOUT, Verdict.LOWER), (Arm.WITH, Verdict.HIGHER)):
        found = conclude(separated(40, worse=worse), 40, RULES)
        assert found.verdict is verdict
        assert (found.at, found.looks) == (20, 1)


def test_a_decision_holds_whatever_comes_after_it() -> None:
    decided = separated(40, worse=Arm.WITHOUT)
    turned = decided + [
        Observation(arm, float(arm is Arm.WITH), turn) for turn, arm in enumerate(ORDER[40:110], start=40)
    ]
    assert conclude(turned, 110, RULES) == conclude(decided, 40, RULES)


def test_no_cramps_at_all_cannot_be_told_and_in_the_end_could_not() -> None:
    none = turns(ORDER, [0.0] * 120)
    assert conclude(none[:80], 80, RULES).verdict is Verdict.NOT_YET
    assert conclude(none, 120, RULES).verdict is Verdict.NOT_TOLD
    assert conclude(none, 120, RULES).looks == 26


def test_no_outcomes_in_the_end_could_not_be_told_either() -> None:
    assert conclude([], 120, RULES).verdict is Verdict.NOT_TOLD
    assert conclude([], 0, RULES).verdict is Verdict.NOT_YET


def test_turns_beyond_the_last_are_not_read() -> None:
    found = conclude(turns(drawn(11, RULES, 4880), [0.0] * 5000), 5000, RULES)
    assert (found.verdict, found.looks) == (Verdict.NOT_TOLD, 26)


def test_it_is_read_at_fixed_turns_only() -> None:
    for turn in (20, 21, 22, 23):
        assert conclude(turns(ORDER[:turn], [0.0] * turn), turn, RULES).looks == 1
    assert conclude(turns(ORDER[:24], [0.0] * 24), 24, RULES).looks == 2


def test_with_very_much_data_and_no_difference_none_that_matters_is_said() -> None:
    alike = turns(drawn(11, RULES, 4880), [1.0, 1.0, 0.0, 0.0] * 1250)
    assert conclude(alike, 5000, replace(RULES, most=5000, every=5000)).verdict is Verdict.SAME


def test_what_is_read_at_a_look_is_what_the_fine_grid_says() -> None:
    mixed = turns(ORDER[:60], [1.0, 0.0, 0.0, 0.5, 0.0] * 12)
    read, fine = conclude(mixed, 60, RULES).chances, answer(mixed, RULES).chances
    assert read is not None
    assert (read.lower, read.same, read.higher) == pytest.approx((fine.lower, fine.same, fine.higher), abs=2e-3)


def test_counts_of_a_turn_are_what_its_outcomes_say_one_by_one() -> None:
    for own in (RULES, BLOCKS):
        lattice = Lattice(own, prior_grid(own, 81))
        table = lattice.of_counts(3)
        none = np.zeros((1, 81))
        counted = lattice.chances(none, table[1][None])[0]
        seen = [Observation(Arm.WITH, score) for score in (1.0, 0.0, 0.0)]
        fine = answer(seen, own).chances
        assert counted.tolist() == pytest.approx([fine.lower, fine.same, fine.higher], abs=5e-3)


@pytest.mark.parametrize("question", Question)
def test_with_nothing_to_find_fewer_than_one_in_ten_claim_to_have_found_something(question: Question) -> None:
    measured = questions()[question].measured
    chance = {Question.PICKLE_JUICE: 0.7}.get(question, 0.6)
    wrong = shares(questions()[question].rules, chance, 1.0)
    assert wrong[0] + wrong[2] == pytest.approx(measured.wrong, abs=0.035)
    assert measured.wrong < 0.1


@pytest.mark.parametrize("question", Question)
def test_a_halving_is_found_as_often_as_is_said(question: Question) -> None:
    for found in questions()[question].measured.found:
        halved = shares(questions()[question].rules, found.chance, 0.5)
        assert halved[0] == pytest.approx(found.share, abs=0.045)


def shares(own: Rules, chance: float, ratio: float) -> list[float]:
    """How often each side is said."""
    hazard = log(-log(1 - chance))
    truth = np.tile((hazard, hazard + log(ratio)), (100, 1))
    lattice, rng = Lattice(own, prior_grid(own, 121)), np.random.default_rng(2)
    per_turn = 8 if own is BLOCKS else 1
    said = np.concatenate([play(truth, drawn(seed, own), lattice, rng, per_turn).verdict for seed in range(10)])
    return [float(np.mean(said == side)) for side in range(3)]


def test_a_clear_difference_takes_few_more_and_the_same_question_gets_the_same_answer() -> None:
    seen = turns(ORDER[:18], [float(arm is Arm.WITHOUT) for arm in ORDER])
    more = further(seen, ORDER[18:], 18, 1, RULES, 5)
    assert more == further(seen, ORDER[18:], 18, 1, RULES, 5)
    assert more.half == 2
    assert more.most is not None
    assert more.most <= 10


def test_without_cramps_it_would_take_more_than_the_cap() -> None:
    none = turns(ORDER[:60], [0.0] * 60)
    assert further(none, ORDER[60:], 60, 1, RULES, 5) == Further(None, None)


def test_blocks_to_come_are_played_with_the_runs_that_they_are_likely_to_give() -> None:
    arms = drawn(3, BLOCKS, 200)
    seen = [
        Observation(arm, float(place < (1 if arm is Arm.WITH else 6)), turn)
        for turn, arm in enumerate(arms[:4])
        for place in range(10)
    ]
    few, many = further(seen, arms[4:], 4, 2, BLOCKS, 1), further(seen, arms[4:], 4, 10, BLOCKS, 1)
    assert many.half is not None
    assert few.half is None or many.half <= few.half


def test_fewer_than_needed_in_an_arm_are_waited_for() -> None:
    one_sided = [Observation(Arm.WITH, 0.0, turn) for turn in range(40)]
    assert conclude(one_sided, 40, TWITCHES).looks == 0


def test_stricter_rules_say_less() -> None:
    seen = separated(40, worse=Arm.WITHOUT)
    assert conclude(seen, 40, rules(lower=0.9999999)).verdict is Verdict.NOT_YET
