from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from uncramp.cli.asking import NO_FORECAST, planned, why_none
from uncramp.domain.errors import InvalidValueError, UncrampError
from uncramp.domain.plan import Race
from uncramp.presentation.words import Words
from uncramp.usecases.plan import PlanReport

SOON = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()


def asked(  # noqa: PLR0913  # what a runner may say
    distance: str = "marathon",
    temperature: str | None = "14C",
    goal: str | None = "3:45",
    *,
    units: str | None = None,
    course: Path | None = None,
    training: bool = False,
) -> tuple[PlanReport, Words]:
    return planned(
        distance,
        SOON,
        "09:00",
        temperature=temperature,
        humidity=None,
        goal=goal,
        course=course,
        units=units,
        training=training,
    )


@pytest.mark.django_db
def test_words_become_a_race_in_the_units_that_were_asked_for() -> None:
    report, speak = asked("13.1", "57", "2:05", units="imperial")
    assert report.plan.race == Race(13.1 * 1609.344, report.plan.race.start, 7500.0)
    assert f"{report.plan.race.start:%Y-%m-%d %H:%M}" == f"{SOON} 09:00"
    assert report.wbgt is not None
    assert speak.units.distance == "mi"


@pytest.mark.django_db
def test_without_a_temperature_the_weather_is_unknown() -> None:
    assert asked(temperature=None)[0].wbgt is None


@pytest.mark.django_db
def test_a_distance_without_a_level_says_so_and_heat_says_not_to_race() -> None:
    assert list(why_none(asked("5km", goal="0:25")[0])) == [NO_FORECAST]
    hot, _ = asked(temperature="43C")
    assert hot.forecast is None
    assert why_none(hot) == hot.plan.notices
    assert hot.plan.notices


@pytest.mark.django_db
@pytest.mark.parametrize(("distance", "temperature"), [("far", "14C"), ("marathon", "warm")])
def test_what_cannot_be_meant_is_refused(distance: str, temperature: str) -> None:
    with pytest.raises(InvalidValueError):
        asked(distance, temperature=temperature)


@pytest.mark.django_db
def test_a_course_that_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UncrampError):
        asked("half", goal="2:05", course=tmp_path / "no.fit")


@pytest.mark.django_db
def test_training_is_no_race() -> None:
    for training in (False, True):
        report, _ = asked(training=training)
        assert report.exposure is not None
        assert report.exposure.demand.is_race is not training
