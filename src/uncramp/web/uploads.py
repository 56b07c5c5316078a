"""Uploads go straight to the runner's own directory, piece by piece: neither memory nor another place holds them."""

import shutil
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from uncramp.logbook.uploads import Uploads

FAILURE = "uncramp.upload_failure"
"""Under which the request keeps why its files could not be written."""


class Arrived(UploadedFile):
    """A file that lies in the folder of its upload.

    Attributes
    ----------
    folder
        Of the whole upload.
    """

    def __init__(self, folder: Path, name: str, size: int) -> None:
        super().__init__(name=name, size=size)
        self.folder = folder


class Spooling(FileUploadHandler):
    """Writes each file of a request into a folder of its own, so that names may be alike."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._folder: Path | None = None
        self._count = 0
        self._file: IO[bytes] | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as Django declares it
        """Open a place for a file."""
        super().new_file(*args, **kwargs)
        try:
            if self._folder is None:
                self._folder = Uploads(settings.UNCRAMP_HOME).arriving()
            own = self._folder / f"{self._count:06}"
            own.mkdir()
            self._file = (own / (self.file_name or "file")).open("wb")
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
        if self._file is None or self._folder is None:
            return None
        try:
            self._file.close()
        except OSError as error:
            self._fail(error)
        self._file = None
        return Arrived(self._folder, self.file_name or "file", file_size)

    def upload_interrupted(self) -> None:
        """Remove what came of an upload that was broken off."""
        if self._file is not None:
            self._file.close()
        if self._folder is not None:
            shutil.rmtree(self._folder)

    def _fail(self, error: OSError) -> None:
        """Give the whole upload up; the view says why."""
        if self.request is not None:
            self.request.META[FAILURE] = error.strerror or str(error)
        raise StopUpload(connection_reset=False)
