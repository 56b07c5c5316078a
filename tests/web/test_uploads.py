from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopUpload
from django.test import RequestFactory

from uncramp.web.uploads import FAILURE, Arrived, Spooling


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "UNCRAMP_HOME", tmp_path)
    return tmp_path


def sent(*files: tuple[str, bytes]) -> list[Arrived]:
    request = RequestFactory().post("/", {"files": [SimpleUploadedFile(name, content) for name, content in files]})
    arrived = request.FILES.getlist("files")
    assert all(isinstance(each, Arrived) for each in arrived)
    return [each for each in arrived if isinstance(each, Arrived)]


def test_files_lie_whole_in_one_folder_even_with_one_name(home: Path) -> None:
    one, two = sent(("a.fit", b"1" * 3_000_000), ("a.fit", b""))
    assert one.folder == two.folder
    assert one.folder.is_relative_to(home)
    assert [path.read_bytes() for path in sorted(one.folder.glob("*/a.fit"))] == [b"1" * 3_000_000, b""]


@pytest.mark.parametrize("name", ["../../evil.fit", "/etc/evil.fit", "..\\evil.fit", ".. /evil.fit"])
def test_no_name_leads_out_of_the_folder(home: Path, name: str) -> None:
    (file,) = sent((name, b"x"))
    (path,) = (each for each in home.rglob("*") if each.is_file())
    assert path.is_relative_to(file.folder)
    assert path.name.endswith("evil.fit")


def test_a_disk_that_is_full_ends_the_upload_and_says_why(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", lambda *_: Full())
    request = RequestFactory().post("/", {"files": SimpleUploadedFile("a.fit", b"x")})
    assert request.FILES.getlist("files") == []
    assert request.META[FAILURE] == "No space left on device"
    assert home.exists()


def test_an_upload_that_is_broken_off_leaves_nothing(home: Path) -> None:
    handler = Spooling(RequestFactory().post("/"))
    handler.new_file("files", "a.fit", "application/octet-stream", None)
    handler.receive_data_chunk(b"x", 0)
    handler.upload_interrupted()
    assert list((home / "uploads").iterdir()) == []


def test_a_folder_that_cannot_be_made_ends_the_upload(home: Path) -> None:
    (home / "uploads").write_bytes(b"in the way")
    handler = Spooling(RequestFactory().post("/"))
    with pytest.raises(StopUpload):
        handler.new_file("files", "a.fit", "application/octet-stream", None)
