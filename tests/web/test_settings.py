import runpy
import tempfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import uncramp.web
from uncramp.domain.errors import InvalidValueError
from uncramp.logbook.home import secret_key

SETTINGS = str(Path(uncramp.web.__file__).with_name("settings.py"))


def test_reading_the_settings_touches_no_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNCRAMP_HOME", str(tmp_path / "home"))
    settings = runpy.run_path(SETTINGS)
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "home" / "logbook.sqlite3")
    assert not (tmp_path / "home").exists()


def test_the_logbook_lies_in_the_database_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNCRAMP_DATABASE", "postgresql://ann@db.club.example/runs")
    database = runpy.run_path(SETTINGS)["DATABASES"]["default"]
    assert (database["ENGINE"], database["NAME"]) == ("django.db.backends.postgresql", "runs")


def test_the_secret_is_that_of_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNCRAMP_HOME", str(tmp_path / "home"))
    assert str(runpy.run_path(SETTINGS)["SECRET_KEY"]) == secret_key(tmp_path / "home")


def test_what_the_server_signs_it_knows_again() -> None:
    assert signing.loads(signing.dumps("calf")) == "calf"


def test_settings_that_cannot_be_meant_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNCRAMP_HOME", "~/runs")
    with pytest.raises(InvalidValueError, match=r"UNCRAMP_HOME must be an absolute path, not ~/runs\."):
        runpy.run_path(SETTINGS)


def test_only_this_machine_is_served_and_nothing_is_shown_of_a_failure() -> None:
    settings = runpy.run_path(SETTINGS)
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert not settings.get("DEBUG", False)


def test_translations_lie_where_they_are_looked_for() -> None:
    (folder,) = runpy.run_path(SETTINGS)["LOCALE_PATHS"]
    assert (folder.parent / "__init__.py").exists()


@pytest.mark.usefixtures("logbook")
@pytest.mark.parametrize("size", [1_000, 3_000_000])
def test_files_sent_to_a_page_that_takes_none_touch_no_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: int
) -> None:
    monkeypatch.setattr(django_settings, "UNCRAMP_HOME", tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    response = Client().post("/profile/", {"files": SimpleUploadedFile("a.fit", b"x" * size)})
    assert response.status_code == 200
    assert list(tmp_path.iterdir()) == []
