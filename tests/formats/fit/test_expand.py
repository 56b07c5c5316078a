import numpy as np
from garmin_fit_sdk import Decoder, Stream

from formats.fit.fit_bytes import START, Shape, fit
from uncramp.formats.fit.decode import decode

NAN = float("nan")
FOOT_POD = Shape(20, ((253, "I"), (8, "3x"), (18, "B"), (28, "H")))


def pod(second: int, speed: float, distance: float, cycles: int, power: int) -> tuple[int, bytes, int, int]:
    packed = round(speed * 100) % 4096 | (round(distance * 16) % 4096) << 12
    return START + second, packed.to_bytes(3, "little"), cycles % 256, power % 65536


def test_packed_speed_distance_cycles_and_power_count_on_like_in_garmins_sdk() -> None:
    rows = [pod(second, 3.1, 90.0 * second, 100 * second, 40_000 * second) for second in range(9)]
    content = fit(FOOT_POD.messages(*rows))
    record = decode("a.fit", content)["record"]
    decoded, _ = Decoder(Stream.from_byte_array(bytearray(content))).read()
    for name in ("speed", "enhanced_speed", "distance", "total_cycles", "accumulated_power"):
        assert record.numbers(name).tolist() == [theirs[name] for theirs in decoded["record_mesgs"]]
    assert record.numbers("distance").tolist() == [90.0 * second for second in range(9)]


def test_a_recorded_distance_is_where_counting_goes_on() -> None:
    whole = Shape(20, ((253, "I"), (5, "I")), local=1)
    packed = Shape(20, ((8, "3x"),))
    content = fit(
        whole.messages((START, 100_000)), packed.messages((pod(0, 0, 1010, 0, 0)[1],), (pod(0, 0, 1260, 0, 0)[1],))
    )
    assert decode("a.fit", content)["record"].numbers("distance").tolist() == [1000, 1010, 1260]


def test_packed_bytes_that_are_all_invalid_say_nothing() -> None:
    shape = Shape(20, ((8, "3x"),))
    record = decode("a.fit", fit(shape.messages((b"\xff\xff\xff",))))["record"]
    assert np.isnan(record.numbers("speed")).all()
    assert np.isnan(record.numbers("distance")).all()


def test_the_enhanced_value_comes_from_the_plain_one_where_it_was_not_recorded_itself() -> None:
    shape = Shape(20, ((2, "H"), (78, "I")))
    record = decode("a.fit", fit(shape.messages((2500 + 60, 0xFFFFFFFF), (2500 + 60, 2500 + 65))))["record"]
    assert record.numbers("altitude").tolist() == [12, 12]
    assert record.numbers("enhanced_altitude").tolist() == [12, 13]


def test_the_data_of_an_event_are_a_trigger_if_it_is_of_the_timer() -> None:
    shape = Shape(21, ((0, "B"), (2, "H")))
    event = decode("a.fit", fit(shape.messages((0, 1), (9, 7))))["event"]
    assert event.numbers("data").tolist() == [1, 7]
    assert np.array_equal(event.numbers("timer_trigger"), np.array([1, NAN]), equal_nan=True)


def test_a_product_is_of_garmin_if_the_maker_is() -> None:
    shape = Shape(23, ((2, "H"), (4, "H")))
    device = decode("a.fit", fit(shape.messages((1, 3113), (123, 5))))["device_info"]
    assert np.array_equal(device.numbers("garmin_product"), np.array([3113, NAN]), equal_nan=True)
