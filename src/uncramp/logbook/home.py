"""The directory in which Uncramp keeps what is the runner's, and the secret in it."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from platformdirs import user_data_path

from uncramp.domain.errors import LogbookError, invalid
from uncramp.domain.sentence import say

DATABASE_FILE = "logbook.sqlite3"
SECRET_FILE = "secret-key"  # noqa: S105  # the name of a file


def data_home() -> Path:
    """Directory from the environment's ``UNCRAMP_HOME``, or where this system keeps a user's data.

    Raises
    ------
    InvalidValueError
        If ``UNCRAMP_HOME`` is not an absolute path: it would name another place in every directory.
    """
    given = os.environ.get("UNCRAMP_HOME")
    if not given:
        return user_data_path("uncramp", appauthor=False)
    if not Path(given).is_absolute():
        raise invalid("UNCRAMP_HOME must be an absolute path, not {path}.", path=given)
    return Path(given)


def make_home(home: Path) -> None:
    """Create the directory, for its owner only, unless it is there.

    Raises
    ------
    LogbookError
        If it cannot be created.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(home, error) from error


def secret_key(home: Path) -> str:
    """The key with which this home's server signs, created on first use and readable by its owner only.

    Raises
    ------
    LogbookError
        If it can neither be read nor created.
    """
    make_home(home)
    path = home / SECRET_FILE
    try:
        if not path.exists():
            _create_whole(path, secrets.token_urlsafe(50))
        return path.read_text("ascii")
    except OSError as error:
        raise _unusable(home, error) from error


def _create_whole(path: Path, text: str) -> None:
    """Write a file that others see whole or not at all; one that is there first stays."""
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as draft:
        draft.write(text)
        draft.flush()
        os.fsync(draft.fileno())
        with suppress(FileExistsError):
            os.link(draft.name, path)


def _unusable(home: Path, error: OSError) -> LogbookError:
    return LogbookError(
        say("The directory {path} cannot hold the logbook: {reason}.", path=str(home), reason=str(error.strerror))
    )
