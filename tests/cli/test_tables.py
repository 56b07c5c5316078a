from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from presentation.forecasts import EXPLANATION, FORECAST, SLOWER, STRENGTH
from uncramp.cli.output import console, words
from uncramp.cli.tables import (
    show_exposure,
    show_forecast,
    show_pace,
    show_reason_table,
    show_splits,
    show_what_ifs,
)
from uncramp.domain.course import Course
from uncramp.domain.plan import PacePlan, Split
from uncramp.domain.runner import Runner
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import limits
from uncramp.exposure.covariates import Demand, Readiness
from uncramp.exposure.history import History
from uncramp.exposure.kilometres import Kilometres, kilometres_of_plan
from uncramp.exposure.run_exposure import exposure_of
from uncramp.exposure.within.run import Ability, WithinRun
from uncramp.presentation.explaining import reason_rows
from uncramp.presentation.words import MINUS
from uncramp.usecases.today import TodayReport


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    console.cache_clear()


def planned(*splits: Split) -> Kilometres:
    return kilometres_of_plan(PacePlan(splits), None, Ability())


def test_all_splits_of_a_marathon_fit_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    splits = [Split(1000.0 * number, 1000.0, 300.0) for number in range(1, 43)]
    show_pace(PacePlan((*splits, Split(42195.0, 195.0, 58.5))), words())
    shown = capsys.readouterr().out
    assert "…" not in shown
    for cell in ("42.2 km", "3:30:58", "1:15:00", "5:00"):
        assert cell in shown


def test_kilometres_of_a_run_are_read_down_then_across(capsys: pytest.CaptureFixture[str]) -> None:
    show_splits(planned(*(Split(1000.0 * each, 1000.0, 290.0 + 10.0 * each) for each in (1, 2, 3, 4))), words())
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if "5:00" in line or "5:10" in line]
    assert rows == [["1", "5:00", "3", "5:20"], ["2", "5:10", "4", "5:30"]]


def test_a_run_without_kilometres_has_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    show_splits(planned(), words())
    assert capsys.readouterr().out == ""


def test_a_hilly_run_shows_its_effort_on_the_flat(capsys: pytest.CaptureFixture[str]) -> None:
    hill = Course("hill", np.array([0.0, 1000.0, 2000.0]), np.array([0.0, 60.0, 60.0]))
    pace = PacePlan((Split(1000.0, 1000.0, 360.0), Split(2000.0, 1000.0, 300.0)))
    show_splits(kilometres_of_plan(pace, hill, Ability()), words())
    shown = capsys.readouterr().out
    assert "flat" in shown
    first = next(line.split() for line in shown.splitlines() if "6:00" in line)
    assert first[:2] == ["1", "6:00"]
    assert first[2].startswith("4:")


def test_covariates_fit_a_terminal_and_say_where_they_come_from(capsys: pytest.CaptureFixture[str]) -> None:
    demand = Demand(42_195.0, is_race=True, provenance=Provenance.WATCH, within=WithinRun(stop_count=3))
    ready = Readiness(Runner(), History.before(datetime(2030, 6, 30, tzinfo=UTC), []), None, has_cramped=False)
    show_exposure(exposure_of(demand, ready, limits()), words())
    shown = capsys.readouterr().out
    assert "What it asked" in shown
    assert "42.2 km" in shown
    assert "from watch" in shown
    assert "nobody told the weather" in shown
    assert max(map(len, shown.splitlines())) <= 80


def shown(capsys: pytest.CaptureFixture[str]) -> str:
    """What was printed, in one line."""
    return " ".join(capsys.readouterr().out.split())


def told(**changes: object) -> TodayReport:
    report = TodayReport((), None, None, None, None, None, forecast=FORECAST, explanation=EXPLANATION)
    return replace(report, **changes)  # type: ignore[arg-type]  # fields of the report


def test_a_forecast_is_an_interval_with_where_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    show_forecast(told(), words())
    text = shown(capsys)
    for part in (
        "put at 8 % (2 to 30 %): raised",
        "between 1.5 km and 2.4 km 8 times in 10, half of the times beyond 2.1 km",
        "↑ You have cramped before. hazard times 2.00 (1.25 to 4.00); strong evidence",
        "? The first half is slower. hazard times 0.80 (0.50 to 1.25)",
        "Not known, and so the range is wide: the weather.",
    ):
        assert part in text


def test_the_bars_of_a_forecast_grow_with_the_risk_of_each_piece(capsys: pytest.CaptureFixture[str]) -> None:
    show_forecast(told(), words())
    assert "1 km  ▅█ 2.5 km" in capsys.readouterr().out  # next to nothing, 3 and 5 %


def test_without_a_forecast_or_a_reason_nothing_is_made_up(capsys: pytest.CaptureFixture[str]) -> None:
    show_forecast(told(forecast=None), words())
    assert shown(capsys) == ""
    show_forecast(told(explanation=None), words())
    assert "Why" not in shown(capsys)


@pytest.mark.parametrize(("is_own", "title"), [(True, "Usually"), (False, "Average entrant")])
def test_a_factor_and_its_interval_stand_in_one_line(
    capsys: pytest.CaptureFixture[str], title: str, *, is_own: bool
) -> None:
    show_reason_table(list(reason_rows(EXPLANATION.reasons, words())), words(), is_own=is_own)
    text = capsys.readouterr().out
    assert max(map(len, text.splitlines())) <= 80
    assert title.split(maxsplit=1)[0] in text
    lines = [line for line in text.splitlines() if "to" in line and "(" in line]
    assert ["2.00 (1.25 to 4.00)" in lines[-2], "0.80 (0.50 to 1.25)" in lines[-1]] == [True, True]


def test_what_lowers_the_chance_stands_apart_from_what_cannot_be_shown_to(capsys: pytest.CaptureFixture[str]) -> None:
    show_what_ifs((SLOWER, STRENGTH), words())
    lower, doubtful = shown(capsys).split("Cannot be shown to matter")
    assert "The first third" in lower
    assert f"{MINUS}3 points" in lower
    assert "strength" in doubtful
    show_what_ifs((STRENGTH,), words())
    assert "Nothing that you could still change is likely to lower it." in shown(capsys)
    show_what_ifs((SLOWER,), words())
    assert "Cannot be shown to matter" not in shown(capsys)
