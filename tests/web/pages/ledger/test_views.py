import csv
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from uncramp.domain.outline import Outline, Sport
from uncramp.domain.sentence import say
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.uploads import Uploads
from uncramp.usecases.ports import Entry, Logbook, NewRun, Original, Outcome, Reading, Slot
from web.outings import fill


@pytest.fixture(autouse=True)
def uploads(logbook: Logbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Uploads:  # noqa: ARG001  # opened before
    monkeypatch.setattr(settings, "UNCRAMP_HOME", tmp_path)
    return Uploads(tmp_path)


@pytest.fixture
def ledger(logbook: Logbook, uploads: Uploads) -> int:
    """An import that goes on: 120 files there before, and one that is refused, of about 200."""
    number = logbook.begin_import("years.zip")
    uploads.arrived(uploads.arriving(), number)
    logbook.expect(number, 200)
    for place in range(120):
        logbook.enter(number, Entry(place, f"years.zip/{place}.fit", Outcome.ALREADY_THERE))
    logbook.set_aside(Original("years.zip/bad.fit", b"?"), say("it is <cut>"), Slot(number, 120))
    return number


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_an_import_that_goes_on_is_shown_newest_file_first_and_asked_for_again(client: Client, ledger: int) -> None:
    response = client.get(f"/imports/{ledger}/")
    text = response.content.decode()
    assert int(response["Refresh"]) > 0
    assert '<progress value="121" max="200">' in text
    assert text.index("bad.fit") < text.index("119.fit") < text.index("118.fit")
    assert "it is &lt;cut&gt;." in text
    assert "1\N{EN DASH}100 / 121" in text


def test_one_outcome_can_be_seen_alone(client: Client, ledger: int) -> None:
    text = page(client, f"/imports/{ledger}/?outcome=refused")
    assert "bad.fit" in text
    assert "119.fit" not in text


def test_an_import_that_is_over_stands_still_and_says_where_to_go_on(
    client: Client, logbook: Logbook, ledger: int
) -> None:
    fill(logbook, [datetime(2026, 5, 1, 6, tzinfo=UTC)])
    logbook.end_import(ledger, 3)
    response = client.get(f"/imports/{ledger}/")
    text = response.content.decode()
    assert "Refresh" not in response
    assert "<progress" not in text
    assert "Done. 0 new runs." in text
    assert text.index("See your runs") < text.index("One file could not be read.") < text.index('class="counts"')
    assert text.index("bad.fit") < text.index("119.fit") < text.index("118.fit")
    assert "3 other files in it are no activities" in text


def test_the_new_runs_are_counted_and_those_without_a_zone_lead_to_the_profile(
    client: Client, logbook: Logbook
) -> None:
    number = logbook.begin_import("a.csv")
    outline = Outline(Sport.RUNNING, datetime(2026, 5, 1, 6, tzinfo=UTC), 3600.0, 3600.0, distance=12_000.0)
    run = NewRun(0, outline, RunFeatures(VERSION), is_clock_sure=False)
    logbook.keep(Original("a.csv", b"a"), Reading((run,)), Slot(number, 0))
    logbook.end_import(number, 0)
    text = page(client, f"/imports/{number}/")
    assert "Done. One new run." in text
    assert "could not be read" not in text
    assert "One activity tells neither its place nor its time zone" in text
    assert 'href="/profile/"' in text


def test_an_import_that_waits_promises_no_run(client: Client, logbook: Logbook, uploads: Uploads) -> None:
    number = logbook.begin_import("a.fit", is_waiting=True)
    uploads.arrived(uploads.arriving(), number)
    response = client.get(f"/imports/{number}/")
    assert "Refresh" in response
    assert "are there already" not in response.content.decode()


def test_an_import_that_failed_says_why(client: Client, logbook: Logbook, ledger: int) -> None:
    logbook.fail_import(ledger, say("A fault in Uncramp stopped it twice."))
    response = client.get(f"/imports/{ledger}/")
    text = response.content.decode()
    assert "A fault in Uncramp stopped it twice." in text
    assert "Done." not in text
    assert "Refresh" not in response


def test_an_import_that_was_killed_on_the_command_line_is_not_asked_for_again(client: Client, logbook: Logbook) -> None:
    number = logbook.begin_import("years.zip")
    logbook.expect(number, 20_000)
    logbook.enter(number, Entry(0, "years.zip/0.fit", Outcome.ALREADY_THERE))
    response = client.get(f"/imports/{number}/")
    text = response.content.decode()
    assert "Refresh" not in response
    assert "broken off, or under way on the command line" in text
    assert "min left" not in text
    assert "/stop/" not in text
    assert "the same command, given again, goes on from there" in text


def test_stopping_what_is_over_changes_nothing(client: Client, logbook: Logbook, ledger: int) -> None:
    logbook.end_import(ledger, 0)
    before = logbook.ledger(ledger)
    assert client.post(f"/imports/{ledger}/stop/").status_code == 302
    assert logbook.ledger(ledger) == before


def test_it_can_be_asked_to_stop_once(client: Client, logbook: Logbook, ledger: int) -> None:
    assert client.get(f"/imports/{ledger}/stop/").status_code == 405
    assert client.post(f"/imports/{ledger}/stop/")["Location"] == f"/imports/{ledger}/"
    assert logbook.is_stopped(ledger)
    assert "It stops after the file it is at." in page(client, f"/imports/{ledger}/")


def test_the_rows_can_be_had_as_a_table(client: Client, ledger: int) -> None:
    response = client.get(f"/imports/{ledger}/files.csv")
    rows = list(csv.DictReader(StringIO(response.content.decode())))
    assert response["Content-Type"].startswith("text/csv")
    assert len(rows) == 121
    assert rows[-1] == {"file": "years.zip/bad.fit", "outcome": "refused", "runs": "", "what": "it is <cut>."}


@pytest.mark.usefixtures("logbook")
@pytest.mark.parametrize("address", ["/imports/99/", "/imports/99/files.csv"])
def test_an_import_that_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
