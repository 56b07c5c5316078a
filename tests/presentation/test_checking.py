from dataclasses import replace

import numpy as np
import pytest

from uncramp.presentation.checking import VERDICTS, of_check, score_rows
from uncramp.presentation.words import MINUS, Words
from uncramp.risk.prequential import FEWEST_CRAMPS, FEWEST_RUNS, Evaluation, Guesses, Verdict, scored
from uncramp.usecases.check import CheckReport
from uncramp.usecases.learning import NOTHING_TOLD

WORDS = Words()


def evaluation(cramps: int, runs: int) -> Evaluation:
    """The model is surer of what came than the base, and the base than the frequency."""
    is_cramp = np.arange(runs) >= runs - cramps
    model, base, frequency = (np.where(is_cramp, sure, 1.0 - sure) for sure in (0.9, 0.8, 0.5))
    return scored(Guesses(is_cramp, model, base, frequency, 0))


def said(what: Evaluation) -> list[str]:
    return [WORDS(each) for each in of_check(CheckReport(what, NOTHING_TOLD))]


def test_every_verdict_has_its_words_and_the_bad_one_is_no_softer_than_the_good_one() -> None:
    assert set(VERDICTS) == set(Verdict)
    assert WORDS(VERDICTS[Verdict.BETTER]).startswith("Yes:")
    assert WORDS(VERDICTS[Verdict.WORSE]).startswith("No:")


def test_the_verdict_stands_first_and_then_what_it_rests_on() -> None:
    found = replace(evaluation(FEWEST_CRAMPS, FEWEST_RUNS), verdict=Verdict.WORSE)
    assert said(found) == [
        WORDS(VERDICTS[Verdict.WORSE]),
        "Each of your 20 answered runs was forecast from those before it alone; 3 of them had a cramp.",
    ]


@pytest.mark.parametrize(
    ("cramps", "runs"), [(FEWEST_CRAMPS, FEWEST_RUNS - 1), (FEWEST_CRAMPS - 1, FEWEST_RUNS), (0, 0)]
)
def test_with_too_few_runs_or_cramps_it_says_how_many_it_takes(cramps: int, runs: int) -> None:
    assert said(evaluation(cramps, runs))[0] == "It cannot be told yet."
    assert said(evaluation(cramps, runs))[2].startswith("It takes 20 answered runs and 3 with a cramp at least.")


def test_each_guess_has_its_score_and_the_lead_over_the_others_an_interval() -> None:
    (model, score, nothing), (base, _, lead), (frequency, *_) = score_rows(evaluation(4, 40))
    assert [WORDS(each) for each in (model, base, frequency)] == [
        "This model",
        "The published share for such runs",
        "Your own frequency so far",
    ]
    assert (score, nothing) == (f"{MINUS}0.105", "")  # the logarithm of 0.9
    assert lead == "+0.118 (+0.118 … +0.118)"  # of 0.9 over 0.8, the same in each run


def test_one_run_has_no_interval_and_none_no_table() -> None:
    assert score_rows(evaluation(0, 1))[1][2] == "+0.118"
    assert score_rows(evaluation(0, 0)) == []


def test_a_model_that_loses_has_a_minus() -> None:
    found = evaluation(4, 40)
    lost = replace(found, base=replace(found.base, low=-0.3, mean=-0.2, high=0.1))
    assert score_rows(lost)[1][2] == f"{MINUS}0.200 ({MINUS}0.300 … +0.100)"
