import sys
from pathlib import Path

import pytest

from uncramp.domain.errors import InvalidValueError
from uncramp.logbook.databases import database_at, default_database


def test_a_logbook_lies_in_its_home_unless_another_place_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNCRAMP_DATABASE", "")
    told = default_database(Path("/home/of/it"))
    assert (told["ENGINE"], told["NAME"]) == ("django.db.backends.sqlite3", "/home/of/it/logbook.sqlite3")


def test_a_logbook_lies_where_the_environment_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNCRAMP_DATABASE", "postgresql://ann:s%40fe@db.club.example:5433/runs?sslmode=require")
    told = default_database(Path("/home/of/it"))
    assert {name: told[name] for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "runs",
        "USER": "ann",
        "PASSWORD": "s@fe",
        "HOST": "db.club.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_server_on_this_machine_is_reached_through_its_socket() -> None:
    told = database_at("postgres:///runs?host=/run/postgresql")
    assert (told["NAME"], told["HOST"]) == ("runs", "/run/postgresql")


@pytest.mark.parametrize(
    "url",
    [
        "mysql://ann:secret@db/runs",
        "dbname=runs password=secret",
        "postgresql://ann:secret@db",
        "postgresql://ann:secret@db:port:9/runs?x",
        "postgresql://ann:secret@db/runs?no_such_option=1",
        "secret",
    ],
)
def test_what_is_no_url_of_a_database_is_refused_and_no_password_repeated(url: str) -> None:
    with pytest.raises(InvalidValueError, match=r"^UNCRAMP_DATABASE must be a URL like postgresql://") as refused:
        database_at(url)
    assert "secret" not in str(refused.value)


def test_without_psycopg_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InvalidValueError, match=r'pip install "uncramp\[postgres\]"'):
        database_at("postgresql:///runs")
