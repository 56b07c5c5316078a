from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from uncramp.domain.runner import Runner
from uncramp.domain.sentence import say
from uncramp.logbook.uploads import Uploads
from uncramp.presentation.importing import of_import
from uncramp.usecases.ports import Logbook, Original, Outcome, Slot
from uncramp.web import wiring

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


def test_an_upload_that_is_cut_after_its_first_file_is_one_sentence_and_no_import(
    logbook: Logbook, client: Client, home: Path
) -> None:
    files = [SimpleUploadedFile("a.fit", b"x" * 2_000), SimpleUploadedFile("b.fit", b"y" * 200_000)]
    body = encode_multipart(BOUNDARY, {"files": files})
    response = client.generic("POST", "/imports/", body[:-100_000], MULTIPART_CONTENT)
    assert response.status_code == 400
    assert "The upload was broken off before its end" in response.content.decode()
    assert logbook.imports() == []
    assert list((home / "uploads").iterdir()) == []


def test_an_upload_from_another_site_is_refused_and_leaves_nothing(logbook: Logbook, home: Path) -> None:
    sent = {"files": SimpleUploadedFile("a.fit", b"x" * 200_000)}
    client = Client(enforce_csrf_checks=True)
    client.get("/imports/")
    assert client.post("/imports/", sent).status_code == 403
    assert logbook.imports() == []
    assert list((home / "uploads").iterdir()) == []


def test_the_token_of_the_page_lets_an_upload_in(logbook: Logbook, home: Path) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/imports/")
    token = client.cookies["csrftoken"].value
    sent = {"csrfmiddlewaretoken": token, "files": SimpleUploadedFile("a.fit", b"x")}
    assert client.post("/imports/", sent).status_code == 302
    assert Uploads(home).waiting() == [kept.number for kept in logbook.imports()]


def test_an_upload_that_cannot_be_handed_over_ends_its_import_with_the_reason(
    logbook: Logbook, client: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path, _ledger: int) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(wiring, "hand_over", fail)
    response = client.post("/imports/", {"files": SimpleUploadedFile("a.fit", b"x")})
    (kept,) = logbook.imports()
    assert response.status_code == 503
    assert kept.ended is not None
    assert str(kept.failure) == "The files could not be kept: Permission denied."
    assert list((home / "uploads").iterdir()) == []


def test_what_was_set_aside_waits_to_be_tried_again_at_the_press_of_a_button(
    logbook: Logbook, client: Client, home: Path
) -> None:
    assert client.get("/imports/retry/").status_code == 405
    response = client.post("/imports/retry/")
    (kept,) = logbook.imports()
    assert response["Location"] == f"/imports/{kept.number}/"
    assert (kept.label, kept.begun) == ("Tried again", None)
    assert Uploads(home).waiting() == [kept.number]
    assert Uploads(home).files(kept.number) == []


def test_trying_again_on_a_disk_without_room_is_one_sentence_and_no_import(
    logbook: Logbook, client: Client, home: Path
) -> None:
    (home / "uploads").write_bytes(b"in the way")
    response = client.post("/imports/retry/")
    assert response.status_code == 503
    assert "The files could not be kept: File exists." in response.content.decode()
    assert logbook.imports() == []


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
    assert str(of_import(logbook.ledger(ledger))) in page
    assert "One file could not be read and was set aside" in page
    assert 'action="/imports/retry/"' in page


def test_an_import_that_was_killed_on_the_command_line_has_no_time_left(logbook: Logbook, client: Client) -> None:
    logbook.begin_import("holiday.zip")
    assert "broken off, or under way on the command line" in client.get("/imports/").content.decode()
