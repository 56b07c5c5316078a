"""What apps say of the fields that they add to messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from uncramp.formats.fit.fields import TEXT
from uncramp.formats.fit.messages import Table
from uncramp.formats.fit.profile import Field

NEEDED = {"developer_data_index", "field_definition_number", "fit_base_type_id"}
Key = tuple[int, int]
"""Developer index and number of a field."""


@dataclass(frozen=True, slots=True)
class Description:
    """What an app says of one of its fields.

    Parameters
    ----------
    kind, stands_for
        Numbers of the kind of message and of its field that this one stands for; None and -1 if it says none.
    """

    field: Field
    base_type: int
    kind: int | None
    stands_for: int


Descriptions = Mapping[Key, Sequence[tuple[int, Description]]]
"""For each field the byte at which a description begins to hold, and the description."""


def descriptions_of(table: Table) -> Descriptions:
    """What the messages of kind ``field_description`` say; one that repeats the last is left out."""
    found: dict[Key, list[tuple[int, Description]]] = {}
    for place, row in zip(table.places.tolist(), table.rows(), strict=True):
        numbers = {name: int(value) for name, value in row.items() if not isinstance(value, str)}
        if not numbers.keys() >= NEEDED:
            continue
        index, number, base_type = (
            numbers[name] for name in ("developer_data_index", "field_definition_number", "fit_base_type_id")
        )
        field = Field(
            name=str(row.get("field_name", f"field_{number}")),
            number=number,
            unit=str(row.get("units", "")),
            scale=numbers.get("scale", 0) or 1,
            offset=numbers.get("offset", 0),
            array=base_type != TEXT,
            text=base_type == TEXT,
        )
        told = Description(field, base_type, numbers.get("native_mesg_num"), numbers.get("native_field_num", -1))
        history = found.setdefault((index, number), [])
        if not history or history[-1][1] != told:
            history.append((place, told))
    return found
