import os
from pathlib import Path

import pytest

from uncramp.logbook.uploads import ARRIVING, STALE, Uploads, on_disk


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


def test_attempts_are_counted_until_one_is_forgiven_and_are_no_files(uploads: Uploads) -> None:
    uploads.arrived(uploads.arriving(), 3)
    assert [uploads.attempt(3), uploads.attempt(3)] == [0, 1]
    uploads.forgive(3)
    assert uploads.attempt(3) == 1
    assert uploads.files(3) == []


def test_what_belongs_to_no_import_is_put_out_of_the_way_and_stays(uploads: Uploads) -> None:
    for content in ("a.fit", "b.fit"):
        folder = uploads.arriving()
        put(folder, content)
        uploads.arrived(folder, 77)
        uploads.lose(77)
        assert uploads.waiting() == []
    assert {each.name for each in (uploads.home / "uploads").glob("lost-77-*/0/*")} == {"a.fit", "b.fit"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.fit", "a.fit"),
        (
            "\N{CJK UNIFIED IDEOGRAPH-8D70}" * 100 + ".fit",
            "\N{CJK UNIFIED IDEOGRAPH-8D70}" * 83 + ".fit",
        ),  # 3 bytes each
        ("a" * 255, "a" * 255),
        ("a." + "b" * 300, "a." + "b" * 253),
        (".hidden", ".hidden"),
    ],
)
def test_a_name_is_cut_to_what_a_disk_takes_and_keeps_its_suffix(tmp_path: Path, name: str, expected: str) -> None:
    assert on_disk(name) == expected
    (tmp_path / on_disk(name)).touch()
