from datetime import datetime
from statistics import mean
from zoneinfo import ZoneInfo

import pytest

from uncramp.cli.demo.climate import air_temperature, usual_weather
from uncramp.cli.demo.routes import TIME_ZONE

BERLIN = ZoneInfo(TIME_ZONE)


@pytest.mark.parametrize(("month", "published"), [(1, 1.9), (4, 9.2), (7, 19.2), (10, 10.5)])
def test_monthly_means_are_those_of_hamburg(month: int, published: float) -> None:
    """Statistisches Amt für Hamburg und Schleswig-Holstein, Stadtporträt in Zahlen, 10/2011: means of 1985 to 2010."""
    hours = [air_temperature(datetime(2026, month, 15, hour, tzinfo=BERLIN)) for hour in range(24)]
    assert mean(hours) == pytest.approx(published, abs=1.0)


def test_the_afternoon_is_warmer_than_the_morning_most_of_all_in_summer() -> None:
    def swing(month: int) -> float:
        morning, afternoon = (datetime(2026, month, 15, hour, tzinfo=BERLIN) for hour in (6, 15))
        return air_temperature(afternoon) - air_temperature(morning)

    assert 0 < swing(1) < swing(7)


def test_summer_is_sunnier_and_drier_than_winter() -> None:
    winter, summer = (usual_weather(datetime(2026, month, 15, 11, tzinfo=BERLIN)) for month in (1, 7))
    assert winter.solar_radiation is not None
    assert summer.solar_radiation is not None
    assert winter.solar_radiation < summer.solar_radiation
    assert winter.relative_humidity is not None
    assert summer.relative_humidity is not None
    assert winter.relative_humidity > summer.relative_humidity
