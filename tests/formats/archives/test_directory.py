import random
import stat
import zipfile
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.archives.zips import Members, budget, patched, zipped
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.archives.bounds import BOUNDS, SpentError
from uncramp.formats.archives.catalogue import Entry, Listing, content_of
from uncramp.formats.archives.directory import is_zip, listing_of
from uncramp.formats.archives.names import shown

CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
NOISE = random.Random(1).randbytes(100_000)  # noqa: S311  # no secret
letters = st.characters(codec="utf-8", exclude_characters="\0/\\")
members = st.dictionaries(st.text(letters, min_size=1, max_size=60), st.binary(max_size=200), max_size=6)


def listing(content: bytes) -> Listing:
    return listing_of("a.zip", BytesIO(content), budget(len(content)))


def unpacked(entry: Entry) -> bytes:
    with entry.open() as stream:
        return content_of(f"a.zip/{entry.path}", stream, BOUNDS.most_bytes, entry.checksum)


def contents(content: bytes) -> list[tuple[str, bytes]]:
    return [(entry.path, unpacked(entry)) for entry in listing(content).entries]


def refusals(content: bytes) -> list[str]:
    """Why the members that cannot be read cannot, and what is wrong with the whole."""
    found = listing(content)
    refused = [str(error) for error in found.troubles]
    for entry in found.entries:
        try:
            unpacked(entry)
        except UnreadableFileError as error:
            refused.append(str(error))
    return refused


@given(members, st.sampled_from([ZIP_STORED, ZIP_DEFLATED]), st.binary(max_size=30), st.binary(max_size=30))
def test_members_are_what_the_standard_library_wrote(
    files: dict[str, bytes], method: int, before: bytes, comment: bytes
) -> None:
    made = BytesIO()
    made.write(before)
    with ZipFile(made, "a", method) as archive:
        archive.comment = comment.replace(b"PK", b"--")
        for name, content in files.items():
            archive.writestr(name, content)
    assert contents(made.getvalue()) == [(shown(name), content) for name, content in files.items()]


@given(st.lists(st.binary(min_size=4, max_size=4).filter(lambda raw: not raw.endswith((b"/", b"\\"))), max_size=5))
def test_names_that_are_no_text_hide_no_member(names: list[bytes]) -> None:
    content = zipped([(f"name{index}", str(index).encode()) for index in range(len(names))])
    for index, raw in enumerate(names):
        content = content.replace(f"name{index}".encode(), raw.ljust(5, b"_"))
    assert [data for _, data in contents(content)] == [str(index).encode() for index in range(len(names))]


def test_names_are_read_and_never_followed() -> None:
    names = [
        "../../up.fit",
        "/root.fit",
        "..\\win.fit",
        "C:\\x.fit",
        "CON",
        "a" * 300,
        "\u202etif.fit",
        "a\nb",
        "a",
        "a",
    ]
    with pytest.warns(UserWarning, match="Duplicate"):
        content = zipped([(name, b"run") for name in names])
    assert [path for path, _ in contents(content)] == [*names[:7], "a\\nb", "a", "a"]


def test_folders_are_no_members() -> None:
    assert contents(zipped({"a/": b"", "a/b.fit": b"run"})) == [("a/b.fit", b"run")]


def test_a_long_name_is_cut_where_it_is_known_to_be_too_long() -> None:
    (entry,) = listing(zipped({"n" * 60_000: b"run"})).entries
    assert len(entry.path) == BOUNDS.longest_name + 1


def test_sizes_and_places_beyond_32_bits_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 10)
    files = {f"{index}.fit": NOISE[: 50 + index] for index in range(5)}
    content = zipped(files)
    assert b"PK\x06\x06" in content
    assert contents(b"prefix" + content) == list(files.items())


@pytest.mark.parametrize("extra", [b"\x01\x00", b"\x01\x00\x08\x00", b"\xff\xff\xff\xff", b"\x75\x70\x02\x00ab"])
def test_an_odd_extra_field_does_no_harm(extra: bytes) -> None:
    info = ZipInfo("a.fit")
    info.extra = extra
    assert contents(zipped([(info, b"run")])) == [("a.fit", b"run")]


def test_what_stands_in_the_extra_field_may_be_nonsense() -> None:
    content = patched(zipped({"a.fit": b"run", "b.fit": b"run"}), CENTRAL, 42, "<L", 0xFFFFFFFF)
    assert refusals(content) == ["a.zip/b.fit: its place in the archive is damaged"]


@pytest.mark.parametrize(
    ("offset", "form", "value", "why"),
    [
        (8, "<H", 1, "it is encrypted; unpack it with its password first"),
        (8, "<H", 0x2000, "it is encrypted; unpack it with its password first"),
        (10, "<H", 93, "it is packed by method 93 of zip, which is not read here"),
        (16, "<L", 1, "it is damaged: its checksum does not match"),
        (20, "<L", 4, "its bytes run into another part of the archive"),
        (24, "<L", 100_001, "it unpacks to more than 200 times its size, as no activity does"),
        (42, "<L", 10**9, "its place in the archive is damaged"),
    ],
)
def test_a_member_that_cannot_be_had_is_refused_by_name_and_the_rest_is_read(
    offset: int, form: str, value: int, why: str
) -> None:
    content = patched(zipped({"a.fit": b"ran", "b.fit": b"run"}, ZIP_STORED), CENTRAL, offset, form, value)
    assert refusals(content) == [f"a.zip/b.fit: {why}"]


@pytest.mark.parametrize("size", [0, 2, 700])
def test_a_size_that_is_a_lie_is_found_out(size: int) -> None:
    content = patched(zipped({"a.fit": b"ran", "b.fit": b"run" * 333}), CENTRAL, 24, "<L", size)
    assert refusals(content) == ["a.zip/b.fit: it is damaged: its checksum does not match"]


def test_a_place_that_is_no_members_is_refused() -> None:
    content = patched(zipped({"a.fit": b"ran", "b.fit": b"run"}), CENTRAL, 42, "<L", 5)
    assert "a.zip/b.fit: its place in the archive is damaged" in refusals(content)


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_methods_that_no_service_uses_are_refused(method: int) -> None:
    (refusal,) = refusals(zipped({"a.fit": b"run"}, method))
    assert f"method {method}" in refusal


def test_a_link_is_refused() -> None:
    link = ZipInfo("link.fit")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert refusals(zipped([(link, b"/etc/passwd")])) == ["a.zip/link.fit: it is a link to another file, not a file"]


def test_two_members_of_the_same_bytes_are_both_refused() -> None:
    content = patched(zipped({"a.fit": b"run", "b.fit": b"run"}), CENTRAL, 42, "<L", 0)
    assert len(refusals(content)) == 2


def test_a_member_that_reaches_into_the_next_is_refused() -> None:
    content = zipped({"a.fit": NOISE, "b.fit": b"run"}, ZIP_STORED)
    longer = patched(content, CENTRAL + content[content.index(CENTRAL) + 4 :][:20], 20, "<L", len(NOISE) + 1)
    assert refusals(longer) == ["a.zip/a.fit: its bytes run into another part of the archive"]


@pytest.mark.parametrize("cut", [1, 5, 22, 60, 100])
def test_a_zip_that_was_not_loaded_to_its_end_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableFileError, match=r"a\.zip: it is cut short, or no whole zip; download it again"):
        listing(zipped({"a.fit": NOISE})[:-cut])


@pytest.mark.parametrize("offset", [12, 16])
def test_a_directory_that_cannot_be_where_it_should_is_refused(offset: int) -> None:
    with pytest.raises(UnreadableFileError, match=r"a\.zip: its directory is damaged"):
        listing(patched(zipped({"a.fit": b"run"}), END, offset, "<L", 10**9))


def test_a_directory_that_breaks_off_gives_what_stands_before() -> None:
    content = bytearray(zipped({"a.fit": b"ran", "b.fit": b"run"}))
    content[content.rindex(CENTRAL)] = 0
    found = listing(bytes(content))
    assert [unpacked(entry) for entry in found.entries] == [b"ran"]
    assert [str(error) for error in found.troubles] == ["a.zip: its directory is damaged after 1 files"]


def test_too_many_members_are_refused_at_once() -> None:
    few = budget(bounds=replace(BOUNDS, most_entries=3))
    with pytest.raises(SpentError, match=r"a\.zip: it holds more than 3 files"):
        listing_of("a.zip", BytesIO(zipped([(f"{index}", b"") for index in range(4)])), few)


def test_a_zip_in_a_zip_is_read_where_it_lies() -> None:
    (entry,) = listing(zipped({"inner.zip": zipped({f"{size}.fit": NOISE[:size] for size in range(30)})})).entries
    with entry.open() as stream:
        found = listing_of("a.zip/inner.zip", stream, budget())
        assert [unpacked(each) for each in found.entries] == [NOISE[:size] for size in range(30)]


def a_pair() -> Members:
    return {"a.fit": NOISE[:300], "b/c.fit.gz": b"run" * 99}


@given(st.data())
def test_a_hurt_zip_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(zipped(a_pair()))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.sampled_from([0, 1, 0x50, 0x7F, 0x80, 0xFF]))
    with suppress(UnreadableFileError):
        refusals(bytes(content[: data.draw(st.integers(len(content) - 40, len(content)))]))


def test_what_is_no_zip_is_told_by_its_first_bytes() -> None:
    assert is_zip(zipped({}))
    assert is_zip(zipped({"a": b""}))
    assert not is_zip(b"PK")
