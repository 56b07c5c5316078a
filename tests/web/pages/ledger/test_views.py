import csv
from io import StringIO

import pytest
from django.test import Client

from uncramp.domain.sentence import say
from uncramp.usecases.ports import Entry, Logbook, Original, Outcome, Slot


@pytest.fixture
def ledger(logbook: Logbook) -> int:
    """An import that goes on: 120 files there before, and one that is refused, of about 200."""
    number = logbook.begin_import("years.zip")
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


def test_an_import_that_is_over_stands_still(client: Client, logbook: Logbook, ledger: int) -> None:
    logbook.end_import(ledger, 3)
    response = client.get(f"/imports/{ledger}/")
    text = response.content.decode()
    assert "Refresh" not in response
    assert "<progress" not in text
    assert "3 other files in it are no activities" in text


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
