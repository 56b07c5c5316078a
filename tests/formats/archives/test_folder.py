import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from formats.archives.zips import put
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.archives.bounds import BOUNDS
from uncramp.formats.archives.catalogue import Listing
from uncramp.formats.archives.folder import folder_listing


def listing(folder: Path) -> Listing:
    return folder_listing("runs", folder, BOUNDS)


def paths(folder: Path) -> list[str]:
    return sorted(entry.path for entry in listing(folder).entries)


def test_files_are_found_below_too(tmp_path: Path) -> None:
    put(tmp_path, {"a.fit": b"1", "2027/april/b.fit": b"2"})
    assert paths(tmp_path) == ["2027/april/b.fit", "a.fit"]


def test_an_entry_opens_its_file(tmp_path: Path) -> None:
    (entry,) = listing(put(tmp_path, {"2027/a.fit": b"run"})).entries
    with entry.open() as stream:
        assert stream.read() == b"run"


def test_hidden_files_and_folders_are_left_out_and_counted(tmp_path: Path) -> None:
    put(tmp_path, {"a.fit": b"", ".DS_Store": b"", ".git/b.fit": b"", "__MACOSX/c.fit": b""})
    assert paths(tmp_path) == ["a.fit"]
    assert listing(tmp_path).skipped == 3


def test_links_lead_to_files_and_never_in_a_circle(tmp_path: Path) -> None:
    put(tmp_path, {"b/a.fit": b"run"})
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "file.fit").symlink_to(tmp_path / "b" / "a.fit")
    (tmp_path / "nowhere.fit").symlink_to(tmp_path / "nothing")
    (tmp_path / "circle.fit").symlink_to("circle.fit")
    assert paths(tmp_path) == ["b/a.fit", "file.fit"]
    assert listing(tmp_path).skipped == 3


def test_what_would_be_waited_for_is_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.fit")
    assert (paths(tmp_path), listing(tmp_path).skipped) == ([], 1)


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, {"a.fit": b"", "locked/b.fit": b""})
    scan = os.scandir

    def refuse(path: Path) -> "os._ScandirIterator[str]":
        if path.name == "locked":
            raise PermissionError(13, "Permission denied")
        return scan(str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    assert paths(tmp_path) == ["a.fit"]
    assert [str(error) for error in listing(tmp_path).troubles] == [
        "runs/locked/: cannot be opened (Permission denied)."
    ]


def test_a_name_that_is_no_text_is_shown_and_opened(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xfcn\n.fit")).write_bytes(b"run")
    (entry,) = listing(tmp_path).entries
    assert entry.path == "r\\udcfcn\\n.fit"
    with entry.open() as stream:
        assert stream.read() == b"run"


@pytest.fixture
def depth(tmp_path: Path) -> Iterator[Path]:
    """A file in so many folders that a walk by calls would not come to it."""
    chain = [tmp_path / "d"]
    while len(chain) <= sys.getrecursionlimit():
        chain.append(chain[-1] / "d")
    for folder in chain:
        folder.mkdir()
    (chain[-1] / "a.fit").write_bytes(b"run")
    yield chain[0]
    (chain[-1] / "a.fit").unlink()
    for folder in reversed(chain):
        folder.rmdir()


def test_folders_may_lie_deeper_than_calls_may(depth: Path) -> None:
    assert len(paths(depth)) == 1


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a": b"", "b": b"", "c": b""})
    with pytest.raises(UnreadableFileError, match="runs: it holds more than 2 files"):
        folder_listing("runs", tmp_path, replace(BOUNDS, most_entries=2))
