import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.formats.archives.names import decoded, in_order, is_hidden, key, promises_activity, shown

OBEYED: tuple[Literal["Cc", "Cs", "Zl", "Zp"], ...] = ("Cc", "Cs", "Zl", "Zp")
anything = st.text(st.characters(exclude_categories=()))


@given(anything)
def test_what_is_shown_can_be_stored_and_holds_nothing_that_a_terminal_obeys(name: str) -> None:
    text = shown(name)
    assert text.encode("utf-8").decode("utf-8") == text
    assert not any(unicodedata.category(letter) in OBEYED for letter in text)


@given(st.text(st.characters(exclude_categories=OBEYED)))
def test_a_name_that_can_be_printed_is_shown_as_it_is(name: str) -> None:
    assert shown(name) == name


def test_an_escape_stands_for_the_letter_that_it_replaces() -> None:
    assert shown("a\nb\x1b[2J\udcff\u202etif.fit") == "a\\nb\\x1b[2J\\udcff\u202etif.fit"


@given(anything.filter(lambda name: not any(map(str.isspace, name))))
def test_a_name_in_utf_8_is_read_as_such_whether_it_is_marked_or_not(name: str) -> None:
    raw = name.encode("utf-8", "replace")
    assert decoded(raw) == raw.decode("utf-8")


@given(st.binary())
def test_every_name_can_be_read(raw: bytes) -> None:
    assert len(decoded(raw)) <= len(raw)


def test_an_old_name_is_read_in_the_code_page_of_its_time() -> None:
    assert decoded(b"L\x84ufe.fit") == "Läufe.fit"


def test_spellings_of_one_path_are_alike() -> None:
    assert key("activities\\cafe\u0301.fit") == key("./activities/caf\u00e9.fit")


def test_numbers_are_in_the_order_of_their_values() -> None:
    names = ["run 1000000000000.fit", "Walk 1.fit", "run 9.fit", "run 100.fit", "run 0010.fit"]
    assert sorted(names, key=in_order) == [names[2], names[4], names[3], names[0], names[1]]


@given(st.integers(0), st.integers(0))
def test_any_two_numbers_are_in_the_order_of_their_values(one: int, other: int) -> None:
    assert (in_order(f"run{one}.fit") < in_order(f"run{other}.fit")) is (one < other)


@pytest.mark.parametrize(
    "path", [".DS_Store", "a/.git/b.fit", "__MACOSX/a/._1.fit", "a\\.hidden.fit", "../.x", "...", "a/__MACOSX"]
)
def test_what_systems_put_in_is_hidden(path: str) -> None:
    assert is_hidden(path)


@pytest.mark.parametrize("path", ["../../up.fit", "./a.fit", "a/./b.fit", "a..b/c.fit", "..", "MACOSX/a.fit", "a.fit"])
def test_a_path_that_leads_upwards_is_not_hidden(path: str) -> None:
    assert not is_hidden(path)


@pytest.mark.parametrize("path", ["a/1.fit", "1.FIT", "1.gpx.gz", "1.tcx.gz.gz", "Part1.ZIP"])
def test_activities_and_archives_promise_activities(path: str) -> None:
    assert promises_activity(path)


@pytest.mark.parametrize("path", ["a.fit/readme", "photo.jpg", "table.csv.gz", "profit", ".gz"])
def test_other_files_promise_none(path: str) -> None:
    assert not promises_activity(path)
