from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import StopUpload
from django.test import RequestFactory

from uncramp.domain.errors import InvalidValueError, LogbookError
from uncramp.web.uploads import Arrived, Spooling, not_kept


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "UNCRAMP_HOME", tmp_path)
    return tmp_path


def sent(*files: tuple[str, bytes]) -> tuple[Spooling, int]:
    """The handler after some files were sent, and how many arrived."""
    request = RequestFactory().post("/", {"files": [SimpleUploadedFile(name, content) for name, content in files]})
    spooling = Spooling()
    request.upload_handlers = [spooling]
    arrived = request.FILES.getlist("files")
    assert all(isinstance(each, Arrived) for each in arrived)
    return spooling, len(arrived)


def written(spooling: Spooling) -> list[Path]:
    assert spooling.folder is not None
    return sorted(spooling.folder.glob("*/*"))


def test_files_lie_whole_in_one_folder_even_with_one_name(home: Path) -> None:
    spooling, count = sent(("a.fit", b"1" * 3_000_000), ("a.fit", b""))
    assert count == 2
    assert [path.read_bytes() for path in written(spooling)] == [b"1" * 3_000_000, b""]
    assert all(path.is_relative_to(home) and path.name == "a.fit" for path in written(spooling))


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", ["../../evil.fit", "/etc/evil.fit", "..\\evil.fit", ".. /evil.fit"])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    spooling, _ = sent((name, b"x"))
    (path,) = written(spooling)
    assert path.name.endswith("evil.fit")


@pytest.mark.usefixtures("home")
def test_a_name_that_no_disk_takes_refuses_no_upload() -> None:
    spooling, count = sent(("a.fit", b"x"), ("\N{CJK UNIFIED IDEOGRAPH-8D70}" * 100 + ".fit", b"y"))
    assert (count, spooling.failure) == (2, None)
    assert written(spooling)[1].suffix == ".fit"


class Full(BytesIO):
    """A file of a disk that takes one piece, and fails again when what is left is written on closing."""

    def write(self, piece: object) -> int:
        if self.tell():
            raise OSError(28, "No space left on device")
        return super().write(piece)  # type: ignore[arg-type]  # bytes

    def close(self) -> None:
        raise OSError(28, "No space left on device")


def test_a_disk_that_is_full_ends_the_upload_says_why_and_is_as_full_as_before(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "open", lambda *_: Full())
    spooling, count = sent(("a.fit", b"x" * 200_000))
    assert count == 0
    assert isinstance(spooling.failure, LogbookError)
    assert str(spooling.failure) == "The files could not be kept: No space left on device."
    assert list((home / "uploads").iterdir()) == []


def test_an_upload_that_is_broken_off_leaves_nothing_but_a_sentence(home: Path) -> None:
    spooling = Spooling()
    spooling.new_file("files", "a.fit", "application/octet-stream", None)
    spooling.receive_data_chunk(b"x", 0)
    spooling.upload_interrupted()
    assert list((home / "uploads").iterdir()) == []
    assert isinstance(spooling.failure, InvalidValueError)
    assert "broken off" in str(spooling.failure)


def test_what_was_handed_over_is_not_discarded(home: Path) -> None:
    spooling, _ = sent(("a.fit", b"x"))
    assert spooling.folder is not None
    spooling.folder.rename(home / "uploads" / "1")
    spooling.discard()
    assert [path.name for path in (home / "uploads" / "1").glob("*/*")] == ["a.fit"]


def test_a_folder_that_cannot_be_made_ends_the_upload(home: Path) -> None:
    (home / "uploads").write_bytes(b"in the way")
    with pytest.raises(StopUpload):
        Spooling().new_file("files", "a.fit", "application/octet-stream", None)


def test_a_failure_without_words_of_the_system_is_named_too() -> None:
    assert str(not_kept(OSError("odd"))) == "The files could not be kept: odd."
