import numpy as np

from formats.fit.fit_bytes import START, Shape, fit
from uncramp.formats.fit.decode import decode

NAN = float("nan")
LONG = Shape(20, ((253, "I"), (3, "B"), (250, "9x"), (7, "H")))
SHORT = Shape(20, ((3, "B"), (253, "I")), local=1, order=">")
UNKNOWN = Shape(0xFF01, ((0, "B"),), local=2)


def test_messages_of_several_definitions_and_byte_orders_are_one_table_in_file_order() -> None:
    data = (
        LONG.messages((START, 140, b"", 250)),
        SHORT.messages((141, START + 1)),
        UNKNOWN.messages((1,)),
        LONG.row(START + 2, 142, b"", 252),
    )
    record = decode("a.fit", fit(*data))["record"]
    assert record.numbers("timestamp").tolist() == [START, START + 1, START + 2]
    assert record.numbers("heart_rate").tolist() == [140, 141, 142]
    assert np.array_equal(record.numbers("power"), np.array([250, NAN, 252]), equal_nan=True)


def test_each_message_knows_its_byte() -> None:
    content = fit(LONG.messages((START, 1, b"", 2)), SHORT.messages((3, START)))
    places = decode("a.fit", content)["record"].places
    assert content[places[0] + 1 : places[0] + 5] == START.to_bytes(4, "little")
    assert content[places[1] + 2 : places[1] + 6] == START.to_bytes(4, "big")


def test_unknown_fields_and_messages_are_left_out() -> None:
    messages = decode("a.fit", fit(LONG.messages((START, 140, b"", 250)), UNKNOWN.messages((1,))))
    assert messages.keys() == {"record"}
    assert messages["record"].columns.keys() == {"timestamp", "heart_rate", "power"}


def test_of_a_field_defined_twice_the_last_counts() -> None:
    record = decode("a.fit", fit(Shape(20, ((3, "B"), (3, "B"))).messages((140, 150))))["record"]
    assert record.numbers("heart_rate").tolist() == [150]


def test_a_message_without_fields_is_one_nevertheless() -> None:
    assert len(decode("a.fit", fit(Shape(20, ()).messages((), ())))["record"]) == 2
