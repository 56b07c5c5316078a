import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from uncramp.domain.diary import CrampEpisode, Muscle, Onset, Severity, Side
from uncramp.domain.runner import Runner
from uncramp.domain.units import IMPERIAL
from uncramp.usecases.ports import Logbook
from web.outings import fill

CRAMP = {"muscle": "calf", "side": "left", "onset": "after", "severity": "moderate", "distance": "", "note": ""}


@pytest.fixture
def long_run(filled: Logbook) -> int:
    """Number of a run of 30 km after the others."""
    fill(filled, [datetime.now(UTC).replace(microsecond=0) - timedelta(hours=5)], 30_000.0)
    return filled.runs()[0].number


def page_of(client: Client, number: int) -> str:
    response = client.get(f"/runs/{number}/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_run_is_shown_whole(client: Client, long_run: int) -> None:
    page = page_of(client, long_run)
    for part in ("30 km · 2:46:40", "5:33 /km", "148 bpm", "Pace per km", "Heart rate, bpm", "Altitude, m"):
        assert part in page
    assert "What could be said before it" in page
    assert "It is more than a tenth longer than your longest run of the last 30 days." in page
    splits, risk = (
        page.partition('<section id="exposure">')[2].partition("Splits</h2>")[2],
        page.partition('id="exposure"')[0],
    )
    assert splits.count('<tr><th scope="row"') == 30
    assert risk.count('<tr><th scope="row"') == 30  # kilometres of the forecast
    for part in ("The run in numbers", "Against what came before", "What happened in it", "nobody told the weather"):
        assert part in page
    assert '<a href="/evidence/#pv-runsafe">' in page


def test_its_charts_are_sound_and_say_what_they_show(client: Client, long_run: int) -> None:
    charts = re.findall(r'<svg class="chart".*?</svg>(?=</figure>)', page_of(client, long_run), re.DOTALL)
    assert len(charts) == 2
    for chart in charts:
        drawn = ET.fromstring(chart)  # noqa: S314  # made by our own page
        assert drawn.get("role") == "img"
        assert [each.tag.rpartition("}")[2] for each in drawn][:2] == ["title", "desc"]


def test_no_page_carries_a_style_or_a_script_that_the_policy_forbids(client: Client, long_run: int) -> None:
    page = page_of(client, long_run)
    assert not re.findall(r"<script|<style|\sstyle=|\son\w+=", page)


def test_a_short_run_has_no_forecast(logbook: Logbook, client: Client) -> None:
    fill(logbook, [datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)], 3000.0)
    page = page_of(client, logbook.runs()[0].number)
    assert "What could be said before it" not in page
    assert "Splits" in page


@pytest.mark.usefixtures("logbook")
def test_an_unknown_run_is_a_page_that_says_so(client: Client) -> None:
    response = client.get("/runs/4711/")
    assert response.status_code == 404
    assert "There is no run 4711 in the logbook." in response.content.decode()


def test_a_cramp_is_kept_and_the_reader_sent_back(filled: Logbook, client: Client) -> None:
    number = filled.runs()[0].number
    said = CRAMP | {"onset": "during", "distance": "9.5km", "note": "On the <hill>."}
    response = client.post(f"/runs/{number}/", said)
    assert response.status_code == 302
    assert response["Location"] == f"/runs/{number}/#diary"
    (kept,) = filled.episodes()
    assert kept.run == number
    assert kept.episode == CrampEpisode(
        kept.episode.reported, Muscle.CALF, Onset.DURING, Severity.MODERATE, Side.LEFT, 9500.0, "On the <hill>."
    )
    shown = "Cramp: calf (left), moderate, during the run, 9.5 km. On the &lt;hill&gt;."
    assert shown in page_of(client, number)


def test_a_cramp_is_marked_in_the_chart(filled: Logbook, client: Client) -> None:
    number = filled.runs()[0].number
    client.post(f"/runs/{number}/", CRAMP | {"distance": "6km"})
    assert '<line class="mark" x1="50.00%"' in page_of(client, number)


def test_what_was_not_said_of_a_cramp_stays_unknown(filled: Logbook, client: Client) -> None:
    client.post(f"/runs/{filled.runs()[0].number}/", {"muscle": "foot", "onset": "night"})
    (kept,) = filled.episodes()
    assert (kept.episode.severity, kept.episode.side, kept.episode.distance) == (None, None, None)


def test_a_bare_distance_is_in_the_runners_unit(filled: Logbook, client: Client) -> None:
    filled.save_runner(Runner(units=IMPERIAL))
    client.post(f"/runs/{filled.runs()[0].number}/", CRAMP | {"distance": "5"})
    (kept,) = filled.episodes()
    assert kept.episode.distance == 8046.72


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"distance": "far"}, "“far” is not a distance above 0"),
        ({"distance": "13km"}, "A cramp at 13 km lies beyond the end of the run at 12 km."),
        ({"muscle": "tail"}, "tail is not one of the available choices"),
        ({"note": "o" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_the_form_and_nothing_is_kept(
    filled: Logbook, client: Client, said: dict[str, str], sentence: str
) -> None:
    response = client.post(f"/runs/{filled.runs()[0].number}/", CRAMP | {"note": "keep me"} | said)
    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    assert "keep me" in page or "note" in said
    assert "<details open>" in page
    assert filled.episodes() == []


def test_a_cramp_of_an_unknown_run_is_not_kept(logbook: Logbook, client: Client) -> None:
    assert client.post("/runs/4711/", CRAMP).status_code == 404
    assert logbook.episodes() == []


def test_a_form_from_another_site_is_refused(filled: Logbook) -> None:
    response = Client(enforce_csrf_checks=True).post(f"/runs/{filled.runs()[0].number}/", CRAMP)
    assert response.status_code == 403
    assert "Nothing was changed" in response.content.decode()
    assert filled.episodes() == []
