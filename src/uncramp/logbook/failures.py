"""What goes wrong in a database, in words for the runner."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, connections

from uncramp.domain.errors import LogbookError
from uncramp.domain.sentence import Sentence, say


@contextmanager
def failures_in_words(database: str) -> Iterator[None]:
    """Raise every error of the database of this alias as a :class:`LogbookError` with one clear sentence."""
    try:
        yield
    except Error as error:
        raise LogbookError(_sentence(error, str(connections[database].settings_dict["NAME"]))) from error


_WORDS = {
    "BUSY": say("Another program is writing to the logbook {path}; try again in a moment."),
    "READONLY": say("The logbook {path} can only be read; nothing was written."),
    "FULL": say("No room is left for the logbook {path}; what was kept before is safe."),
    "CANTOPEN": say("The logbook {path} cannot be opened."),
    "NOTADB": say("The file {path} is not a logbook."),
    "CORRUPT": say("The logbook {path} is damaged; restore it from a backup."),
}
"""By the names that SQLite gives its errors."""
_STATES = {"25006": "READONLY", "53100": "FULL", "55P03": "BUSY", "40P01": "BUSY"}
"""The same by PostgreSQL's states."""


def _sentence(error: Error, path: str) -> Sentence:
    code: str = getattr(error.__cause__, "sqlite_errorname", "")
    state: str = getattr(error.__cause__, "sqlstate", None) or ""
    words = _WORDS.get(_STATES.get(state) or code.removeprefix("SQLITE_").partition("_")[0])
    if words is None:
        return say("The logbook {path} failed: {reason}.", path=path, reason=str(error).partition("\n")[0])
    return Sentence(words.template, {"path": path})
