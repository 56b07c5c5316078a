from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.documented import examples
from uncramp.domain.activity import Finding
from uncramp.domain.diary import MassReading, ToldWeighIn, WeighIn
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.readers import read_activities, read_measurements
from uncramp.formats.weigh_ins_csv import is_weigh_ins_csv, measure

LOCAL = datetime(2027, 4, 18, 9)  # noqa: DTZ001  # on the clock of the run's place
HEADER = "date,start,duration,mass_before,mass_after,drunk_l,urine_l"


def only(text: str) -> object:
    (found,) = measure("w.csv", text.encode())
    return found


def test_the_documented_weigh_in_is_read_as_it_is_documented() -> None:
    assert read_measurements("w.csv", examples()[1]) == (ToldWeighIn(LOCAL, WeighIn(70.4, 68.6, 0.9, 14_100, 0.15)),)


def test_the_documented_masses_are_read_at_noon() -> None:
    assert read_measurements("m.csv", examples()[2]) == (
        MassReading(datetime(2027, 4, 18, 12, tzinfo=UTC), 70.4),
        MassReading(datetime(2027, 4, 19, 12, tzinfo=UTC), 69.9),
    )


def test_such_a_table_holds_no_activities() -> None:
    assert read_activities("w.csv", examples()[1]) == ()


def test_pounds_and_ounces_are_converted() -> None:
    header = "date,start,duration_h,mass_before_lb,mass_after_lb,drunk_oz"
    weigh_in = only(f"{header}\n2027-04-18,09:00,2,155,152,32\n")
    assert isinstance(weigh_in, ToldWeighIn)
    assert weigh_in.weigh_in.before == pytest.approx(70.30681735)
    assert weigh_in.weigh_in.drunk == pytest.approx(0.946352946)


def test_without_a_start_midnight_stands_for_the_day() -> None:
    weigh_in = only(f"{HEADER}\n2027-04-18,,2:00:00,70,69,1,\n")
    assert weigh_in == ToldWeighIn(LOCAL.replace(hour=0), WeighIn(70, 69, 1, 7200))


@pytest.mark.parametrize(("cell", "urine"), [("", None), ("0", 0.0), ("0.3", 0.3)])
def test_urine_that_is_not_told_is_not_none(cell: str, urine: float | None) -> None:
    weigh_in = only(f"{HEADER}\n2027-04-18,09:00,2:00:00,70,69,1,{cell}\n")
    assert isinstance(weigh_in, ToldWeighIn)
    assert weigh_in.weigh_in.urine == urine


def test_a_table_without_a_column_of_urine_tells_nothing_of_it() -> None:
    weigh_in = only("date,duration,mass_before,mass_after,drunk_l\n2027-04-18,2:00:00,70,69,1\n")
    assert isinstance(weigh_in, ToldWeighIn)
    assert weigh_in.weigh_in.urine is None


def test_a_mass_may_have_its_time_and_zone() -> None:
    reading = only("date,time,mass_kg,time_zone\n2027-04-18,07:00,70.4,Europe/Berlin\n")
    assert reading == MassReading(datetime(2027, 4, 18, 5, tzinfo=UTC), 70.4)


def test_a_bad_line_does_not_lose_the_others() -> None:
    table = f"{HEADER}\n2027-04-18,09:00,2:00:00,70,69,,\n2027-04-19,09:00,2:00:00,70,69,0,\n"
    told = measure("w.csv", table.encode())
    found = [each for each in told if not isinstance(each, Finding)]
    findings = [each for each in told if isinstance(each, Finding)]
    assert len(found) == 1
    assert [str(finding.sentence) for finding in findings] == ["line 2: there is no drunk_l"]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (f"{HEADER}\n2027-04-18,09:00,2:00:00,70,50,0,\n", "line 2: No run takes a body from 70 kg to 50 kg"),
        (f"{HEADER}\n2027-04-18,09:00,2:00:00,7000,69,0,\n", "line 2: mass_before “7000” cannot be true"),
        ("date,duration,mass_before,mass_after,drunk\n2027-04-18,2:00:00,70,69,0\n", "names no unit; call it drunk_l"),
        ("date,mass\n2027-04-18,7\n", "line 2: mass “7” cannot be true"),
        ("date,mass\n", "without a line"),
    ],
)
def test_a_table_with_only_bad_lines_is_refused_by_line_and_value(table: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        measure("w.csv", table.encode())


@pytest.mark.parametrize(
    ("header", "is_it"),
    [
        ("Date;Mass before (kg);Mass after (kg)", True),
        ("date,weight_lb", True),
        ("date,weight", False),
        ("date,start,duration,distance_km", False),
        ("mass,charge", False),
    ],
)
def test_such_a_table_is_known_by_its_first_line(header: str, is_it: bool) -> None:  # noqa: FBT001  # expected
    assert is_weigh_ins_csv(f"{header}\n".encode()) is is_it


@given(st.binary(max_size=200) | st.text("0123456789-:.,;+/ aZ\n\"'", max_size=200).map(str.encode))
def test_any_bytes_are_measurements_or_refused(content: bytes) -> None:
    for each in (content, HEADER.encode() + b"\n" + content, b"date,mass\n2027-04-18," + content):
        try:
            assert measure("w.csv", each)
        except UnreadableFileError as error:
            assert error.name == "w.csv"  # noqa: PT017  # either end is right
