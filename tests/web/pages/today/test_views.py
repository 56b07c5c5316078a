from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from uncramp.domain.diary import CrampEpisode, Muscle
from uncramp.domain.runner import Runner
from uncramp.domain.units import IMPERIAL
from uncramp.usecases.ports import Logbook
from web.outings import crowd


@pytest.mark.usefixtures("logbook")
def test_an_empty_logbook_says_how_to_fill_it_and_still_helps_with_a_cramp(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/imports/">Import files' in page
    assert 'href="/relief/">I have a cramp now' in page


def test_last_runs_and_how_far_is_no_jump(filled: Logbook, client: Client) -> None:
    page = client.get("/").content.decode()
    assert "A run of more than 13.2 km would be a jump" in page  # 12 km and a tenth
    assert page.count("<time datetime") == 5
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


def test_two_hundred_runs_take_no_more_queries_than_a_few(
    logbook: Logbook, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(logbook, 200)
    with django_assert_max_num_queries(5):
        client.get("/")
