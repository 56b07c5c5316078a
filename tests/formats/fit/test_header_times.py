from io import BytesIO

import fitdecode
import numpy as np
import pytest

from formats.fit.fit_bytes import RECORD, START, Shape, fit
from formats.real_files import fit_file
from uncramp.formats.fit.decode import decode

HEART_RATE = Shape(20, ((3, "B"),), local=1)
UNKNOWN = Shape(0xFF00, ((253, "I"),), local=2)


def timed(offset: int, value: int = 150) -> bytes:
    return HEART_RATE.row(value, header=0x80 | HEART_RATE.local << 5 | offset % 32)


def times(*data: bytes) -> list[float | None]:
    stamps = decode("a.fit", fit(*data))["record"].numbers("timestamp") - START
    return [None if np.isnan(stamp) else float(stamp) for stamp in stamps]


def test_five_bits_of_time_count_on_from_the_last_whole_time_and_roll_over() -> None:
    low = START % 32
    offsets = [low + 1, low + 5, low + 5, low + 36, low + 40]
    data = RECORD.messages((START, 140)) + HEART_RATE.definition() + b"".join(timed(offset) for offset in offsets)
    assert times(data) == [0, 1, 5, 5, 36, 40]


def test_a_whole_time_of_any_message_is_a_new_beginning() -> None:
    data = HEART_RATE.definition() + UNKNOWN.messages((START + 1000,)) + timed(START + 1003)
    assert times(data) == [1003]


def test_before_the_first_whole_time_there_is_no_time() -> None:
    assert times(HEART_RATE.definition() + timed(3) + RECORD.messages((START, 140)) + timed(START + 2)) == [None, 0, 2]
    assert times(HEART_RATE.definition() + timed(3)) == [None]


def test_messages_with_and_without_such_headers_stay_in_file_order() -> None:
    data = RECORD.messages((START, 140)) + HEART_RATE.definition() + timed(START + 1, 141) + RECORD.row(START + 2, 142)
    assert decode("a.fit", fit(data))["record"].numbers("heart_rate").tolist() == [140, 141, 142]


@pytest.mark.parametrize(
    "name", ["35_chiptime__input", "fit__compressed-speed-distance", "fit__antfs-dump.63", "fit__xpress-4x-2020-10-17"]
)
def test_times_of_real_files_are_those_of_fitdecode(name: str) -> None:
    content = fit_file(name)
    theirs = [
        frame.get_raw_value("timestamp")
        for frame in fitdecode.FitReader(BytesIO(content))
        if isinstance(frame, fitdecode.FitDataMessage) and frame.name == "record"
    ]
    assert decode(name, content)["record"].numbers("timestamp").tolist() == theirs
