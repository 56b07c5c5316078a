"""Uploads go straight to the runner's own directory, piece by piece: neither memory nor another place holds them."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from uncramp.domain.errors import LogbookError, UncrampError, invalid
from uncramp.domain.sentence import say
from uncramp.logbook.uploads import Uploads, on_disk


class Arrived(UploadedFile):
    """A file that lies in the folder of its upload."""


class Spooling(FileUploadHandler):
    """Writes each file of a request into a folder of its own, so that names may be alike.

    Attributes
    ----------
    folder
        Of the whole upload, or None before its first file.
    failure
        Why the upload did not come whole, or None.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder: Path | None = None
        self.failure: UncrampError | None = None
        self._count = 0
        self._file: IO[bytes] | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as Django declares it
        """Open a place for a file."""
        super().new_file(*args, **kwargs)
        try:
            if self.folder is None:
                self.folder = Uploads(settings.UNCRAMP_HOME).arriving()
            own = self.folder / f"{self._count:06}"
            own.mkdir()
            self._file = (own / on_disk(self.file_name or "file")).open("wb")
        except OSError as error:
            self._fail(error)
        self._count += 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002  # as Django declares it
        """Write a piece."""
        if self._file is None:
            return
        try:
            self._file.write(raw_data)
        except OSError as error:
            self._fail(error)

    def file_complete(self, file_size: int) -> Arrived | None:
        """Close a file; one without a name was none."""
        if self._file is None:
            return None
        try:
            self._file.close()
        except OSError as error:
            self._fail(error)
        self._file = None
        return Arrived(name=self.file_name or "file", size=file_size)

    def upload_interrupted(self) -> None:
        """Give up an upload that was broken off: half of it is not what the runner meant."""
        self.failure = invalid("The upload was broken off before its end, so nothing of it was kept: send it again.")
        self.discard()

    def discard(self) -> None:
        """Remove what came, unless it was handed over."""
        if self._file is not None:
            with suppress(OSError):  # of what a full disk did not take
                self._file.close()
            self._file = None
        if self.folder is not None and self.folder.exists():
            shutil.rmtree(self.folder)

    def _fail(self, error: OSError) -> None:
        """Give the whole upload up, so that the disk does not stay full."""
        self.failure = not_kept(error)
        self.discard()
        raise StopUpload(connection_reset=False)


def not_kept(error: OSError) -> LogbookError:
    """What is said where files cannot be written."""
    return LogbookError(say("The files could not be kept: {reason}.", reason=error.strerror or str(error)))
