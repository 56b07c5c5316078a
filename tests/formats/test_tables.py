import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.errors import UnreadableFileError, invalid
from uncramp.formats.tables import BOUNDS, Line, Table, folded, header_of, printable

LINES = "Date;Note\r\n18.04.2027;naß\r\n\r\n19.04.2027;\r\n"


def cells(content: bytes) -> list[dict[str, str]]:
    return [dict(line.cells) for line in Table("a.csv", content, {}).lines]


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        LINES.encode("utf-16"),
        LINES.encode("cp1252"),
        LINES.replace(";", ",").encode(),
        LINES.replace(";", "\t").encode(),
        LINES.replace("\r\n", "\n").encode(),
        LINES.replace("\r\n", "\r").encode(),
        b"sep=;\r\n" + LINES.encode(),
        b"\xef\xbb\xbfSEP=;\n\n" + LINES.encode(),
        LINES.encode() + b"\0" * 99,
    ],
)
def test_a_table_is_read_however_a_spreadsheet_saved_it(content: bytes) -> None:
    assert cells(content) == [{"date": "18.04.2027", "note": "naß"}, {"date": "19.04.2027"}]
    assert header_of(content) == ("date", "note")


@pytest.mark.parametrize(
    ("label", "name"),
    [("Distance (km)", "distance_km"), (" RPE ", "rpe"), ("Mean heart-rate", "mean_heart_rate"), ("°C", "c"), ("", "")],
)
def test_a_column_is_known_however_it_is_written(label: str, name: str) -> None:
    assert folded(label) == name


def test_a_line_is_named_as_its_reader_counts() -> None:
    content = b'sep=,\ndate,note\n1,"a\nb"\n\n2,c\n'
    assert [line.place for line in Table("a.csv", content, {}).lines] == ["3 to 4", "6"]


def test_a_column_may_have_another_name_and_be_longer_than_its_line() -> None:
    (line,) = Table("a.csv", b"day,note,more\n1,2\n", {"day": "date"}).lines
    assert line.cells == {"date": "1", "note": "2"}


@pytest.mark.parametrize(
    ("dates", "is_day_first"),
    [("4/18/2027\n4/5/2027", False), ("4/5/2027\n18/4/2027", True), ("4/5/2027", None), ("4/18/2027\n18/4/2027", None)],
)
def test_one_date_shows_the_order_in_all(dates: str, is_day_first: bool | None) -> None:  # noqa: FBT001  # expected
    lines = Table("a.csv", f"date\n{dates}\n".encode(), {}).lines
    assert {line.is_day_first for line in lines} == {is_day_first}


def number(line: Line) -> int:
    text = line.value("n")
    if not text.isdecimal():
        raise invalid("“{value}” is no number", value=text)
    return int(text)


def test_a_bad_line_does_not_lose_the_others() -> None:
    found, findings = Table("a.csv", b"n\n1\nx\n3\n", {}).read(number)
    assert found == [1, 3]
    assert [str(finding.sentence) for finding in findings] == ["line 3: “x” is no number"]


def test_bad_lines_beyond_a_number_are_only_counted() -> None:
    content = b"n\n1\n" + b"x\n" * (BOUNDS.most_told + 5)
    _, findings = Table("a.csv", content, {}).read(number)
    assert len(findings) == BOUNDS.most_told + 1
    assert str(findings[-1].sentence) == "5 further lines could not be read."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"n\nx\ny\n", "line 2: “x” is no number"),
        (b"n\n", "without a line"),
        (b"", "without a line"),
        (b"m\n1\n", "line 2: there is no n"),
        (b'n\n"' + b"9" * 200_000, "line 2: from here on it is no well-formed table"),
        (b"n\n" + b"9" * 41, "line 2: n “9{40}…” is too long"),
        (b"n\n" + b"9\n" * (BOUNDS.most_lines + 1), "more than 20000 lines"),
        (b"\n" * (BOUNDS.most_bytes + 1), "more than 16 MB"),
    ],
)
def test_a_table_without_a_good_line_is_refused_by_its_first(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        Table("a.csv", content, {}).read(number)


def test_what_follows_on_damage_is_told_and_the_rest_is_kept() -> None:
    found, findings = Table("a.csv", b'n\n1\n"' + b"9" * 200_000, {}).read(number)
    assert (found, len(findings)) == ([1], 1)


def test_a_cell_is_shown_short_and_without_what_a_terminal_obeys() -> None:
    assert printable("a\x1b[2J\n") == "a [2J "
    assert printable("9" * 50) == "9" * 40 + "…"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    header_of(content)
    for line in Table("a.csv", content, {}).lines:
        assert all(each.encode() and "\0" not in each for each in line.cells.values())
