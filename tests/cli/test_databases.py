"""The command with its logbook in PostgreSQL."""

import json
from pathlib import Path

import pytest

from cli.conftest import Uncramp
from postgres import Server
from recordings import write_runs


def test_a_logbook_in_postgresql_is_filled_checked_and_left_alone_by_the_demo(
    postgres_server: Server, monkeypatch: pytest.MonkeyPatch, uncramp: Uncramp, home: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("UNCRAMP_DATABASE", postgres_server.new_database())
    write_runs(tmp_path / "watch", 2)
    assert uncramp("import", tmp_path / "watch").stdout.startswith("New runs: 2. ")
    assert uncramp("demo", "--no-serve").returncode == 0
    assert len(json.loads(uncramp("runs", "--json").stdout)) == 2
    assert uncramp("doctor").returncode == 0
    assert not (home / "logbook.sqlite3").exists()


@pytest.mark.parametrize(
    ("url", "code", "sentence"),
    [
        ("dbname=runs", 2, "uncramp: UNCRAMP_DATABASE must be a URL like postgresql://user:password@host/database.\n"),
        ("postgresql:///runs?host=/nowhere", 5, "uncramp: The logbook runs failed: connection"),
    ],
)
def test_a_database_that_cannot_be_reached_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, uncramp: Uncramp, url: str, code: int, sentence: str
) -> None:
    monkeypatch.setenv("UNCRAMP_DATABASE", url)
    finished = uncramp("runs")
    assert finished.returncode == code
    assert finished.stderr.startswith(sentence)
    assert finished.stderr.count("\n") == 1
