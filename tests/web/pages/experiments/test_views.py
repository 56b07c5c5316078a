import re
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from uncramp.domain.diary import CrampEpisode, Muscle
from uncramp.domain.experiment import Arm, Experiment, Lot, Question
from uncramp.domain.runner import Condition, Runner
from uncramp.evidence.experiments import questions
from uncramp.presentation.experimenting import TODO
from uncramp.risk.allotment import order
from uncramp.usecases.experiment_outcomes import is_long
from uncramp.usecases.ports import Logbook

HEALTHY = Runner(birth_year=1990, injury_12_months=False, conditions=frozenset())
TODAY = timezone.now().date().isoformat()


def begun(logbook: Logbook, question: Question, days_ago: int = 30) -> int:
    logbook.save_runner(HEALTHY)
    now = timezone.now()
    start = (now - timedelta(days=days_ago)).date()
    return logbook.add_experiment(Experiment(question, 5, start, now, questions()[question].rules))


def page_of(client: Client, number: int) -> str:
    response = client.get(f"/experiments/{number}/")
    assert response.status_code == 200
    return response.content.decode()


def test_of_an_unknown_runner_the_profile_is_asked_first(client: Client, logbook: Logbook) -> None:
    page = client.get("/experiments/").content.decode()
    assert page.count("Say in your profile first") == 3
    assert page.count('<button class="button" type="submit">Begin</button>') == 0
    assert logbook.experiments() == []


def test_an_experiment_is_begun_and_shown(client: Client, logbook: Logbook) -> None:
    logbook.save_runner(HEALTHY)
    sent = client.post("/experiments/", {"question": "strength_work", "start": TODAY})
    assert sent.status_code == 302
    (kept,) = logbook.experiments()
    assert sent["Location"] == f"/experiments/{kept.number}/"
    page = page_of(client, kept.number)
    assert "Cannot tell yet" in page
    assert page.count('<tr><th scope="row" class="number">') == 8
    assert "Regular strength work for the legs" in client.get("/experiments/").content.decode()


def test_what_cannot_begin_says_why_beside_its_form(client: Client, logbook: Logbook) -> None:
    logbook.save_runner(HEALTHY)
    past = client.post("/experiments/", {"question": "slower_start", "start": "2020-01-01"})
    assert past.status_code == 200
    assert "2020-01-01 has passed" in past.content.decode()
    begun(logbook, Question.PICKLE_JUICE)
    second = client.post("/experiments/", {"question": "slower_start", "start": TODAY})
    assert "One thing at a time" in second.content.decode()
    for sent in ({"question": "salt", "start": TODAY}, {"question": "slower_start", "start": "soon"}, {}):
        assert client.post("/experiments/", sent).status_code == 200
    assert len(logbook.experiments()) == 1


def test_an_illness_is_asked_about_and_agreement_taken(client: Client, logbook: Logbook) -> None:
    logbook.save_runner(replace(HEALTHY, conditions=frozenset({Condition.PREGNANCY})))
    page = client.get("/experiments/").content.decode()
    assert "It is not offered with an illness" in page
    assert "Your profile says: pregnancy." in page
    sent = {"question": "strength_work", "start": TODAY}
    assert "ask who treats you first" in client.post("/experiments/", sent).content.decode()
    assert client.post("/experiments/", sent | {"agreed": "on"}).status_code == 302


def test_no_field_has_the_name_of_another(client: Client, logbook: Logbook) -> None:
    logbook.save_runner(HEALTHY)
    page = client.get("/experiments/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_run_is_given_its_turn_from_the_page(client: Client, filled: Logbook) -> None:
    number = begun(filled, Question.SLOWER_START)
    run = filled.runs()[0]
    assert is_long(run.outline)
    page = page_of(client, number)
    assert "Draw the lot for your next long run" in page
    assert "It had the turn, as drawn" not in page
    refused = client.post(f"/experiments/{number}/", {"run": run.number, "followed": "yes"})
    assert "The lot of turn 1 was not drawn" in refused.content.decode()
    filled.open_turn(number, Lot(0, run.outline.start - timedelta(minutes=1)))
    assert page_of(client, number).count("It had the turn, as drawn") == 1
    assert client.post(f"/experiments/{number}/", {"run": run.number, "followed": "no"}).status_code == 302
    (entry,) = filled.experiment(number).entries
    assert entry.run == run.number
    assert entry.did is order(filled.experiment(number).experiment)[0].other
    filled.add_episode(run.number, CrampEpisode(timezone.now(), Muscle.CALF))
    page = page_of(client, number)
    assert "(did the other)" in page
    assert "In 1 of 1 turns the other was done." in page


def test_the_lot_is_drawn_by_a_button_and_only_that_of_the_turn(client: Client, logbook: Logbook) -> None:
    number = begun(logbook, Question.PICKLE_JUICE)
    arm = order(logbook.experiment(number).experiment)[0]
    page = page_of(client, number)
    assert "The twitch is here: draw the lot" in page
    assert "Write down what became of it" not in page
    assert not [each for each in Arm if str(TODO[Question.PICKLE_JUICE, each]) in page]
    sent = client.post(f"/experiments/{number}/", {"draw": "yes"})
    assert (sent.status_code, sent["Location"]) == (302, f"/experiments/{number}/#next")
    page = page_of(client, number)
    assert str(TODO[Question.PICKLE_JUICE, arm.other]) not in page
    assert page.count(str(TODO[Question.PICKLE_JUICE, arm])) == 1
    assert "draw the lot" not in page


def test_a_twitch_is_written_down_from_the_page_and_the_next_lot_waits(client: Client, logbook: Logbook) -> None:
    number = begun(logbook, Question.PICKLE_JUICE)
    client.post(f"/experiments/{number}/", {"draw": "yes"})
    sent = {"went_on": "yes", "followed": "yes", "minutes": "2.5"}
    for wrong in ({"minutes": "-1"}, {"minutes": "61"}, {"minutes": "nan"}, {"minutes": "0"}, {"went_on": "perhaps"}):
        assert client.post(f"/experiments/{number}/", sent | wrong).status_code == 200
    assert client.post(f"/experiments/{number}/", sent).status_code == 302
    (entry,) = logbook.experiment(number).entries
    assert (entry.went_on, entry.release) == (True, 150.0)
    again = client.post(f"/experiments/{number}/", {"draw": "yes"})
    assert again.status_code == 200
    assert "One sip a run at most" in again.content.decode()


def test_an_illness_told_later_takes_the_sip_off_the_page_and_the_calendar(client: Client, logbook: Logbook) -> None:
    number = begun(logbook, Question.PICKLE_JUICE)
    client.post(f"/experiments/{number}/", {"draw": "yes"})
    ill = {Condition.KIDNEY_DISEASE, Condition.PREVIOUS_HYPONATRAEMIA, Condition.PREGNANCY}
    logbook.save_runner(replace(HEALTHY, conditions=frozenset(ill)))
    page = page_of(client, number)
    assert "suspended" in page
    assert "It is not offered with an illness or a medicine that you named." in page
    assert not [each for each in Arm if str(TODO[Question.PICKLE_JUICE, each]) in page]
    assert "draw the lot" not in page
    assert "Close this experiment" in page
    assert "not offered with an illness" in client.post(f"/experiments/{number}/", {"draw": "yes"}).content.decode()
    (event,) = Calendar.from_ical(client.get(f"/experiments/{number}/calendar.ics").content).walk("VEVENT")
    assert event["status"] == "CANCELLED"
    assert "Suspended" in str(event["description"])


def test_a_block_is_kept_from_the_page(client: Client, logbook: Logbook) -> None:
    number = begun(logbook, Question.STRENGTH_WORK)
    assert client.post(f"/experiments/{number}/", {"block": 1, "followed": "yes"}).status_code == 302
    assert "done:" in page_of(client, number)
    refused = client.post(f"/experiments/{number}/", {"block": 8, "followed": "yes"})
    assert "Block 8 begins on" in refused.content.decode()


def test_its_chart_is_sound_and_nothing_in_the_page_is_forbidden(client: Client, logbook: Logbook) -> None:
    page = page_of(client, begun(logbook, Question.SLOWER_START))
    (chart,) = re.findall(r'<svg class="chart".*?</svg>(?=</figure>)', page, re.DOTALL)
    assert ET.fromstring(chart).get("role") == "img"  # noqa: S314  # made by our own page
    assert not re.findall(r"<script|<style|\sstyle=|\son\w+=", page)


def test_the_calendar_is_a_file_that_a_parser_opens(client: Client, logbook: Logbook) -> None:
    number = begun(logbook, Question.STRENGTH_WORK)
    sent = client.get(f"/experiments/{number}/calendar.ics")
    assert sent["Content-Type"].startswith("text/calendar")
    assert sent["Content-Disposition"] == f'attachment; filename="uncramp-experiment-{number}.ics"'
    events = Calendar.from_ical(sent.content).walk("VEVENT")
    assert len(events) == 8
    assert all(isinstance(each.decoded("dtstart"), date) for each in events)


def test_an_experiment_is_closed_and_then_tells_its_seed(client: Client, logbook: Logbook) -> None:
    number = begun(logbook, Question.PICKLE_JUICE)
    assert "drawn from the number" not in page_of(client, number)
    assert client.get(f"/experiments/{number}/stop/").status_code == 405
    assert client.post(f"/experiments/{number}/stop/").status_code == 302
    page = page_of(client, number)
    assert "The order was drawn from the number 5." in page
    assert "Close this experiment" not in page
    assert "draw the lot" not in page


def test_what_is_not_there_is_not_found(client: Client, logbook: Logbook) -> None:
    assert logbook.experiments() == []
    for place in ("/experiments/7/", "/experiments/7/calendar.ics"):
        assert client.get(place).status_code == 404
    assert client.post("/experiments/7/stop/").status_code == 404


@pytest.mark.parametrize("question", Question)
def test_no_page_asks_the_database_for_each_run(
    client: Client, filled: Logbook, question: Question, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    number = begun(filled, question)
    with django_assert_max_num_queries(20):  # type: ignore[operator]  # a context manager of the plugin
        client.get(f"/experiments/{number}/")
    with django_assert_max_num_queries(20):  # type: ignore[operator]  # as above
        client.get("/experiments/")
