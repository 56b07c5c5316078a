import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Onset, Severity, Side
from uncramp.domain.runner import Runner
from uncramp.domain.units import IMPERIAL
from uncramp.usecases.ports import Logbook
from web.outings import crowd, fill

CRAMP = {"muscle": "calf", "side": "left", "onset": "after", "severity": "moderate", "distance": "", "note": ""}
DURING = CRAMP | {"onset": "during"}


@pytest.fixture
def long_run(filled: Logbook) -> int:
    """Number of a run of 30 km after the others."""
    fill(filled, [datetime.now(UTC).replace(microsecond=0) - timedelta(hours=5)], 30_000.0)
    return filled.runs()[0].number


def cramp_in(logbook: Logbook, number: int) -> None:
    logbook.add_episode(number, CrampEpisode(datetime.now(UTC), Muscle.CALF, Onset.DURING, distance=25_000.0))


def page_of(client: Client, number: int, query: str = "") -> str:
    response = client.get(f"/runs/{number}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_run_is_shown_whole(client: Client, long_run: int) -> None:
    page = page_of(client, long_run)
    for part in ("30 km · 2:46:40", "5:33 /km", "148 bpm", "Pace per km", "Heart rate, bpm", "Altitude, m"):
        assert part in page
    assert "What could be said before it" in page
    assert "It is more than a tenth longer than your longest run of the last 30 days" in page
    splits, risk = (
        page.partition('<section id="exposure">')[2].partition("Splits</h2>")[2],
        page.partition('id="exposure"')[0],
    )
    assert splits.count('<tr><th scope="row"') == 30
    kilometres, reasons = risk.split("Every reason, and how much it weighs")
    assert kilometres.count('<tr><th scope="row"') == 30
    assert reasons.count('<tr><th scope="row"') == reasons.count('<rect class="bar') == 3
    for part in ("The run in numbers", "Against what came before", "What happened in it", "nobody told the weather"):
        assert part in page
    assert '<a href="/evidence/#pv-runsafe">' in page


def test_its_charts_are_sound_and_say_what_they_show(logbook: Logbook, client: Client, long_run: int) -> None:
    cramp_in(logbook, long_run)
    page = page_of(client, long_run)
    charts = re.findall(r'<svg class="chart[^"]*".*?</svg>(?=</figure>|<figcaption)', page, re.DOTALL)
    assert len(charts) == 4  # what was recorded, the forecast, its reasons, how the risk unfolded
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
    client.post(f"/runs/{number}/", DURING | {"distance": "6km"})
    assert '<line class="mark" x1="50.00%"' in page_of(client, number)


def test_what_was_not_said_of_a_cramp_stays_unknown(filled: Logbook, client: Client) -> None:
    client.post(f"/runs/{filled.runs()[0].number}/", {"muscle": "foot", "onset": "night"})
    (kept,) = filled.episodes()
    assert (kept.episode.severity, kept.episode.side, kept.episode.distance) == (None, None, None)


def test_a_bare_distance_is_in_the_runners_unit(filled: Logbook, client: Client) -> None:
    filled.save_runner(Runner(units=IMPERIAL))
    client.post(f"/runs/{filled.runs()[0].number}/", DURING | {"distance": "5"})
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
    response = client.post(f"/runs/{filled.runs()[0].number}/", DURING | {"note": "keep me"} | said)
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


def told(logbook: Logbook) -> tuple[list[int], list[int]]:
    """Runs with an answer, and runs with a cramp."""
    return [kept.run for kept in logbook.answers()], [kept.run for kept in logbook.episodes()]


def test_it_is_asked_whether_anything_cramped_and_one_press_answers(filled: Logbook, client: Client) -> None:
    number = filled.runs()[0].number
    page = page_of(client, number)
    for part in ("Did anything cramp?", "No, nothing", "Yes, write it down", "silence is not read as “no”"):
        assert part in page
    response = client.post(f"/runs/{number}/no-cramp/")
    assert (response.status_code, response["Location"]) == (302, f"/runs/{number}/#diary")
    assert told(filled) == ([number], [])
    page = page_of(client, number)
    assert "Nothing cramped in it or within six hours after it, as you said on" in page
    assert "No, nothing" not in page


def test_the_answer_is_taken_back_and_asked_again(filled: Logbook, client: Client) -> None:
    number = filled.runs()[0].number
    filled.add_answer(number, Answer(datetime.now(UTC)))
    assert f'action="/runs/{number}/no-cramp/take-back/"' in page_of(client, number)
    for _ in range(2):  # a double click
        response = client.post(f"/runs/{number}/no-cramp/take-back/")
        assert (response.status_code, response["Location"]) == (302, f"/runs/{number}/#diary")
    assert told(filled) == ([], [])
    assert "No, nothing" in page_of(client, number)


def test_a_cramp_takes_the_place_of_the_answer_and_this_is_told(filled: Logbook, client: Client) -> None:
    number = filled.runs()[0].number
    filled.add_answer(number, Answer(datetime.now(UTC)))
    response = client.post(f"/runs/{number}/", CRAMP)
    assert response["Location"] == f"/runs/{number}/?no-answer#diary"
    assert told(filled) == ([], [number])
    page = client.get(response["Location"]).content.decode()
    assert "Your answer that nothing cramped in this run is taken back." in page
    assert "No, nothing" not in page


def test_a_night_cramp_leaves_the_question_open(filled: Logbook, client: Client) -> None:
    number = filled.runs()[0].number
    assert client.post(f"/runs/{number}/", CRAMP | {"onset": "night"})["Location"] == f"/runs/{number}/#diary"
    assert "No, nothing" in page_of(client, number)
    client.post(f"/runs/{number}/no-cramp/")
    assert told(filled) == ([number], [number])


def test_beside_a_cramp_nobody_says_none(filled: Logbook, client: Client) -> None:
    number = filled.runs()[0].number
    filled.add_episode(number, CrampEpisode(datetime.now(UTC), Muscle.CALF, distance=9000.0))
    response = client.post(f"/runs/{number}/no-cramp/")
    assert response.status_code == 400
    assert f"The diary holds a cramp (calf, at 9 km) of run {number}." in response.content.decode()
    assert told(filled) == ([], [number])


def test_a_cramp_after_the_run_has_no_place_in_it(filled: Logbook, client: Client) -> None:
    assert client.post(f"/runs/{filled.runs()[0].number}/", CRAMP | {"distance": "9km"}).status_code == 200
    assert filled.episodes() == []


def test_a_cramp_sent_twice_is_kept_once_and_said(filled: Logbook, client: Client) -> None:
    number = filled.runs()[0].number
    first, second = (client.post(f"/runs/{number}/", DURING | {"distance": "9km"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 200)
    assert "The diary holds a cramp (calf, at 9 km) of this run already." in second.content.decode()
    assert told(filled) == ([], [number])


def test_each_cramp_is_taken_back_alone(filled: Logbook, client: Client) -> None:
    number = filled.runs()[0].number
    for muscle in (Muscle.CALF, Muscle.FOOT):
        filled.add_episode(number, CrampEpisode(datetime.now(UTC), muscle))
    calf = filled.episodes()[0].number
    address = f"/runs/{number}/cramps/{calf}/take-back/"
    assert f'action="{address}"' in page_of(client, number)
    for _ in range(2):  # a double click
        response = client.post(address)
        assert (response.status_code, response["Location"]) == (302, f"/runs/{number}/#diary")
    assert [kept.episode.muscle for kept in filled.episodes()] == [Muscle.FOOT]


def test_a_cramp_of_another_run_is_not_taken_back_from_here(filled: Logbook, client: Client) -> None:
    number, other, *_ = (run.number for run in filled.runs())
    filled.add_episode(other, CrampEpisode(datetime.now(UTC), Muscle.CALF))
    client.post(f"/runs/{number}/cramps/{filled.episodes()[0].number}/take-back/")
    assert told(filled) == ([], [other])


@pytest.mark.parametrize("end", ["no-cramp/", "no-cramp/take-back/", "cramps/{cramp}/take-back/"])
def test_the_diary_changes_only_by_a_post_from_this_page(filled: Logbook, client: Client, end: str) -> None:
    number, other, *_ = (run.number for run in filled.runs())
    filled.add_answer(number, Answer(datetime.now(UTC)))
    filled.add_episode(other, CrampEpisode(datetime.now(UTC), Muscle.CALF))
    cramp = filled.episodes()[0].number
    for run in (number, other):
        address = f"/runs/{run}/{end.format(cramp=cramp)}"
        assert Client(enforce_csrf_checks=True).post(address).status_code == 403
        assert client.get(address).status_code == 405
    assert told(filled) == ([number], [other])


def test_nothing_is_answered_for_a_run_that_is_not_there(filled: Logbook, client: Client) -> None:
    assert client.post("/runs/4711/no-cramp/").status_code == 404
    assert client.post("/runs/4711/no-cramp/take-back/", follow=True).status_code == 404
    assert client.post("/runs/4711/cramps/1/take-back/", follow=True).status_code == 404
    assert told(filled) == ([], [])


def test_who_writes_down_every_cramp_is_not_told_that_silence_is_nothing(filled: Logbook, client: Client) -> None:
    filled.save_runner(Runner(writes_every_cramp=True))
    page = page_of(client, filled.runs()[0].number)
    assert "No, nothing" in page
    assert "silence is not read as" not in page


def test_a_run_without_a_cramp_is_not_looked_back_at(client: Client, long_run: int) -> None:
    page = page_of(client, long_run)
    assert "What could be said before it" in page
    assert 'id="why"' not in page


def test_a_run_with_a_cramp_is_looked_back_at_without_a_cause(logbook: Logbook, client: Client, long_run: int) -> None:
    cramp_in(logbook, long_run)
    page = page_of(client, long_run).partition('id="why"')[2].partition('id="exposure"')[0]
    for part in (
        "Why did it cramp?",
        "No single cramp can be traced to a cause",
        "of the risk of this run lay behind you",
        "When it is more than a cramp",
        "Nothing that is known of this run clearly stood out.",
        "What may have mattered, and cannot be told",
        "A jump beyond your longest run of 30 days",
        "What do you suspect yourself?",
    ):
        assert part in page
    assert page.partition("The same as a table")[2].count('<tr><th scope="row"') == 30
    assert f'action="/runs/{long_run}/#why"' in page


def test_a_night_cramp_is_no_cramp_of_the_run(logbook: Logbook, client: Client, long_run: int) -> None:
    logbook.add_episode(long_run, CrampEpisode(datetime.now(UTC), Muscle.CALF, Onset.NIGHT))
    assert 'id="why"' not in page_of(client, long_run)


def test_too_little_to_drink_is_not_supported(logbook: Logbook, client: Client, long_run: int) -> None:
    cramp_in(logbook, long_run)
    verdict = page_of(client, long_run, "?suspect=dehydration").partition('<div role="status">')[2]
    assert verdict.startswith("<p><strong>Not supported:")
    assert 'href="/evidence/#rf-dehyd-field"' in verdict
    assert "contradicted by evidence" in verdict.partition("</div>")[0]


def test_a_suspicion_with_a_space_in_it_is_understood(logbook: Logbook, client: Client, long_run: int) -> None:
    cramp_in(logbook, long_run)
    assert "Weakly supported: those who cramped had trained" in page_of(client, long_run, "?suspect=tired+legs")


@pytest.mark.parametrize("query", ["", "?suspect=", "?suspect=witchcraft", "?suspect=DEHYDRATION", "?suspect=%3Cb%3E"])
def test_an_unknown_suspicion_is_ignored(logbook: Logbook, client: Client, long_run: int, query: str) -> None:
    cramp_in(logbook, long_run)
    page = page_of(client, long_run, query).partition('id="why"')[2]
    assert 'role="status"' not in page
    assert " selected>" not in page.partition("</form>")[0]


def test_as_many_queries_for_two_hundred_answered_runs_as_for_twenty(
    logbook: Logbook, client: Client, long_run: int
) -> None:
    cramp_in(logbook, long_run)
    counts = []
    for count in (20, 200):
        crowd(logbook, count, days_ago=30)
        answered = {long_run, *told(logbook)[0]}
        for run in logbook.runs():
            if run.number not in answered:
                logbook.add_answer(run.number, Answer(run.outline.start + timedelta(days=1)))
        with CaptureQueriesContext(connection) as queries:
            page = page_of(client, long_run)
        assert f"with nothing {count + 6}." in page
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30
