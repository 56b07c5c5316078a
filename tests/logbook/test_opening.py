import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connections
from django.test.utils import CaptureQueriesContext

from logbook.samples import file, new_run, reading
from uncramp.domain.errors import InvalidValueError, LogbookError
from uncramp.domain.runner import Runner
from uncramp.logbook import opening
from uncramp.logbook.home import DATABASE_FILE
from uncramp.logbook.opening import open_logbook


def test_a_first_opening_makes_a_home_with_an_empty_logbook(home: Path) -> None:
    book = open_logbook()
    assert (book.runs(), book.runner()) == ([], Runner())
    assert (home / DATABASE_FILE).exists()


def test_what_was_kept_is_there_at_the_next_opening(home: Path) -> None:
    (number,) = open_logbook(home).keep(file(), reading(new_run())).runs
    assert open_logbook(home).original(number) == file()


def test_two_homes_in_one_process_are_two_logbooks(home: Path, tmp_path: Path) -> None:
    one, other = open_logbook(home), open_logbook(tmp_path / "other")
    one.keep(file(), reading(new_run()))
    assert (len(one.runs()), len(other.runs())) == (1, 0)


@pytest.mark.django_db
def test_the_home_of_the_settings_is_djangos_own_database() -> None:
    assert open_logbook().database == "default"


def test_opening_what_is_up_to_date_asks_little_and_writes_nothing(home: Path) -> None:
    book = open_logbook(home)
    with CaptureQueriesContext(connections[book.database]) as queries:
        open_logbook(home)
    assert len(queries) <= 3
    assert all(query["sql"].strip().startswith("SELECT") for query in queries)


def test_a_file_survives_the_power_that_fails_after_the_receipt(home: Path) -> None:
    """SQLite's documentation of the pragmas: in WAL mode only FULL (2) keeps every commit."""
    with connections[open_logbook(home).database].cursor() as cursor:
        pragmas = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "mmap_size", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "mmap_size": 0,
        "busy_timeout": 30_000,
    }


def test_a_logbook_of_a_newer_version_is_refused(home: Path) -> None:
    with connections[open_logbook(home).database].cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('logbook', '9999_later', '2030-01-01')"
        )
    with pytest.raises(LogbookError, match=r"was written by a newer version of Uncramp; install that version"):
        open_logbook(home)


def test_a_home_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LogbookError, match=r"/file/home cannot hold the logbook: Not a directory\.$"):
        open_logbook(tmp_path / "file" / "home")


def test_a_home_that_depends_on_the_directory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNCRAMP_HOME", "runs")
    with pytest.raises(InvalidValueError, match="must be an absolute path, not runs"):
        open_logbook()


def test_a_file_that_is_no_logbook_is_refused_and_left_alone(home: Path) -> None:
    home.mkdir()
    (home / DATABASE_FILE).write_bytes(b"my holiday photos " * 1000)
    with pytest.raises(LogbookError, match=rf"^The file {home}/{DATABASE_FILE} is not a logbook\.$"):
        open_logbook(home)
    assert (home / DATABASE_FILE).read_bytes() == b"my holiday photos " * 1000


def test_a_logbook_that_cannot_be_opened_is_named(home: Path) -> None:
    (home / DATABASE_FILE).mkdir(parents=True)
    with pytest.raises(LogbookError, match=rf"^The logbook {home}/{DATABASE_FILE} cannot be opened\.$"):
        open_logbook(home)


def test_an_upgrade_that_fails_leaves_the_tables_as_they_were(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_at_the_end(name: str, **options: Any) -> None:  # noqa: ANN401  # as Django's own
        call_command(name, **options)
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "call_command", fail_at_the_end)
        with pytest.raises(LogbookError, match="disk I/O error"):
            open_logbook(home)
    assert connections[str(home)].introspection.table_names() == []
    assert open_logbook(home).runs() == []


def test_a_process_that_knows_nothing_of_django_can_open_a_logbook(home: Path) -> None:
    program = "from uncramp.logbook.opening import open_logbook; print(open_logbook())"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "DjangoLogbook(runner_id=1, database='default')\n"
    assert sorted(path.name for path in home.iterdir()) == [DATABASE_FILE]
