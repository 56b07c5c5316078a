import numpy as np
from garmin_fit_sdk import CrcCalculator
from hypothesis import given
from hypothesis import strategies as st

from uncramp.cli.demo.encoder import STRING, UINT8, UINT16, Field, Message, crc16, fields, fit_file

PAIR = Message(20, 3, fields(altitude=Field(2, UINT16, 5.0, 500.0), heart_rate=Field(3, UINT8)))


def test_the_checksum_is_the_published_check_value_of_crc_16_arc() -> None:
    assert crc16(b"123456789") == 0xBB3D  # CRC RevEng, catalogue of parametrised algorithms


@given(st.binary(min_size=1, max_size=2000))
def test_the_checksum_is_that_of_garmins_own_calculator(content: bytes) -> None:
    assert crc16(content) == CrcCalculator.calculate_crc(bytearray(content), 0, len(content))


def test_a_definition_lists_number_size_and_base_type_of_every_field() -> None:
    assert PAIR.definition() == bytes([0x43, 0, 0, 20, 0, 2, 2, 2, 0x84, 3, 1, 0x02])


def test_values_are_offset_scaled_and_rounded() -> None:
    assert PAIR.row(altitude=12.3, heart_rate=141.6) == bytes([3]) + round(512.3 * 5).to_bytes(2, "little") + bytes(
        [142]
    )


def test_what_is_unknown_or_left_out_is_the_invalid_value() -> None:
    rows = PAIR.rows(altitude=[np.nan, 0.0])
    assert rows["altitude"].tolist() == [0xFFFF, 2500]
    assert rows["heart_rate"].tolist() == [0xFF, 0xFF]


def test_a_text_ends_in_zero_bytes() -> None:
    message = Message(0, 0, fields(product_name=Field(8, STRING)))
    assert message.row(product_name=b"Watch") == b"\0Watch" + bytes(11)


def test_the_checksum_of_a_whole_file_with_its_checksum_is_zero() -> None:
    content = fit_file([PAIR.definition(), PAIR.row(heart_rate=150)])
    assert crc16(content) == 0
    assert crc16(content[:14]) == 0
    assert int.from_bytes(content[4:8], "little") == len(content) - 16
