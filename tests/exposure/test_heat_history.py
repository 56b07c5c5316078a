from datetime import date

import pytest

from exposure.runs import NOW, Run, run
from uncramp.evidence.priors import priors
from uncramp.exposure.heat_history import acclimatisation_of

TODAY: date = NOW.date()
HOT = {"temperature": 34.0, "relative_humidity": 70.0, "wind_speed": 1.0, "cloud_cover": 0.0}
COOL = {"temperature": 5.0, "relative_humidity": 60.0}


def days(weather: dict[str, float], *ago: float) -> list[Run]:
    return [run(day, said=weather) for day in ago]


def test_two_weeks_of_hours_in_heat_make_most_of_it_and_a_cool_spring_none() -> None:
    spring = days(COOL, *range(15, 120, 2))
    hot = acclimatisation_of([*spring, *days(HOT, *range(1, 15))], TODAY, priors().weather)
    cool = acclimatisation_of([*spring, *days(COOL, *range(1, 15))], TODAY, priors().weather)
    assert hot is not None
    assert cool is not None
    assert hot.median > 0.8
    assert cool.median < 0.1


def test_runs_in_unknown_weather_widen_it_and_where_most_are_it_is_not_told() -> None:
    half = [*days(COOL, *range(1, 60, 2)), *days({}, *range(2, 60, 2))]
    told = acclimatisation_of(half, TODAY, priors().weather)
    assert told is not None
    assert told.low < 0.05
    assert told.high > 0.5
    assert acclimatisation_of([*half, *days({}, 61, 62)], TODAY, priors().weather) is None


@pytest.mark.parametrize("ago", [0.1, 121.0])
def test_without_a_run_of_the_last_months_before_the_day_nothing_is_told(ago: float) -> None:
    assert acclimatisation_of(days(HOT, ago), TODAY, priors().weather) is None
