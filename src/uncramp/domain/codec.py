"""One versioned way between values and plain documents (dicts, lists, strings, numbers)."""

from collections.abc import Mapping
from datetime import date, datetime
from math import isnan
from typing import Any, TypeVar, get_args

import cattrs
import numpy as np

from uncramp.domain.errors import LogbookError
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import Value, say
from uncramp.domain.streams import COLUMNS, FloatArray, Streams

VERSION = 1
Document = dict[str, Any]
T = TypeVar("T")

_converter = cattrs.Converter(forbid_extra_keys=True)
_converter.register_unstructure_hook(datetime, datetime.isoformat)
_converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
_converter.register_unstructure_hook(date, date.isoformat)
_converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
_converter.register_unstructure_hook_func(
    lambda kind: getattr(kind, "__origin__", kind) is frozenset, lambda members: sorted(members)
)


def _plain(column: FloatArray) -> list[float | None]:
    return [None if isnan(value) else value for value in column.tolist()]


def _column(values: list[float | None], _: object) -> FloatArray:
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _streams(streams: Streams) -> Document:
    kept = {name: _plain(streams[name]) for name in ("elapsed_time", *streams.recorded)}
    return kept | {"developer": {name: _plain(column) for name, column in streams.developer.items()}}


def _is_plain_union(kind: object) -> bool:
    members = set(get_args(kind))
    return bool(members) and members <= {*get_args(Value), float}


def _member(value: Any, _: object) -> Value | float:  # noqa: ANN401  # any JSON value
    if isinstance(value, Mapping):
        return _converter.structure(value, Quantity if "value" in value else Range)
    if isinstance(value, str | int | float):
        return value
    raise TypeError(value)


_converter.register_unstructure_hook(np.ndarray, _plain)
_converter.register_structure_hook_func(lambda kind: kind == FloatArray, _column)
_converter.register_unstructure_hook(Streams, _streams)
_converter.register_structure_hook(
    Streams,
    lambda document, _: Streams.of(
        _column(document["elapsed_time"], None),
        {name: _column(values, None) for name, values in document["developer"].items()},
        **{name: _column(document[name], None) for name in COLUMNS if name in document},
    ),
)
_converter.register_structure_hook_func(_is_plain_union, _member)


def to_document(value: object) -> Document:
    """Plain document of a value of the house, with the version of this codec."""
    return {"version": VERSION, "value": plain(value)}


def plain(value: object) -> Any:  # noqa: ANN401  # any JSON value
    """The value as plain JSON types, without a version: for showing, not for keeping."""
    return _converter.unstructure(value)


def from_document(document: Document, kind: type[T]) -> T:
    """Value of the given class from its document.

    Raises
    ------
    LogbookError
        If the document is of another version, or is no such value.
    """
    if document.get("version") != VERSION:
        raise LogbookError(
            say("A document of version {version} cannot be read here.", version=str(document.get("version")))
        )
    try:
        return _converter.structure(document["value"], kind)
    except (cattrs.BaseValidationError, KeyError, TypeError, ValueError) as error:
        raise LogbookError(say("A kept {kind} cannot be read.", kind=kind.__name__)) from error
