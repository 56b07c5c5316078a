from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from uncramp.domain.plan import Race
from uncramp.domain.units import IMPERIAL, METRIC
from uncramp.domain.weather import Weather
from uncramp.usecases.plan import PlanRequest
from uncramp.web.pages.plan.forms import PlanForm, usual

SAID = {"distance": "10", "date": "2027-04-18", "time": "9:30", "temperature": "64", "goal": "52min"}


def test_a_form_becomes_a_request_on_the_clock_of_the_place() -> None:
    form = PlanForm(IMPERIAL, SAID)
    assert form.is_valid()
    start = datetime(2027, 4, 18, 9, 30, tzinfo=ZoneInfo("America/New_York"))
    request = form.request(ZoneInfo("America/New_York"))
    assert request.race == Race(16093.44, start, 3120.0)
    assert request.weather is not None
    assert request.weather.temperature == pytest.approx(17.78, abs=0.01)  # 64 °F


def test_what_is_left_open_is_unknown() -> None:
    form = PlanForm(METRIC, SAID | {"temperature": "", "goal": ""})
    assert form.is_valid()
    assert form.request(UTC) == PlanRequest(Race(10_000.0, datetime(2027, 4, 18, 9, 30, tzinfo=UTC)))


def test_freezing_point_is_a_temperature() -> None:
    form = PlanForm(METRIC, SAID | {"temperature": "0"})
    assert form.is_valid()
    assert form.request(UTC).weather == Weather(0.0)


@pytest.mark.parametrize(("today", "sunday"), [("2026-11-22", "2026-11-29"), ("2026-11-23", "2026-12-06")])
def test_it_proposes_a_sunday_at_least_a_week_away(today: str, sunday: str) -> None:
    assert date.fromisoformat(sunday).isoweekday() == 7
    assert usual(date.fromisoformat(today))["date"] == sunday
