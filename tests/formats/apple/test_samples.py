from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.apple import samples
from uncramp.formats.apple.samples import LATEST, MOST_ORIGINS, Row, Samples, seconds_of, written

DAY = 1_714_521_600
"""1 May 2024 in UTC, s."""


def row(start: int, end: int, value: bytes = b"1", source: bytes = b"Watch", kind: bytes = b"HeartRate") -> Row:
    begin, last = written([DAY + start, DAY + end])
    return kind, source, b"count/min", begin, last, value


def kept(rows: list[Row], start: int, end: int) -> list[tuple[bytes, bytes]]:
    """Begin and value of what is within a stretch of the day."""
    held = Samples("a")
    held.add(rows)
    held.keep_within([DAY + start], [DAY + end])
    return [(each[2][11:19], each[4]) for _, each in held.within(DAY + start, DAY + end)]


@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1)), st.integers(-56, 56))  # noqa: DTZ001  # the zone follows
def test_dates_mean_what_python_reads_in_them(moment: datetime, quarters: int) -> None:
    hours, rest = divmod(abs(quarters), 4)
    text = f"{moment:%Y-%m-%d %H:%M:%S} {'-' if quarters < 0 else '+'}{hours:02}{15 * rest:02}"
    expected = datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z").timestamp()
    assert seconds_of([text.encode()]).tolist() == [expected]


@pytest.mark.parametrize(
    "date", ["", "2024-05-01", "2024-13-01 00:00:00 +0000", "2024-05-01 00:00:00 +0:00", "2024-05-01 00:00:00 +0090"]
)
def test_what_is_no_date_is_none_and_spoils_no_other(date: str) -> None:
    assert seconds_of([date.encode(), b"2024-05-01 00:00:00 +0000"]).tolist() == [-1, DAY]


def test_only_what_reaches_into_a_workout_is_kept_in_order() -> None:
    rows = [
        row(50, 60, b"6"),
        row(0, 9, b"0"),
        row(5, 10, b"1"),
        row(20, 20, b"2"),
        row(31, 40, b"3"),
        row(0, 45, b"9"),
    ]
    assert kept(rows, 10, 30) == [(b"00:00:00", b"9"), (b"00:00:05", b"1"), (b"00:00:20", b"2")]


def test_the_same_record_counts_once_and_another_source_beside_it() -> None:
    rows = [row(20, 20), row(20, 20), row(20, 20, source=b"iPhone")]
    assert len(kept(rows, 10, 30)) == 2


def test_order_does_not_depend_on_the_order_in_the_file() -> None:
    rows = [row(20, 20, source=b"A"), row(20, 20, source=b"B"), row(21, 21, b"2"), row(20, 22, b"2.5")]
    assert kept(rows, 10, 30) == kept(rows[::-1], 10, 30)


def test_records_without_a_date_are_counted() -> None:
    held = Samples("a")
    held.add([row(5, 4), row(5, LATEST), row(5, 5)])
    assert held.undated == 2


def test_masses_are_kept_though_nobody_ran() -> None:
    held = Samples("a")
    held.add([row(5, 5, b"70.25", kind=b"BodyMass"), row(5, 5)])
    held.keep_within([], [])
    assert [(kind, each[4]) for kind, each in held.masses()] == [(b"BodyMass", b"70.25")]
    assert list(held.within(0, LATEST)) == []


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "MOST_RECORDS", 2)
    with pytest.raises(UnreadableFileError, match="more than 2 measurements of runs"):
        Samples("a").add([row(1, 1), row(2, 2), row(3, 3)])


def test_more_sources_than_have_a_number_are_refused() -> None:
    rows = [row(1, 1, source=b"%d" % number) for number in range(MOST_ORIGINS)]
    held = Samples("a")
    held.add(rows)
    with pytest.raises(UnreadableFileError, match=f"from more than {MOST_ORIGINS} sources"):
        held.add([row(1, 1, source=b"one more")])
