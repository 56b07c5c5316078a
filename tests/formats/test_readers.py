import gzip
from io import BytesIO
from zipfile import ZipFile

import pytest

from formats.fit.fit_bytes import RUN
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.readers import read_activities


def archive() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as file:
        file.writestr("run.fit", RUN)
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [b'\xef\xbb\xbf<?xml version="1.0"?>\n<gpx version="1.1">', b'<?xml version="1.0"?><TrainingCenterDatabase>'],
    ids=["GPX", "TCX"],
)
def test_the_beginning_of_an_xml_format_is_known_and_refused_by_its_reader(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="no"):
        read_activities("run.fit", content)


@pytest.mark.parametrize("damaged", [RUN[1:], RUN[14:], RUN[:-50]])
def test_a_fit_file_without_its_beginning_or_end_is_known_and_read(damaged: bytes) -> None:
    (activity,) = read_activities("run.fit", damaged)
    assert len(activity.streams) >= 3


def test_the_content_decides_and_not_the_name() -> None:
    (activity,) = read_activities("run.gpx", RUN)
    assert len(activity.streams) == 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (archive(), "ZIP"),
        (gzip.compress(RUN), "gzip"),
        (b"<html>", "XML"),
        (b"%PDF-1.7", "no activity file"),
        (RUN[:7], "no activity file"),
    ],
)
def test_what_cannot_be_read_is_called_by_what_it_looks_like(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        read_activities("run.fit", content)
