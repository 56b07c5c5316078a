import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from uncramp.domain.diary import Answer, CrampEpisode, Muscle
from uncramp.usecases.ports import Logbook
from web.outings import crowd


def answered(logbook: Logbook, cramps: int = 0) -> None:
    """Every run is answered in time; some of them had a cramp."""
    done = {kept.run for kept in logbook.answers()} | {kept.run for kept in logbook.episodes()}
    for index, run in enumerate(each for each in logbook.runs() if each.number not in done):
        reported = run.outline.start + timedelta(days=1)
        if index < cramps:
            logbook.add_episode(run.number, CrampEpisode(reported, Muscle.CALF, distance=11_000.0))
        else:
            logbook.add_answer(run.number, Answer(reported))


def page_of(client: Client) -> str:
    response = client.get("/check/")
    assert response.status_code == 200
    return response.content.decode().replace('<span class="ends">', "")


@pytest.mark.usefixtures("logbook")
def test_without_an_answer_it_says_what_it_takes_and_shows_no_table(client: Client) -> None:
    page = page_of(client)
    assert '<p class="lead">It cannot be told yet.</p>' in page
    assert "It takes 20 answered runs and 3 with a cramp at least." in page
    assert "<table" not in page
    assert "The model has not been validated on other runners" in page


def test_guesses_stand_beside_each_other_with_the_lead_and_its_interval(filled: Logbook, client: Client) -> None:
    answered(filled, 1)
    page = page_of(client)
    assert "Each of your 6 answered runs was forecast from those before it alone; 1 of them had a cramp." in page
    scores, groups = (part.partition("</tbody>")[0].split("<tr>")[1:] for part in page.split("<tbody>")[1:])
    assert [row.partition('">')[2].partition("<")[0] for row in scores] == [
        "This model",
        "The published share for such runs",
        "Your own frequency so far",
    ]
    assert all(re.search(r"\d \(.\d\.\d{3} … .\d\.\d{3}\)<", row) for row in scores[1:])
    assert len(groups) == page.count("<circle") == 1
    assert re.search(r"17 % \(\d+ to \d+ %\)", groups[0])  # one of six


def test_runs_of_which_nobody_told_are_not_counted(filled: Logbook, client: Client) -> None:
    filled.add_answer(filled.runs()[3].number, Answer(datetime.now(UTC)))
    assert "Each of your 1 answered runs" in page_of(client)


def test_two_hundred_answered_runs_take_no_more_queries_than_twenty(logbook: Logbook, client: Client) -> None:
    counts = []
    for count in (20, 200):
        crowd(logbook, count)
        answered(logbook, 2)
        with CaptureQueriesContext(connection) as queries:
            assert f"Each of your {count} answered runs" in page_of(client)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_it_is_looked_at_and_nothing_else(filled: Logbook, client: Client) -> None:
    answered(filled)
    assert client.post("/check/").status_code == 405
    assert client.head("/check/").status_code == 200
