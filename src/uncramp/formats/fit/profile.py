"""Which messages and fields are read, and what their numbers mean."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Packed:
    """One of the values that the bits of a field hold, lowest bits first.

    Parameters
    ----------
    counts
        Whether it counts on from message to message, modulo 2 to the power of ``bits``.
    """

    name: str
    bits: int
    scale: float = 1.0
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a message; its value is recorded / scale - offset.

    Parameters
    ----------
    array
        Whether all its elements are kept, or the first alone.
    text
        Whether it is one; otherwise it is a number.
    expands
        Name of the wider field that the same value also stands for, or None.
    """

    name: str
    number: int
    unit: str = ""
    scale: float = 1.0
    offset: float = 0.0
    array: bool = False
    text: bool = False
    expands: str | None = None
    packed: tuple[Packed, ...] = ()


@dataclass(frozen=True, slots=True)
class Subfield:
    """The field ``of`` under another meaning, where the field ``when`` is one of ``among``."""

    name: str
    of: str
    when: str
    among: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message, with its fields by their numbers."""

    name: str
    number: int
    fields: Mapping[int, Field]
    subfields: tuple[Subfield, ...] = ()


@cache
def kinds() -> Mapping[int, Kind]:
    """All kinds of messages that are read, by their global number."""
    return {row["number"]: _kind(name, row) for name, row in _toml("profile.toml").items()}


@cache
def names(of: str) -> Mapping[float | None, str]:
    """Names of the numbers of one enumeration, like "sport"."""
    return {number: name for name, number in _toml("names.toml")[of].items()}


def _kind(name: str, row: dict[str, Any]) -> Kind:
    fields = [
        Field(name=each, **{**entry, "packed": tuple(Packed(**bits) for bits in entry.get("packed", ()))})
        for each, entry in row["fields"].items()
    ]
    subfields = tuple(
        Subfield(each, entry["of"], entry["when"], tuple(entry["is"]))
        for each, entry in row.get("subfields", {}).items()
    )
    return Kind(name, row["number"], {each.number: each for each in fields}, subfields)


@cache
def _toml(file: str) -> dict[str, Any]:
    return tomllib.loads(files("uncramp.formats.fit").joinpath(file).read_text("utf-8"))
