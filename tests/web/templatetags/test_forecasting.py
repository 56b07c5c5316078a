from dataclasses import replace
from datetime import UTC, datetime
from math import log
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from presentation.forecasts import EXPLANATION, FORECAST, HINDSIGHT, HISTORY, PACE, SLOWER, STRENGTH, exposure
from uncramp.domain.diary import CrampEpisode, Muscle, Onset
from uncramp.domain.quantities import Range
from uncramp.presentation.explaining import SUSPECTS
from uncramp.presentation.telling import of_forecast
from uncramp.presentation.words import MINUS, Words
from uncramp.risk.hindsight import VERDICTS, Suspect
from uncramp.usecases.learning import DiarySummary
from uncramp.usecases.today import TodayReport

DIARY = DiarySummary(none=9, cramps=1)
TODAY = TodayReport((), None, None, None, None, None, forecast=FORECAST, explanation=EXPLANATION, diary=DIARY)


def shown(tag: str, report: object, **context: object) -> str:
    template = Template(f"{{% load forecasting %}}{{% {tag} report %}}")
    return template.render(Context({"words": Words(), "report": report, **context})).replace('<span class="ends">', "")


def looked_back(suspect: Suspect | None = None, **changes: object) -> str:
    """A run report has more, but the tag looks at no more than this."""
    cramp = CrampEpisode(datetime(2030, 1, 1, tzinfo=UTC), Muscle.CALF, distance=1800.0)
    night = replace(cramp, onset=Onset.NIGHT, distance=200.0)
    told = {
        "hindsight": HINDSIGHT,
        "episodes": (cramp, night),
        "run": SimpleNamespace(number=7),
        "exposure": exposure(over_pace=0.07),
    }
    return shown("why_it_cramped", SimpleNamespace(**told | changes), suspect=suspect)


PAGE = shown("how_likely", TODAY)


def test_the_risk_is_an_interval_and_a_band() -> None:
    assert all(Words()(sentence) in PAGE for sentence in of_forecast(FORECAST, DIARY))
    assert "8 % (2 to 30 %)" in PAGE
    assert "raised for the distance" in PAGE
    assert "between 1.5 km and 2.4 km 8 times in 10, half of the times beyond 2.1 km" in PAGE


def test_reasons_say_which_way_they_go_without_colour_with_factor_grade_and_source() -> None:
    clear = replace(PACE, log_effect=Range("log_hazard", log(0.5), log(0.8), log(0.9)))
    page = shown("how_likely", replace(TODAY, explanation=replace(EXPLANATION, reasons=(HISTORY, PACE, clear))))
    raised, doubtful, lowered = page.split("<li>")[1:4]
    for part in ("↑", "Raises it:", "You have cramped before.", "hazard times 2.00 (1.25 to 4.00)",
                 "strong evidence, from diary", "#rf-history-56"):  # fmt: skip
        assert part in raised
    assert "?</span>" in doubtful
    assert "May matter:" in doubtful
    assert "↓" in lowered
    assert "Lowers it:" in lowered


def test_every_reason_is_a_bar_and_a_row_with_its_interval() -> None:
    reasons = PAGE.partition("Every reason, and how much it weighs")[2]
    assert '<svg class="chart bars"' in reasons
    assert "Against your usual run of about this length (7 runs)" in reasons
    assert ">Usually</th>" in reasons
    rows = reasons.partition("<tbody>")[2].split("<tr>")[1:]
    for row, parts in zip(
        rows,
        (("Cramped before", "yes for 25 %", "2.00 (1.25 to 4.00)", "strong"), (f"{MINUS}4 %", "0.80 (0.50 to 1.25)")),
        strict=True,
    ):
        assert all(part in row for part in parts)


def test_against_others_the_column_says_so() -> None:
    page = shown("how_likely", replace(TODAY, explanation=replace(EXPLANATION, usual_runs=0)))
    assert ">Average entrant</th>" in page
    assert ">Usually</th>" not in page


def test_without_reasons_there_is_no_why() -> None:
    page = shown("how_likely", replace(TODAY, explanation=None))
    assert "8 % (2 to 30 %)" in page
    assert ">Why<" not in page
    assert "bars" not in page


def test_without_a_forecast_nothing_is_shown() -> None:
    assert shown("how_likely", replace(TODAY, forecast=None)).strip() == ""


def test_what_is_not_known_is_said() -> None:
    assert "Not known, and so the range is wide: the weather." in PAGE


def test_the_table_has_the_numbers_of_the_chart() -> None:
    rows = PAGE.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    assert [row.count("<td") for row in rows] == [2, 2, 2]
    for row, parts in zip(
        rows,
        (("1 km", "&lt; 0.1 % ("), ("2 km", "3 % (1 to 9 %)", "3 % (1 to 10 %)"), ("2.5 km", "5 % (1 to 20 %)")),
        strict=True,
    ):
        assert all(part in row for part in parts)


def test_what_is_shown_to_lower_it_stands_apart_from_what_is_not() -> None:
    page = shown("what_would_change_it", SimpleNamespace(what_ifs=(SLOWER, STRENGTH)))
    lower, doubtful = page.split("Cannot be shown to matter")
    assert "The first third held back" in lower
    assert "5 % (1 to 20 %)" in lower
    assert f"{MINUS}3 points ({MINUS}10 to {MINUS}0.5 points)" in lower
    assert "strong evidence" in lower
    assert "Regular strength work" in doubtful
    assert "5 % (1 to 20 %)" not in doubtful
    assert "not a promise" in doubtful


def test_where_nothing_lowers_it_this_is_said() -> None:
    page = shown("what_would_change_it", SimpleNamespace(what_ifs=(STRENGTH,)))
    assert "Nothing that you could still change is likely to lower it." in page
    page = shown("what_would_change_it", SimpleNamespace(what_ifs=(SLOWER,)))
    assert "Cannot be shown to matter" not in page


def test_looking_back_tells_what_stood_out_and_what_did_not() -> None:
    page = looked_back()
    out, rest = page.split("What did not stand out")
    assert "You have cramped before." in out.split("What stood out")[1]
    assert "First half faster than your own efforts support" in rest
    assert "No single cramp can be traced to a cause" in page
    assert "4 % (2 to 8 %)" not in page  # no such piece
    assert "2 % (1 to 4 %)" in page


def test_the_cramp_of_the_run_is_marked_and_one_at_night_is_not() -> None:
    assert looked_back().count('class="mark"') == 1


def test_where_nothing_stood_out_this_is_said() -> None:
    page = looked_back(hindsight=replace(HINDSIGHT, stood_out=(), did_not=()))
    assert "What may have mattered" not in page
    assert "Nothing that is known of this run clearly stood out." in page
    assert "What did not stand out" not in page


@pytest.mark.parametrize("suspect", Suspect)
def test_each_suspicion_can_be_chosen_and_gets_its_verdict_with_sources(suspect: Suspect) -> None:
    page = looked_back(suspect)
    assert page.count("<option") == len(SUSPECTS)
    assert f'<option value="{suspect.value}" selected>' in page
    verdict = page.partition('<div role="status">')[2].partition("</div>")[0]
    assert Words()(VERDICTS[suspect].sentence) in verdict
    assert all(f'href="/evidence/#{finding}"' in verdict for finding in VERDICTS[suspect].findings)


def test_a_suspicion_that_the_run_tells_of_says_what_it_was() -> None:
    assert "First half faster than your own efforts support, here: 7 %." in looked_back(Suspect.PACE)
    assert ", here:" not in looked_back(Suspect.PACE, exposure=None)
    assert ", here:" not in looked_back(Suspect.SALT)


def test_what_may_have_mattered_stands_apart() -> None:
    page = looked_back(hindsight=replace(HINDSIGHT, may_have=(HISTORY,)))
    part = page.partition("What may have mattered, and cannot be told")[2].partition("</table>")[0]
    assert "2.00 (1.25 to 4.00)" in part


def test_what_is_suspected_is_said_to_have_stood_out_or_not() -> None:
    assert "It did not clearly stand out in this run." in looked_back(Suspect.PACE)
    assert "It stood out in this run." in looked_back(Suspect.PACE, hindsight=replace(HINDSIGHT, stood_out=(PACE,)))
    assert "stand out in this run" not in looked_back(Suspect.DEHYDRATION, exposure=exposure(mass_loss=0.02))


def test_who_gained_mass_is_warned_whatever_is_suspected_of_drink() -> None:
    assert "that is dangerous" in looked_back(Suspect.DEHYDRATION, exposure=exposure(mass_loss=-0.01))
    assert "that is dangerous" not in looked_back(Suspect.DEHYDRATION, exposure=exposure(mass_loss=0.01))


def test_nothing_suspected_is_no_verdict() -> None:
    page = looked_back()
    assert 'role="status"' not in page
    assert " selected" not in page


def test_a_run_without_a_cramp_is_not_looked_back_at() -> None:
    assert "<option" not in looked_back(hindsight=None)
