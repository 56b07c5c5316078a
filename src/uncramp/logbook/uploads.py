"""Files that came in through the browser and wait, in the runner's own directory, to be imported."""

import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from time import time

FOLDER = "uploads"
ARRIVING = "arriving-"
LOST = "lost-"
ATTEMPT = "attempt-"
STALE = 24 * 3600.0
"""An upload that has not ended after this long was broken off, s."""
LONGEST_NAME = 255
"""Of a file on the usual disks, bytes."""
LONGEST_SUFFIX = 16


@dataclass(frozen=True, slots=True)
class Uploads:
    """The uploads of a data directory: a folder each, named after the import it belongs to once it has arrived."""

    home: Path

    def arriving(self) -> Path:
        """A new folder for an upload that begins; raises ``OSError`` where there can be none."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Path(mkdtemp(prefix=ARRIVING, dir=self._folder))

    def arrived(self, folder: Path, ledger: int) -> None:
        """Hand an upload that is complete over to whoever imports."""
        folder.rename(self._of(ledger))

    def waiting(self) -> list[int]:
        """Numbers of the imports whose files are here, oldest first."""
        return sorted(int(each.name) for each in self._folder.glob("[0-9]*") if each.name.isdecimal())

    def files(self, ledger: int) -> list[Path]:
        """The files of an import, as they were named."""
        return sorted(each for each in self._of(ledger).glob("*/*") if each.is_file())

    def attempt(self, ledger: int) -> int:
        """Note that an import is taken up, and give how often it was before without coming to an end."""
        before = len(self._attempts(ledger))
        (self._of(ledger) / f"{ATTEMPT}{before}").touch()
        return before

    def forgive(self, ledger: int) -> None:
        """Take the last attempt back: no fault of the upload ended it."""
        for last in self._attempts(ledger)[-1:]:
            last.unlink()

    def done(self, ledger: int) -> None:
        """Remove the files of an import that is over."""
        shutil.rmtree(self._of(ledger))

    def lose(self, ledger: int) -> None:
        """Put the files of an import that nobody knows out of the way, where they harm nobody and can be found."""
        self._of(ledger).rename(mkdtemp(prefix=f"{LOST}{ledger}-", dir=self._folder))

    def clear(self) -> None:
        """Remove what was broken off long ago."""
        for each in self._folder.glob(f"{ARRIVING}*"):
            if each.stat().st_mtime < time() - STALE:
                shutil.rmtree(each)

    def _attempts(self, ledger: int) -> list[Path]:
        return sorted(self._of(ledger).glob(f"{ATTEMPT}*"))

    def _of(self, ledger: int) -> Path:
        return self._folder / str(ledger)

    @property
    def _folder(self) -> Path:
        return self.home / FOLDER


def on_disk(name: str) -> str:
    """The name of a file, its stem cut where a disk would refuse it."""
    suffix = PurePosixPath(name).suffix
    if len(suffix) > LONGEST_SUFFIX or not suffix.isascii():
        suffix = ""
    stem = name.removesuffix(suffix).encode()[: LONGEST_NAME - len(suffix)]
    return stem.decode(errors="ignore") + suffix
