from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from uncramp.domain.runner import Runner
from uncramp.domain.sentence import say
from uncramp.logbook.uploads import Uploads
from uncramp.usecases.ports import Logbook, Original, Outcome, Slot

HAND = {"date": "2026-05-01", "time": "07:30", "distance": "10km", "duration": "52min"}


@pytest.fixture(autouse=True)
def home(logbook: Logbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001  # opened before
    monkeypatch.setattr(settings, "UNCRAMP_HOME", tmp_path)
    return tmp_path


def test_the_page_offers_files_and_a_run_by_hand(logbook: Logbook, client: Client) -> None:
    page = client.get("/imports/").content.decode()
    assert 'type="file"' in page
    assert "Enter a run by hand" in page
    assert "Imports so far" not in page
    assert logbook.imports() == []


def test_an_upload_waits_for_the_worker_under_the_number_of_its_import(
    logbook: Logbook, client: Client, home: Path
) -> None:
    files = [SimpleUploadedFile(name, name.encode()) for name in ("a.fit", "b.gpx")]
    response = client.post("/imports/", {"files": files})
    (kept,) = logbook.imports()
    assert response["Location"] == f"/imports/{kept.number}/"
    assert (kept.label, kept.begun, kept.ended) == ("a.fit and 1 more", None, None)
    assert [path.read_text() for path in Uploads(home).files(kept.number)] == ["a.fit", "b.gpx"]


def test_without_a_file_the_page_says_so(logbook: Logbook, client: Client) -> None:
    assert "No file was chosen" in client.post("/imports/", {}).content.decode()
    assert logbook.imports() == []


def test_a_run_by_hand_is_kept_and_shown(logbook: Logbook, client: Client) -> None:
    logbook.save_runner(Runner(time_zone="Europe/Berlin"))
    response = client.post("/imports/by-hand/", HAND)
    (run,) = logbook.runs()
    assert response["Location"] == f"/runs/{run.number}/"
    outline = run.outline
    assert (outline.distance, outline.elapsed_time, f"{outline.start:%H:%M}") == (10_000.0, 3120.0, "05:30")
    assert client.get(f"/runs/{run.number}/").status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"duration": "52:30"}, "cannot be right. Write hours and minutes like 1:05, or minutes like 52min."),
        ({"distance": "far"}, "is not a distance"),
        ({"date": ""}, "required"),
    ],
)
def test_what_cannot_be_meant_is_said_beside_what_was_typed(
    logbook: Logbook, client: Client, change: dict[str, str], words: str
) -> None:
    page = client.post("/imports/by-hand/", HAND | change).content.decode()
    assert words in page
    assert f'value="{(HAND | change)["distance"]}"' in page
    assert logbook.runs() == []


def test_imports_and_what_was_set_aside_are_listed(logbook: Logbook, client: Client) -> None:
    ledger = logbook.begin_import("holiday.zip")
    entry = logbook.set_aside(Original("x.fit", b"?"), say("it is no file of a watch"), Slot(ledger, 0))
    assert entry.outcome is Outcome.REFUSED
    logbook.end_import(ledger, 0)
    page = client.get("/imports/").content.decode()
    assert "holiday.zip" in page
    assert "0 new in the logbook, 0 there before, 0 recovered, 1 refused." in page
    assert "One file could not be read and was set aside" in page
