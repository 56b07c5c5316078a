from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from uncramp.domain.diary import CrampEpisode, Muscle
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.runner import Runner
from uncramp.domain.units import IMPERIAL
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.models import RunnerRow
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.ports import KeptRun, Logbook, NewRun, Original, Reading
from uncramp.web.pages.runs.views import Row
from web.outings import crowd

NIGHT = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)
OUTLINE = Outline(Sport.RUNNING, NIGHT, 3700.0, 3600.0, time_zone="Europe/Berlin", distance=12_000.0)


def keep(logbook: Logbook, outline: Outline, heart_rate: float | None = 151.0) -> int:
    run = NewRun(0, outline, RunFeatures(VERSION, mean_heart_rate=heart_rate))
    (number,) = logbook.keep(Original("run.fit", outline.start.isoformat().encode()), Reading((run,))).runs
    return number


def row_of(outline: Outline, length: float = 1000.0) -> Row:
    return Row(KeptRun(1, "run.fit", 0, outline, RunFeatures(VERSION)), outline.local_start, False, length)  # noqa: FBT003  # not cramped


@pytest.mark.usefixtures("logbook")
def test_an_empty_logbook_says_how_to_fill_it(client: Client) -> None:
    assert 'href="/imports/">Import files' in client.get("/runs/").content.decode()


def test_a_run_stands_under_the_day_and_hour_of_its_place(logbook: Logbook, client: Client) -> None:
    number = keep(logbook, OUTLINE)
    page = client.get("/runs/").content.decode()
    assert "August 2026" in page  # half past midnight in Hamburg
    assert ">Sat 1<" in page.replace('<span class="roomy">', "<")
    for shown in (f'href="/runs/{number}/"', ">12.0<", ">1:00:00<", ">5:00<", ">151<"):
        assert shown in page


def test_miles_for_who_reads_miles(logbook: Logbook, client: Client) -> None:
    keep(logbook, OUTLINE)
    logbook.save_runner(Runner(units=IMPERIAL))
    page = client.get("/runs/").content.decode()
    assert ">mi<" in page
    assert ">7.5<" in page
    assert ">8:03<" in page  # as every pace chart has it beside 5:00 per km


def test_what_the_watch_did_not_record_is_a_dash(logbook: Logbook, client: Client) -> None:
    keep(logbook, replace(OUTLINE, distance=None), heart_rate=None)
    assert client.get("/runs/").content.decode().count(">\N{EN DASH}<") == 3


def test_no_pace_without_a_way_or_a_time() -> None:
    assert row_of(OUTLINE).pace == 300.0
    assert row_of(replace(OUTLINE, distance=0.0)).pace is None
    assert row_of(replace(OUTLINE, timer_time=0.0)).pace is None


def test_a_run_with_a_cramp_is_marked_in_words(logbook: Logbook, client: Client) -> None:
    number = keep(logbook, OUTLINE)
    assert "cramped" not in client.get("/runs/").content.decode()
    logbook.add_episode(number, CrampEpisode(NIGHT, Muscle.CALF))
    assert '<span class="cramped">yes</span>' in client.get("/runs/").content.decode()


def test_what_is_no_run_says_what_it_is(logbook: Logbook, client: Client) -> None:
    keep(logbook, replace(OUTLINE, sport=Sport.CYCLING))
    assert ">ride<" in client.get("/runs/").content.decode()


def test_fifty_runs_on_a_page_and_the_rest_behind_a_link(logbook: Logbook, client: Client) -> None:
    crowd(logbook, 120)
    numbers = [run.number for run in logbook.runs()]
    first, last = (client.get(f"/runs/?page={page}").content.decode() for page in ("1", "3"))
    assert first.count('scope="row"') == 50
    assert f"/runs/{numbers[0]}/" in first
    assert 'rel="next" href="?page=2"' in first
    assert last.count('scope="row"') == 20
    assert f"/runs/{numbers[-1]}/" in last
    assert 'rel="next"' not in last


def test_two_hundred_runs_take_few_queries_and_no_file(logbook: Logbook, client: Client) -> None:
    crowd(logbook, 200)
    with CaptureQueriesContext(connection) as queries:
        client.get("/runs/")
    assert len(queries) <= 5
    assert not [query for query in queries.captured_queries if '"content"' in query["sql"]]


def test_the_runs_of_another_runner_are_not_shown(logbook: Logbook, client: Client) -> None:
    stranger = DjangoLogbook(RunnerRow.objects.create(name="stranger").pk)
    number = keep(stranger, OUTLINE)
    keep(logbook, replace(OUTLINE, start=datetime(2026, 5, 1, 7, tzinfo=UTC)))
    page = client.get("/runs/").content.decode()
    assert page.count('scope="row"') == 1
    assert f"/runs/{number}/" not in page
    assert client.get(f"/runs/{number}/").status_code == 404
