import pytest

from formats.fit.fit_bytes import RECORD, RUN, Shape
from uncramp.formats.fit.layout import Layout, definition_length, layout_of, triples
from uncramp.formats.fit.scan import scan

WITH_APP = Shape(20, ((253, "I"), (3, "B")), ((7, 1, "H"),), local=3, order=">")


def test_a_definition_says_kind_byte_order_fields_and_size() -> None:
    layout = layout_of({}, WITH_APP.definition())
    assert (layout.kind, layout.byte_order, layout.size) == (20, ">", 7)
    assert [*triples(layout.fields)] == [(253, 4, 0x86), (3, 1, 2)]
    assert [*triples(layout.developer_fields)] == [(7, 2, 1)]


def test_the_same_definition_for_another_local_type_gives_the_same_layout() -> None:
    known: dict[bytes, Layout] = {}
    first = layout_of(known, RECORD.definition())
    assert layout_of(known, Shape(20, RECORD.fields, local=9).definition()) is first
    assert layout_of(known, WITH_APP.definition()) is not first


@pytest.mark.parametrize("shape", [RECORD, WITH_APP])
def test_a_definition_is_as_long_as_its_counts_of_fields_say(shape: Shape) -> None:
    definition = shape.definition()
    assert definition_length(definition, 0, len(definition)) == len(definition)
    assert [definition_length(definition, 0, end) for end in range(len(definition))] == [0] * len(definition)


def test_a_part_counts_its_messages_by_kind() -> None:
    (part,) = scan("a.fit", RUN).parts
    assert [part.count(kind) for kind in (0, 18, 20, 21)] == [1, 1, 5, 0]
