import numpy as np

from formats.fit.fit_bytes import START, Shape, fit
from uncramp.formats.fit.decode import decode
from uncramp.formats.fit.developer import descriptions_of
from uncramp.formats.fit.messages import EMPTY, Messages

DESCRIPTION = Shape(206, ((0, "B"), (1, "B"), (2, "B"), (3, "16s"), (6, "B"), (7, "b"), (14, "H"), (15, "B")), local=5)
NONE = (0xFF, 0x7F, 0xFFFF, 0xFF)
RECORD = Shape(20, ((253, "I"),), ((0, 0, "H"),))
TWO_APPS = Shape(20, ((253, "I"),), ((0, 0, "H"), (0, 1, "H")))


def describe(index: int, number: int, base_type: int, name: bytes, *rest: int) -> bytes:
    return DESCRIPTION.messages((index, number, base_type, name, *(rest or NONE)))


def read(*data: bytes) -> Messages:
    return decode("a.fit", fit(*data))


def test_a_developer_field_has_the_name_scale_and_offset_that_its_app_gave() -> None:
    record = read(describe(0, 0, 0x84, b"Stiffness", 10, 5, 0xFFFF, 0xFF), RECORD.messages((START, 123)))["record"]
    assert record.developer["Stiffness"].tolist() == [123 / 10 - 5]


def test_an_invalid_value_is_unknown() -> None:
    record = read(describe(0, 0, 0x84, b"Power"), RECORD.messages((START, 0xFFFF)))["record"]
    assert np.isnan(record.developer["Power"]).all()


def test_a_field_that_no_app_described_is_left_out() -> None:
    assert read(RECORD.messages((START, 1)))["record"].developer == {}


def test_a_field_without_a_name_is_called_by_its_number() -> None:
    nameless = Shape(206, ((0, "B"), (1, "B"), (2, "B"))).messages((0, 0, 0x84))
    assert [*read(nameless, RECORD.messages((START, 1)))["record"].developer] == ["field_0"]


def test_a_description_that_lacks_the_base_type_describes_nothing() -> None:
    lacking = Shape(206, ((0, "B"), (1, "B"))).messages((0, 0))
    assert read(lacking, RECORD.messages((START, 1)))["record"].developer == {}


def test_the_same_name_of_two_apps_is_told_apart() -> None:
    names = describe(0, 0, 0x84, b"Power"), describe(1, 0, 0x84, b"Power")
    record = read(*names, TWO_APPS.messages((START, 1, 2)))["record"]
    assert {name: column.tolist() for name, column in record.developer.items()} == {"Power": [1], "Power (1, 0)": [2]}


def test_a_field_described_anew_is_another_from_there_on() -> None:
    first = describe(0, 0, 0x84, b"Power") + RECORD.messages((START, 250))
    second = describe(0, 0, 0x84, b"Core", 100, 0, 0xFFFF, 0xFF) + RECORD.row(START + 1, 3750)
    record = read(first, second)["record"]
    assert np.array_equal(record.developer["Power"], np.array([250, np.nan]), equal_nan=True)
    assert np.array_equal(record.developer["Core"], np.array([np.nan, 37.5]), equal_nan=True)
    assert record.numbers("timestamp").tolist() == [START, START + 1]


def test_a_description_said_twice_is_one() -> None:
    table = read(describe(0, 0, 0x84, b"Power"), describe(0, 0, 0x84, b"Power"))["field_description"]
    assert [len(history) for history in descriptions_of(table).values()] == [1]
    assert descriptions_of(EMPTY) == {}


def test_the_fit_field_that_it_stands_for_is_known_in_its_kind_of_message() -> None:
    record = read(describe(0, 0, 0x84, b"Stryd", 0xFF, 0x7F, 20, 7), RECORD.messages((START, 1)))["record"]
    assert record.stand_ins == {"power": "Stryd"}
    record = read(describe(0, 0, 0x84, b"Stryd", 0xFF, 0x7F, 18, 20), RECORD.messages((START, 1)))["record"]
    assert record.stand_ins == {}


def test_an_app_may_write_texts() -> None:
    session = Shape(18, ((253, "I"),), ((0, 0, "6s"),)).messages((START, b"Hills"))
    assert read(describe(0, 0, 7, b"Route"), session)["session"].developer["Route"].tolist() == ["Hills"]


def test_each_element_of_an_array_is_a_field() -> None:
    many = Shape(20, ((253, "I"),), ((0, 0, "4s"),)).messages((START, b"\1\0\2\0"))
    record = read(describe(0, 0, 0x84, b"Muscle"), many)["record"]
    assert {name: column.tolist() for name, column in record.developer.items()} == {"Muscle[0]": [1], "Muscle[1]": [2]}
