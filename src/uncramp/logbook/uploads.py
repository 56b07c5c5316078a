"""Files that came in through the browser and wait, in the runner's own directory, to be imported."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from time import time

FOLDER = "uploads"
ARRIVING = "arriving-"
STALE = 24 * 3600.0
"""An upload that has not ended after this long was broken off, s."""


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
        folder.rename(self._folder / str(ledger))

    def waiting(self) -> list[int]:
        """Numbers of the imports whose files are here, oldest first."""
        return sorted(int(each.name) for each in self._folder.glob("[0-9]*") if each.name.isdecimal())

    def files(self, ledger: int) -> list[Path]:
        """The files of an import, as they were named."""
        return sorted(each for each in (self._folder / str(ledger)).glob("*/*") if each.is_file())

    def done(self, ledger: int) -> None:
        """Remove the files of an import that is over."""
        shutil.rmtree(self._folder / str(ledger))

    def clear(self) -> None:
        """Remove what was broken off long ago."""
        for each in self._folder.glob(f"{ARRIVING}*"):
            if each.stat().st_mtime < time() - STALE:
                shutil.rmtree(each)

    @property
    def _folder(self) -> Path:
        return self.home / FOLDER
