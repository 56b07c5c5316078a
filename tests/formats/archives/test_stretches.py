import gzip
import random
import sys
from contextlib import suppress
from io import SEEK_CUR, SEEK_END, SEEK_SET, BytesIO
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.archives.zips import budget, deflated
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.archives import stretches
from uncramp.formats.archives.bounds import BOUNDS, Budget, SpentError
from uncramp.formats.archives.stretches import Gunzipped, Inflated, Stored, buffered

CONTENT = random.Random(1).randbytes(300_000)  # noqa: S311  # no secret
steps = st.lists(
    st.tuples(st.integers(-400_000, 400_000), st.sampled_from([SEEK_SET, SEEK_CUR, SEEK_END]), st.integers(0, 90_000)),
    max_size=9,
)


def stored(content: bytes) -> BinaryIO:
    return buffered(Stored(BytesIO(b"before" + content + b"behind"), 6, len(content)))


def inflated(packed: bytes, size: int) -> BinaryIO:
    return buffered(Inflated("a.zip", BytesIO(packed), budget(), size))


def gunzipped(packed: bytes) -> BinaryIO:
    return buffered(Gunzipped("a.gz", BytesIO(packed), budget()))


def spent(left: Budget) -> int:
    """Bytes that were unpacked."""
    return max(BOUNDS.bytes_in_all, BOUNDS.ratio_in_all * left.size) - left._bytes  # noqa: SLF001  # asked nowhere else


def travel(stream: BinaryIO, content: bytes, journey: list[tuple[int, int, int]]) -> None:
    """Go to and fro in a stream, which must give what the content has there."""
    place = 0
    for offset, whence, count in journey:
        place = max(0, offset + {SEEK_SET: 0, SEEK_CUR: place, SEEK_END: len(content)}[whence])
        assert stream.seek(place) == place
        assert stream.read(count) == content[place : place + count]
        place = stream.tell()


@given(steps)
def test_a_stored_stretch_is_read_from_anywhere(journey: list[tuple[int, int, int]]) -> None:
    travel(stored(CONTENT), CONTENT, journey)


@given(steps)
def test_deflated_data_are_read_from_anywhere(journey: list[tuple[int, int, int]]) -> None:
    travel(inflated(deflated(CONTENT), len(CONTENT)), CONTENT, journey)


@given(steps.map(lambda journey: [step for step in journey if step[1] != SEEK_END]))
def test_gzip_of_several_members_is_read_from_anywhere(journey: list[tuple[int, int, int]]) -> None:
    packed = gzip.compress(CONTENT[:100_000]) + gzip.compress(b"") + gzip.compress(CONTENT[100_000:])
    travel(gunzipped(packed), CONTENT, journey)


def test_going_on_unpacks_nothing_twice() -> None:
    left = budget()
    stream = buffered(Inflated("a.zip", BytesIO(deflated(CONTENT)), left, len(CONTENT)))
    for place in range(0, len(CONTENT), 1000):
        stream.seek(place)
        stream.read(10)
    assert spent(left) == len(CONTENT)
    stream.seek(0)
    stream.read()
    assert spent(left) == 2 * len(CONTENT)


def test_no_more_is_given_than_the_size_says() -> None:
    assert inflated(deflated(CONTENT), 10).read() == CONTENT[:10]


def test_less_than_the_size_says_is_given_as_it_is() -> None:
    stream = inflated(deflated(b"run"), 10)
    assert stream.read() == b"run"
    stream.seek(5)
    assert stream.read() == b""


@pytest.mark.parametrize("behind", [b"", b"\0" * 100_000, b"garbage", b"\0\x1f", b"\x1f"])
def test_what_is_no_gzip_behind_gzip_is_left_out(behind: bytes) -> None:
    assert gunzipped(gzip.compress(CONTENT) + behind).read() == CONTENT


@pytest.mark.parametrize("padding", range(970, 1010))
def test_the_next_member_begins_anywhere_in_a_chunk(padding: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "CHUNK", 1000)
    assert gunzipped(gzip.compress(b"run") + b"\0" * padding + gzip.compress(b"ning")).read() == b"running"


@pytest.mark.parametrize("cut", [1, 5, 9, 1000, 200_000])
def test_what_is_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableFileError, match=r"a\.gz: it is cut short"):
        gunzipped(gzip.compress(CONTENT)[:-cut]).read()
    with pytest.raises(UnreadableFileError, match=r"a\.zip: it is cut short"):
        inflated(deflated(CONTENT)[:-cut], len(CONTENT)).read()


def test_damaged_data_are_refused() -> None:
    packed = bytearray(gzip.compress(CONTENT))
    packed[-8] ^= 1
    with pytest.raises(UnreadableFileError, match=r"a\.gz: its packed data are damaged"):
        gunzipped(bytes(packed)).read()
    with pytest.raises(UnreadableFileError, match=r"a\.zip: its packed data are damaged"):
        inflated(b"\xff" * 99, 99).read()


@given(st.binary(max_size=300), st.integers(0, 400))
def test_anything_is_unpacked_or_refused(tail: bytes, place: int) -> None:
    packed = gzip.compress(b"run" * 99)
    with suppress(UnreadableFileError):
        gunzipped(packed[:place] + tail).read()


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    left = budget()
    stream = buffered(Gunzipped("a.gz", BytesIO(gzip.compress(bytes(50_000_000))), left))
    with pytest.raises(UnreadableFileError, match=r"a\.gz: it unpacks to more than 200 times its size"):
        stream.read()
    assert spent(left) < 1_000_000


def test_empty_members_without_end_are_refused() -> None:
    with pytest.raises(SpentError):
        gunzipped(gzip.compress(b"") * 20_000).read()


def test_data_may_end_where_a_chunk_ends() -> None:
    content = bytes(1000) + random.Random(2).randbytes(stretches.CHUNK)  # noqa: S311  # no secret
    for size in range(stretches.CHUNK - 40, stretches.CHUNK):
        assert gunzipped(gzip.compress(content[:size])).read() == content[:size]


def test_the_place_may_lie_beyond_the_end() -> None:
    stream = stored(b"run")
    stream.seek(sys.maxsize // 2)
    assert stream.read() == b""
