from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from uncramp.domain.errors import InvalidValueError, LogbookError
from uncramp.logbook.home import SECRET_FILE, data_home, make_home, secret_key


def test_the_environment_names_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UNCRAMP_HOME", str(tmp_path))
    assert data_home() == tmp_path


@pytest.mark.parametrize("given", [None, ""])
def test_without_it_the_home_is_where_the_system_keeps_data(monkeypatch: pytest.MonkeyPatch, given: str | None) -> None:
    monkeypatch.delenv("UNCRAMP_HOME")
    if given is not None:
        monkeypatch.setenv("UNCRAMP_HOME", given)
    assert data_home().name == "uncramp"


@pytest.mark.parametrize("given", ["runs", "~/runs", "./runs"])
def test_a_home_that_depends_on_the_directory_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("UNCRAMP_HOME", given)
    with pytest.raises(InvalidValueError, match=f"^UNCRAMP_HOME must be an absolute path, not {given}"):
        data_home()


def test_a_new_home_is_its_owners_only(tmp_path: Path) -> None:
    make_home(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_a_home_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_home(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("use", [make_home, secret_key])
def test_a_home_that_cannot_be_made_is_named(tmp_path: Path, use: object) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LogbookError, match=r"file/home cannot hold the logbook: Not a directory\.$"):
        use(tmp_path / "file" / "home")  # type: ignore[operator]  # one of the two functions


def test_the_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key
    assert (tmp_path / SECRET_FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [SECRET_FILE]


def test_two_homes_have_two_secrets(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_a_secret_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / SECRET_FILE).mkdir()
    with pytest.raises(LogbookError, match=r"cannot hold the logbook: Is a directory\.$"):
        secret_key(tmp_path)


def test_those_who_make_the_secret_at_once_share_it(tmp_path: Path) -> None:
    barrier = Barrier(8)

    def together(_: int) -> str:
        barrier.wait()
        return secret_key(tmp_path)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(together, range(8)))) == 1
