"""The files in a folder and the folders in it."""

import os
from functools import partial
from pathlib import Path
from typing import BinaryIO

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.archives.bounds import Bounds
from uncramp.formats.archives.catalogue import Entry, Listing, cannot_be_opened
from uncramp.formats.archives.names import is_hidden, shown


def folder_listing(name: str, folder: Path, bounds: Bounds) -> Listing:
    """All files in a folder and below; links to folders are not followed, so that none leads in a circle.

    Parameters
    ----------
    name
        Of the folder, as errors name it.

    Raises
    ------
    UnreadableFileError
        If there are too many.
    """
    entries: list[Entry] = []
    troubles: list[UnreadableFileError] = []
    skipped = 0
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(folder / below) as found:
                for each in found:
                    path = f"{below}{each.name}"
                    if is_hidden(each.name):
                        skipped += 1
                    elif each.is_dir(follow_symlinks=False):
                        waiting.append(f"{path}/")
                    elif _is_file(each):
                        entries.append(Entry(shown(path), partial(_open, folder / path)))
                    else:
                        skipped += 1
                    if len(entries) > bounds.most_entries:
                        reason = say("it holds more than {most} files", most=bounds.most_entries)
                        raise UnreadableFileError(name, reason)
        except OSError as error:
            troubles.append(cannot_be_opened(shown(f"{name}/{below}"), error))
    return Listing(name, entries, bounds, troubles, skipped)


def _open(path: Path) -> BinaryIO:
    return path.open("rb")


def _is_file(entry: "os.DirEntry[str]") -> bool:
    """Whether it is a file or a link that leads to one; nothing else can be read without waiting."""
    try:
        return entry.is_file()
    except OSError:  # a link that leads in a circle
        return False
