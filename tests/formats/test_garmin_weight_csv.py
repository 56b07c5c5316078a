from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.activity import Finding
from uncramp.domain.diary import MassReading
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.garmin_weight_csv import is_garmin_weight_csv, measure
from uncramp.formats.readers import read_activities, read_measurements

FILE = Path(__file__).parents[1] / "files" / "garmin" / "Weight.csv"
"""The first two days as in a sample that a public project calls real, the third as in another's tests but in pounds."""
HEADER = b"Time,Weight,Change,BMI,Body Fat,Skeletal Muscle Mass,Bone Mass,Body Water,\n"


def test_readings_are_of_the_day_above_them() -> None:
    found = read_measurements(FILE.name, FILE.read_bytes())
    assert found[:3] == (
        MassReading(datetime(2026, 7, 18, 8, 28, tzinfo=UTC), 80),
        MassReading(datetime(2026, 7, 15, 21, 46, tzinfo=UTC), 80.5),
        MassReading(datetime(2026, 7, 15, 8, 40, tzinfo=UTC), 81),
    )
    assert isinstance(found[3], MassReading)
    assert found[3].moment == datetime(2023, 9, 21, 6, 19, tzinfo=UTC)
    assert found[3].mass == pytest.approx(80.966238045)
    assert read_activities(FILE.name, FILE.read_bytes()) == ()


def test_what_follows_on_a_day_that_cannot_be_read_is_of_no_day() -> None:
    told = measure("w.csv", FILE.read_bytes().replace(b"Jul 15", b"Jul 55"))
    found = [each for each in told if not isinstance(each, Finding)]
    findings = [each for each in told if isinstance(each, Finding)]
    assert len(found) == 2
    assert [str(finding.sentence) for finding in findings] == [
        "line 4: the day “Jul 55, 2026” does not exist",
        "line 5: there is no day above it",
        "line 6: there is no day above it",
    ]


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        (b"8:28 AM,80.0 kg\n", "line 2: there is no day above it"),
        (b'" Jul 18, 2026",\n', "no body mass"),
        (b'" Jul 18, 2026",\n8:28 AM,12 st\n', "line 3: weight “12 st” is no mass in kg or lb"),
        (b'" Jul 18, 2026",\n8:28 AM,8 kg\n', "line 3: kg “8” cannot be true"),
        (b'" 18/07/2026",\n8:28 AM,80 kg\n', "line 2: “18/07/2026” is no day"),
        (b"", "without a line"),
    ],
)
def test_a_table_without_a_good_line_is_refused(rest: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        measure("w.csv", HEADER + rest)


def test_such_a_table_is_known_by_its_first_line() -> None:
    assert is_garmin_weight_csv(b"\xef\xbb\xbf" + HEADER)
    assert not is_garmin_weight_csv(b"Time,Distance\n")


@given(st.binary(max_size=100) | st.text('0123456789:., kglbJuSep"\n', max_size=100).map(str.encode))
def test_any_bytes_are_masses_or_refused(content: bytes) -> None:
    for each in (content, HEADER + content, HEADER + b'" Jul 18, 2026",\n8:28 AM,' + content):
        try:
            assert measure("w.csv", each)
        except UnreadableFileError as error:
            assert error.name == "w.csv"  # noqa: PT017  # either end is right
