import os
from pathlib import Path

import pytest

from uncramp.logbook.uploads import ARRIVING, STALE, Uploads


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "home")


def put(folder: Path, *names: str) -> None:
    for number, name in enumerate(names):
        (folder / str(number)).mkdir()
        (folder / str(number) / name).write_bytes(b"x")


def test_nothing_waits_where_nothing_came(uploads: Uploads) -> None:
    assert uploads.waiting() == []


def test_an_upload_waits_once_it_has_arrived_and_keeps_the_names_of_its_files(uploads: Uploads) -> None:
    folder = uploads.arriving()
    put(folder, "b.fit", "a.fit", "b.fit")
    assert uploads.waiting() == []
    uploads.arrived(folder, 12)
    assert uploads.waiting() == [12]
    assert [path.name for path in uploads.files(12)] == ["b.fit", "a.fit", "b.fit"]


def test_the_oldest_import_comes_first(uploads: Uploads) -> None:
    for number in (10, 9, 100):
        uploads.arrived(uploads.arriving(), number)
    assert uploads.waiting() == [9, 10, 100]


def test_only_its_owner_may_look_in(uploads: Uploads) -> None:
    assert uploads.arriving().parent.stat().st_mode & 0o077 == 0


def test_the_files_go_when_the_import_is_over(uploads: Uploads) -> None:
    folder = uploads.arriving()
    put(folder, "a.fit")
    uploads.arrived(folder, 1)
    uploads.done(1)
    assert list((uploads.home / "uploads").iterdir()) == []


def test_only_what_was_broken_off_long_ago_is_cleared(uploads: Uploads) -> None:
    old, new = uploads.arriving(), uploads.arriving()
    put(old, "a.fit")
    stale = old.stat().st_mtime - STALE - 1
    os.utime(old, (stale, stale))
    uploads.arrived(uploads.arriving(), 1)
    uploads.clear()
    assert {each.name for each in (uploads.home / "uploads").iterdir()} == {new.name, "1"}
    assert new.name.startswith(ARRIVING)
