import errno
from dataclasses import replace
from io import BytesIO
from zlib import crc32

import pytest

from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.archives.catalogue import Entry, by_name, cannot_be_opened, content_of


def test_the_content_is_all_that_was_read_and_all_that_follows() -> None:
    content = bytes(range(256)) * 1000
    stream = BytesIO(content)
    head = stream.read(999)
    assert content_of("a", stream, len(content), crc32(content), head) == content


def test_one_byte_too_many_is_refused() -> None:
    assert content_of("a", BytesIO(b"12345"), 5, None) == b"12345"
    with pytest.raises(UnreadableFileError, match="a: it has more than 0 MB, which is too much"):
        content_of("a", BytesIO(b"123456"), 5, None)


def test_a_head_that_is_too_long_is_refused_before_anything_is_read() -> None:
    stream = BytesIO(b"more")
    with pytest.raises(UnreadableFileError, match="too much"):
        content_of("a", stream, 2, None, b"head")
    assert stream.tell() == 0


def test_damaged_bytes_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="a: it is damaged: its checksum does not match"):
        content_of("a", BytesIO(b"run"), 9, crc32(b"rum"))


def test_the_highest_number_is_first() -> None:
    entry = Entry("2.fit", BytesIO)
    entries = [entry, replace(entry, path="10.fit"), replace(entry, path="1.fit")]
    assert [each.path for each in by_name(entries)] == ["10.fit", "2.fit", "1.fit"]


def test_the_system_says_why_a_file_cannot_be_opened() -> None:
    assert str(cannot_be_opened("a", PermissionError(errno.EACCES, "Permission denied"))) == (
        "a: cannot be opened (Permission denied)."
    )
    assert str(cannot_be_opened("a", OSError("no media"))) == "a: cannot be opened (no media)."


def test_files_that_call_themselves_activities_come_before_the_rest() -> None:
    paths = ["z.json", "a/9.fit", "a/10.FIT.gz", "b.zip", "y.csv"]
    entries = by_name([Entry(path, BytesIO) for path in paths])
    assert [entry.path for entry in entries] == ["b.zip", "a/10.FIT.gz", "a/9.fit", "z.json", "y.csv"]
