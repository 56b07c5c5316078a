from dataclasses import replace
from math import exp, log

import pytest

from presentation.forecasts import EXPLANATION, HINDSIGHT, HISTORY, PACE, SLOWER, STRENGTH, exposure
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import say
from uncramp.domain.units import IMPERIAL
from uncramp.exposure.covariates import Covariate, Exposure
from uncramp.presentation.explaining import (
    GAINED,
    SUSPECTS,
    factor_of,
    of_explanation,
    of_hindsight,
    of_suspicion,
    of_what_ifs,
    reason_rows,
)
from uncramp.presentation.words import MINUS, Words
from uncramp.risk.hindsight import VERDICTS, Hindsight, Suspect
from uncramp.risk.reasons import Reason

WORDS = Words()


def usual(reason: Reason, kind: str, value: float) -> str:
    (row,) = reason_rows([replace(reason, usual=Quantity(kind, value))], WORDS)
    return row.usual


def test_a_reason_is_a_line_with_what_it_is_here_and_usually_and_what_it_multiplies_by() -> None:
    first, second = reason_rows([HISTORY, PACE], WORDS)
    assert (first.name, first.value, first.usual) == ("Cramped before", "yes", "yes for 25 %")
    assert (first.factor, first.grade) == ("2.00 (1.25 to 4.00)", "strong evidence")
    assert (second.value, second.usual, second.factor) == (f"{MINUS}4 %", "2 %", "0.80 (0.50 to 1.25)")
    assert (first.reason, second.reason) == (HISTORY, PACE)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0, "no"), (1.0, "yes"), (0.5, "yes for 50 %"), (0.004, "yes for 0.4 %")]
)
def test_where_it_is_yes_or_no_usual_is_how_many_say_yes(value: float, shown: str) -> None:
    assert usual(HISTORY, "answer", value) == shown


@pytest.mark.parametrize(("value", "shown"), [(0.0, "0"), (0.32, "0.3"), (2.0, "2")])
def test_a_usual_count_is_a_mean_and_not_rounded_to_nothing(value: float, shown: str) -> None:
    conditions = replace(HISTORY, covariate=Covariate.CONDITIONS, value=Quantity("count", 0.0))
    assert usual(conditions, "count", value) == shown


def test_lines_are_in_the_units_of_the_reader() -> None:
    heat = replace(PACE, covariate=Covariate.WBGT, value=Quantity("wbgt", 20.0), usual=Quantity("wbgt", 15.0))
    (row,) = reason_rows([heat], Words(IMPERIAL))
    assert (row.value, row.usual) == ("68 °F", "59 °F")


def test_a_factor_is_the_exponential_of_the_effect_end_by_end() -> None:
    factor = factor_of(Range("log_hazard", -1.0, 0.0, 2.0))
    assert (factor.kind, factor.low, factor.median, factor.high) == ("ratio", exp(-1.0), 1.0, exp(2.0))


def test_a_run_stands_against_the_runners_own_usual_run_where_there_is_one() -> None:
    run, runner = (WORDS(each) for each in of_explanation(EXPLANATION))
    assert (
        run == "Against your usual run of about this length (7 runs): the hazard is 0.80 (0.50 to 1.25) times as high."
    )
    assert runner.startswith("You against an average entrant, beyond this run: 2.00 (1.25 to 4.00) times.")
    run, _ = (WORDS(each) for each in of_explanation(replace(EXPLANATION, usual_runs=0)))
    assert run.startswith("Against an average entrant's run of this length: the hazard is 0.80 (0.50 to 1.25) times")


def test_what_cannot_be_shown_to_matter_stands_apart_in_the_same_order() -> None:
    other = replace(STRENGTH, sentence=say("Two easy days"))
    assert of_what_ifs([STRENGTH, SLOWER, other]) == ([SLOWER], [STRENGTH, other])
    assert of_what_ifs([]) == ([], [])


def test_looking_back_says_where_how_much_and_that_it_proves_nothing() -> None:
    where, share, caution = (WORDS(each) for each in of_hindsight(HINDSIGHT))
    assert where == "Where it came, 40 % (20 to 50 %) of the risk of this run lay behind you."
    assert share.startswith("Of ten cramps in runs like this, 4 (1 to 8) go with what was unusual in it")
    assert caution.startswith("No single cramp can be traced to a cause")


def test_without_a_place_or_anything_unusual_less_is_said() -> None:
    plain = [WORDS(each) for each in of_hindsight(replace(HINDSIGHT, passed=None, excess=None))]
    assert plain[0].startswith("Nothing that is known of this run asked more of you than your usual run")
    assert len(plain) == 2


def test_every_suspect_has_a_name_and_a_verdict() -> None:
    assert set(SUSPECTS) == set(VERDICTS) == set(Suspect)
    assert len({each.template for each in SUSPECTS.values()}) == len(SUSPECTS)


@pytest.mark.parametrize("suspect", Suspect)
def test_a_verdict_says_first_whether_the_suspicion_is_supported(suspect: Suspect) -> None:
    verdict = VERDICTS[suspect]
    begins = ("Supported in general:", "Weakly supported:") if verdict.is_supported else ("Not supported:",)
    assert WORDS(verdict.sentence).startswith(begins)


def said_of(suspect: Suspect, run: Exposure, hindsight: Hindsight | None = None) -> list[str]:
    return [WORDS(each) for each in of_suspicion(VERDICTS[suspect], run, hindsight, WORDS)]


def test_of_a_suspicion_the_run_tells_what_it_was_here() -> None:
    assert said_of(Suspect.PACE, exposure(over_pace=0.07)) == [
        "First half faster than your own efforts support, here: 7 %."
    ]
    assert said_of(Suspect.PACE, exposure()) == ["Nothing is known of it in this run."]


def test_what_holds_in_general_is_told_apart_from_what_stood_out_here() -> None:
    assert (
        said_of(Suspect.PACE, exposure(over_pace=-0.07), HINDSIGHT)[-1] == "It did not clearly stand out in this run."
    )
    hasty = replace(HINDSIGHT, stood_out=(PACE,))
    assert said_of(Suspect.PACE, exposure(over_pace=0.12), hasty)[-1] == "It stood out in this run."


def test_who_weighed_more_after_a_run_is_warned_of_drinking_first() -> None:
    warning, told = said_of(Suspect.DEHYDRATION, exposure(mass_loss=-0.02))
    assert warning == WORDS(GAINED)
    assert "stop drinking" in warning
    assert "here" in told
    assert len(said_of(Suspect.DEHYDRATION, exposure(mass_loss=0.02))) == 1


def test_for_what_nothing_in_a_run_stands_nothing_is_said() -> None:
    assert said_of(Suspect.SALT, exposure(over_pace=0.07)) == []


def test_no_effect_is_a_factor_of_one() -> None:
    (row,) = reason_rows([replace(PACE, log_effect=Range("log_hazard", log(1.0), 0.0, 0.0))], WORDS)
    assert row.factor == "1.00 (1.00 to 1.00)"
