import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from uncramp.domain.diary import Answer, CrampEpisode, Muscle
from uncramp.domain.runner import Runner
from uncramp.domain.units import IMPERIAL
from uncramp.usecases.ports import Logbook
from web.outings import crowd, fill, recent_mornings


@pytest.mark.usefixtures("logbook")
def test_an_empty_logbook_says_how_to_fill_it_and_still_helps_with_a_cramp(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/imports/">Import files' in page
    assert 'href="/relief/">I have a cramp now' in page


def test_last_runs_and_how_far_is_no_jump(filled: Logbook, client: Client) -> None:
    page = client.get("/").content.decode()
    assert "A run of more than 13.2 km would be a jump" in page  # 12 km and a tenth
    assert page.partition("Last runs")[2].count("<time datetime") == 5
    assert f'href="/runs/{filled.runs()[0].number}/"' in page
    assert "none in the diary" in page


def test_the_last_cramp_leads_to_its_run(filled: Logbook, client: Client) -> None:
    run = filled.runs()[2]
    filled.add_episode(run.number, CrampEpisode(datetime.now(UTC), Muscle.HAMSTRING))
    page = client.get("/").content.decode()
    assert f'<a href="/runs/{run.number}/">{run.outline.local_start:%-d %b %Y}</a>' in page
    assert "hamstring" in page


def test_the_units_are_those_of_the_runner(filled: Logbook, client: Client) -> None:
    filled.save_runner(Runner(units=IMPERIAL))
    assert "A run of more than 8.2 mi would be a jump" in client.get("/").content.decode()


def test_runs_long_ago_say_to_start_short(logbook: Logbook, client: Client) -> None:
    crowd(logbook, 3, days_ago=60)
    page = client.get("/").content.decode()
    assert "start short and easy" in page
    assert page.count("<time datetime") == 3


def queries_of(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    return len(queries)


@pytest.mark.parametrize("is_answered", [False, True])
def test_two_hundred_runs_take_no_more_queries_than_twenty(
    logbook: Logbook, client: Client, *, is_answered: bool
) -> None:
    counts = []
    for count in (20, 200):
        crowd(logbook, count)
        answered = {kept.run for kept in logbook.answers()}
        for run in logbook.runs():
            if is_answered and run.number not in answered:
                logbook.add_answer(run.number, Answer(run.outline.start + timedelta(days=1)))
        counts.append(queries_of(client))
    assert counts[0] == counts[1] <= 20
    assert queries_of(client) < counts[1] or not is_answered  # what was judged is kept


def test_how_likely_a_cramp_is_in_an_easy_run_as_long_as_the_longest(filled: Logbook, client: Client) -> None:
    page = client.get("/").content.decode().partition('id="risk"')[2].partition("</section>")[0]
    assert "In an easy run as long as your longest of the last 30 days:" in page
    assert re.search(r"put at [<\d.]+ ?[\d.]* % \([<\d. ]+ to [<\d. ]+ %\)", page.replace("&lt;", "<"))
    assert page.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>") == 12
    assert 'href="/check/"' in page
    filled.save_runner(Runner(units=IMPERIAL))
    page = client.get("/").content.decode().partition('id="risk"')[2].partition("</section>")[0]
    assert page.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>") == 12


def test_who_ran_no_long_run_of_late_gets_no_forecast(logbook: Logbook, client: Client) -> None:
    fill(logbook, recent_mornings(), 9000.0)
    page = client.get("/").content.decode()
    assert "Last runs" in page
    assert 'id="risk"' not in page


def test_runs_of_which_nothing_is_known_are_asked_about_and_one_press_answers(filled: Logbook, client: Client) -> None:
    newest, *_ = filled.runs()
    page = client.get("/").content.decode()
    assert page.count('action="/no-cramp/') == 4  # of the last two weeks
    assert f'href="/runs/{newest.number}/#diary"' in page
    response = client.post(f"/no-cramp/{newest.number}/")
    assert (response.status_code, response["Location"]) == (302, "/#asked")
    assert [kept.run for kept in filled.answers()] == [newest.number]
    page = client.get("/").content.decode()
    assert page.count('action="/no-cramp/') == 3
    assert f'action="/no-cramp/{newest.number}/"' not in page


def test_with_all_answered_nothing_is_asked(filled: Logbook, client: Client) -> None:
    for run in filled.runs():
        filled.add_answer(run.number, Answer(datetime.now(UTC)))
    assert 'id="asked"' not in client.get("/").content.decode()


def test_pressed_twice_or_beside_a_cramp_nothing_is_lost(filled: Logbook, client: Client) -> None:
    newest, other, *_ = (run.number for run in filled.runs())
    for _ in range(2):
        assert client.post(f"/no-cramp/{newest}/").status_code == 302
    filled.add_episode(other, CrampEpisode(datetime.now(UTC), Muscle.CALF))
    response = client.post(f"/no-cramp/{other}/")
    assert response.status_code == 400
    assert f"The diary holds a cramp (calf) of run {other}." in response.content.decode()
    assert ([kept.run for kept in filled.answers()], len(filled.episodes())) == ([newest], 1)


def test_an_answer_comes_from_this_page_by_post_and_for_a_run_that_is_there(filled: Logbook, client: Client) -> None:
    number = filled.runs()[0].number
    assert Client(enforce_csrf_checks=True).post(f"/no-cramp/{number}/").status_code == 403
    assert client.get(f"/no-cramp/{number}/").status_code == 405
    assert client.post("/no-cramp/4711/").status_code == 404
    assert filled.answers() == []
