import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.json_values import JSON
from uncramp.domain.activity import Finding
from uncramp.domain.diary import MassReading
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.garmin_masses import is_garmin_masses, measure
from uncramp.formats.readers import read_activities, read_measurements

FILE = Path(__file__).parents[1] / "files" / "garmin" / "1_userBioMetrics.json"
"""Records as in the tests of several public readers of such files, which take 77000.0 for 77 kg."""


def content(weight: object, about: object = None) -> bytes:
    return json.dumps([{"metaData": about, "weight": weight}]).encode()


def test_the_masses_are_read_in_kg_at_their_moments() -> None:
    assert read_measurements(FILE.name, FILE.read_bytes()) == (
        MassReading(datetime(2023, 11, 27, 13, 12, 55, 727_000, tzinfo=UTC), 77),
        MassReading(datetime(2025, 6, 15, 6, tzinfo=UTC), 75),
        MassReading(datetime(2025, 6, 16, 12, tzinfo=UTC), 74.5),
    )
    assert read_activities(FILE.name, FILE.read_bytes()) == ()


def test_a_moment_may_be_a_number() -> None:
    weight = {"weight": 70_000, "timestampGMT": 1767693793000}
    assert measure("m.json", content(weight)) == (MassReading(datetime(2026, 1, 6, 10, 3, 13, tzinfo=UTC), 70),)


@pytest.mark.parametrize(
    ("weight", "about"),
    [
        ({"weight": 70_000}, None),
        ({"weight": 70_000}, {"calendarDate": [2026, 1, 2]}),
        ({"weight": 70_000}, {"calendarDate": "yesterday"}),
        ({"weight": 70_000}, {"calendarDate": "0001-01-01T00:00:00+14:00"}),
        ({"weight": 70}, {"calendarDate": "2026-01-02"}),
        ({"weight": float("nan")}, {"calendarDate": "2026-01-02"}),
        ({"weight": "70000"}, {"calendarDate": "2026-01-02"}),
        (70_000, {"calendarDate": "2026-01-02"}),
    ],
)
def test_what_is_no_mass_on_a_day_is_left_out(weight: object, about: object) -> None:
    with pytest.raises(UnreadableFileError, match="holds no body mass"):
        measure("m.json", content(weight, about))


def test_a_list_that_is_cut_short_gives_what_it_has() -> None:
    whole = FILE.read_bytes()
    *masses, damage = measure("m.json", whole[:-40])
    assert len(masses) == 2
    assert isinstance(damage, Finding)
    assert damage.offset == 509
    with pytest.raises(UnreadableFileError, match="cut short"):
        measure("m.json", whole[:200])


@pytest.mark.parametrize(
    ("beginning", "is_it"),
    [
        (FILE.read_bytes(), True),
        (b'[{"metaData": {"calendarDate": [2026, 1, 2]}, "bloodPressure": {"systolic": 120}}]', False),
        (b'[{"gearPk": 1, "weight": 2}]', False),
        (b"", False),
    ],
)
def test_such_a_file_is_known_by_its_beginning(beginning: bytes, is_it: bool) -> None:  # noqa: FBT001  # expected
    assert is_garmin_masses(beginning) is is_it


@given(
    st.lists(st.fixed_dictionaries({"metaData": JSON | st.fixed_dictionaries({"calendarDate": JSON}), "weight": JSON})),
    st.binary(max_size=20),
)
def test_any_bytes_are_masses_or_refused(rows: list[object], noise: bytes) -> None:
    for each in (json.dumps(rows).encode(), noise, b"[{" + noise, b'[{"weight":{"weight":7e4}},' + noise):
        with pytest.raises(UnreadableFileError):
            measure("m.json", each)
