import re
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from uncramp.domain.runner import Condition, Runner, Sex
from uncramp.domain.units import IMPERIAL
from uncramp.usecases.ports import Logbook

DAY = (datetime.now(UTC) + timedelta(days=30)).date()
ASKED = {"distance": "half", "date": DAY.isoformat(), "time": "09:00", "temperature": "14C", "goal": "2:05"}


def page_of(client: Client, **asked: str) -> str:
    response = client.get(f"/plan/?{urlencode(ASKED | asked)}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("logbook")
def test_the_form_proposes_a_sunday_and_plans_nothing_yet(client: Client) -> None:
    page = client.get("/plan/").content.decode()
    assert 'value="half"' in page
    assert '<details class="asked" open>' in page
    assert "In UTC" in page
    assert "Drink" not in page


def test_a_plan_has_every_part(filled: Logbook, client: Client) -> None:
    filled.save_runner(Runner(mass=70.0, sex=Sex.FEMALE, conditions=frozenset()))
    page = page_of(client)
    assert f"{DAY:%A %-d %B %Y}, 09:00" in page
    for part in ("21.1 km · 2:05:00", "First of all", "How likely is a cramp?", "Why", "Every split", "At most", "L/h",
                 "Warm-up", "Cool-down", "moderate evidence", '<a href="/evidence/#rf-overpace-56">'):  # fmt: skip
        assert part in page
    assert page.count('<svg class="chart"') == 2
    assert page.count('<svg class="chart bars"') == 1
    assert (
        page.index('id="pace"') < page.index('id="drink"') < page.index('id="warm_up"') < page.index('id="cool_down"')
    )


@pytest.mark.usefixtures("filled")
def test_the_start_is_on_the_clock_of_the_last_run(client: Client) -> None:
    page = page_of(client)
    assert "On the clock of Europe/Berlin." in page
    assert f'datetime="{datetime.combine(DAY, time(9), ZoneInfo("Europe/Berlin")).isoformat()}"' in page


@pytest.mark.usefixtures("filled")
def test_without_a_goal_the_runners_own_efforts_decide(client: Client) -> None:
    assert "Your runs of 16 weeks support" in page_of(client, goal="")


def test_splits_are_in_the_runners_unit(filled: Logbook, client: Client) -> None:
    filled.save_runner(Runner(units=IMPERIAL))
    page = page_of(client, distance="13.1", temperature="57")
    assert ">13.1 mi</th>" in page
    assert "Pace /mi" in page
    assert "13.1 mi · 2:05:00" in page


def test_with_an_illness_there_is_no_number_to_drink(filled: Logbook, client: Client) -> None:
    filled.save_runner(Runner(mass=70.0, conditions=frozenset({Condition.KIDNEY_DISEASE})))
    page = page_of(client)
    assert "a question for your doctor" in page
    assert "At most" not in page[page.index('id="drink"') : page.index('id="warm_up"')]


@pytest.mark.usefixtures("filled")
def test_a_race_in_dangerous_heat_has_no_pace(client: Client) -> None:
    page = page_of(client, temperature="42C")
    assert "Do not race" in page
    assert "Every split" not in page


@pytest.mark.usefixtures("logbook")
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"distance": "far"}, "“far” is not a distance above 0"),
        ({"date": "2027-02-30"}, "The date 2027-02-30 does not exist."),
        ({"time": "25:00"}, "“25:00” is not a time of day"),
        ({"temperature": "warm"}, "“warm” is not a temperature"),
        ({"goal": "soon"}, "“soon” is not a duration above 0"),
        ({"distance": ""}, "This field is required."),
        ({"distance": "x" * 41}, "at most 40 characters"),
        ({"date": "2020-01-05"}, "A plan needs a start in the future; 2020-01-05 09:00 is past."),
        ({"goal": "0:30"}, "is faster than any human has run."),
        ({"goal": ""}, "Give a goal time"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence_and_the_input_stays(
    client: Client, asked: dict[str, str], sentence: str
) -> None:
    page = page_of(client, **asked)
    assert sentence in page
    assert page.count('class="errorlist"') + page.count('class="refused"') == 1
    assert all(f'value="{value}"' in page for value in (ASKED | asked).values() if value)
    assert '<details class="asked" open>' in page


@pytest.mark.usefixtures("logbook")
def test_what_somebody_types_is_never_markup(client: Client) -> None:
    assert "<b>" not in page_of(client, distance="<b>x</b>")


@pytest.mark.usefixtures("filled")
def test_what_would_change_it_stands_after_the_forecast_with_an_interval_and_a_grade(client: Client) -> None:
    page = page_of(client, distance="marathon", goal="3:30")
    part = page.partition('id="what-if"')[2].partition("</section>")[0]
    assert "What would change it?" in part
    assert "The first third 3 % slower than planned" in part
    assert "points (" in part.replace('<span class="ends">', "")
    assert "evidence" in part
    assert "not a promise" in part
    assert page.index("How likely is a cramp?") < page.index('id="what-if"') < page.index('id="pace"')


@pytest.mark.usefixtures("filled")
def test_which_muscle_it_takes_is_an_interval_of_all_cramps(client: Client) -> None:
    assert re.search(r"It takes the calf most often, \d+ % \(\d+ to \d+ %\) of all cramps", page_of(client))


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(("distance", "goal"), [("5km", "0:28"), ("9.9km", "1:00"), ("162km", "30:00")])
def test_where_no_chance_is_known_there_is_neither_a_forecast_nor_a_what_if(
    client: Client, distance: str, goal: str
) -> None:
    page = page_of(client, distance=distance, goal=goal)
    assert "Warm-up" in page
    assert "How likely is a cramp?" not in page
    assert 'id="what-if"' not in page
