"""Names of files in archives and folders: only ever shown and compared, never used as paths."""

import re
from unicodedata import normalize

_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ACTIVITY = re.compile(r"\.(?:fit|gpx|tcx|zip)(?:\.gz)*$", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|[/\\])(?:\.(?!\.?(?:[/\\]|$))|__MACOSX(?:[/\\]|$))")
_DIGITS = re.compile(r"0*(\d+)")


def shown(name: str) -> str:
    """The name with an escape for what a terminal would obey or cannot show."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), name)


def decoded(raw: bytes) -> str:
    """Name of a member of a zip: UTF-8, marked as such or not, else the code page of the first zips."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp437")


def key(path: str) -> str:
    """What is alike in two spellings of one path."""
    return normalize("NFC", path.replace("\\", "/").removeprefix("./"))


def in_order(path: str) -> str:
    """What to sort by so that numbers are in the order of their values."""
    return _DIGITS.sub(lambda found: f"{len(found[1]):04}{found[1]}", path.casefold())


def is_hidden(path: str) -> bool:
    """Whether a file or a folder of the path is one that systems hide or put in for themselves."""
    return _HIDDEN.search(path) is not None


def promises_activity(path: str) -> bool:
    """Whether the file calls itself an activity, or an archive that may hold one."""
    return _ACTIVITY.search(path) is not None
