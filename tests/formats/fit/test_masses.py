from datetime import UTC, datetime
from typing import Any

import pytest
from garmin_fit_sdk import Decoder, Stream

from formats.fit.fit_bytes import FILE_ID, RUN, START, Shape, fit
from formats.real_files import fit_file
from uncramp.domain.diary import MassReading
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.fit.masses import read_masses
from uncramp.formats.fit.read import read

SCALE = Shape(30, ((253, "I"), (0, "H")), local=3)
NOON = datetime(2021, 9, 8, 1, 46, 40, tzinfo=UTC)


def test_a_real_scale_tells_the_masses_that_garmins_sdk_reads() -> None:
    content = fit_file("FastFitParser__WeightScaleSingleUser")
    theirs: Any = Decoder(Stream.from_byte_array(bytearray(content))).read()[0]
    expected = tuple(MassReading(row["timestamp"], row["weight"]) for row in theirs["weight_scale_mesgs"])
    assert read_masses("a.fit", content) == expected
    assert [each.mass for each in expected] == [75.8, 76.09]


def test_the_file_of_a_scale_holds_no_activity_and_is_not_refused() -> None:
    content = fit(Shape(0, ((0, "B"),)).messages((9,)), SCALE.messages((START, 7020)))
    assert read("a.fit", content) == ()
    assert read_masses("a.fit", content) == (MassReading(NOON, 70.2),)


def test_masses_without_a_date_or_that_no_body_has_are_left_out() -> None:
    rows = SCALE.messages((0, 7000), (2**32 - 1, 7000), (START, 0xFFFF), (START, 0xFFFE), (START, 600), (START, 7000))
    assert read_masses("a.fit", fit(FILE_ID, rows)) == (MassReading(NOON, 70),)


def test_a_run_without_a_scale_tells_none() -> None:
    assert read_masses("a.fit", RUN) == ()


def test_what_holds_no_message_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        read_masses("a.fit", b"")
