from hypothesis import given
from hypothesis import strategies as st

from formats.fit.fit_bytes import crc
from uncramp.formats.fit.checksum import is_intact, lone_errors


def test_the_published_check_value_holds() -> None:
    assert is_intact(b"123456789" + (0xBB3D).to_bytes(2, "little"))  # CRC RevEng, CRC-16/ARC
    assert not is_intact(b"123456789" + (0xBB3C).to_bytes(2, "little"))


@given(st.binary(max_size=3000))
def test_bytes_with_the_checksum_of_garmins_calculator_are_intact(content: bytes) -> None:
    assert is_intact(content + crc(content))


@given(st.binary(min_size=1, max_size=300), st.data())
def test_any_other_checksum_is_found(content: bytes, data: st.DataObject) -> None:
    other = data.draw(st.binary(min_size=2, max_size=2).filter(lambda drawn: drawn != crc(content)))
    assert not is_intact(content + other)


def test_a_turned_bit_is_found_wherever_it_is() -> None:
    whole = bytes(range(256)) * 5
    whole += crc(whole)
    for byte in range(len(whole)):
        turned = bytearray(whole)
        turned[byte] ^= 1 << byte % 8
        assert not is_intact(bytes(turned))


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_wrong_byte_is_among_those_that_explain_the_checksum(content: bytes, data: st.DataObject) -> None:
    whole = content + crc(content)
    place = data.draw(st.integers(0, len(whole) - 1))
    wrong = whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255))]) + whole[place + 1 :]
    explained = dict(lone_errors(wrong))
    assert explained[place] == whole[place]
    assert all(is_intact(wrong[:at] + bytes([value]) + wrong[at + 1 :]) for at, value in explained.items())


def test_a_right_checksum_has_no_wrong_byte() -> None:
    assert [*lone_errors(b"123456789" + crc(b"123456789"))] == []
