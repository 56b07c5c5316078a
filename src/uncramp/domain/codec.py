"""One versioned way between values and plain documents (dicts, lists, strings, numbers)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import cattrs
import numpy as np

from uncramp.domain.errors import LogbookError
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import Sentence, Value, say
from uncramp.domain.streams import FloatArray, Streams

VERSION = 1
Document = dict[str, Any]
T = TypeVar("T")

_converter = cattrs.Converter(forbid_extra_keys=True)
_converter.register_unstructure_hook(datetime, datetime.isoformat)
_converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
_converter.register_unstructure_hook(timedelta, timedelta.total_seconds)
_converter.register_structure_hook(timedelta, lambda seconds, _: timedelta(seconds=seconds))
_converter.register_unstructure_hook(date, date.isoformat)
_converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
_converter.register_unstructure_hook_func(lambda kind: getattr(kind, "__origin__", kind) is frozenset, sorted)


def _plain(column: FloatArray) -> list[Any]:
    values = column.astype(object)
    values[np.isnan(column)] = None
    plain_values: list[Any] = values.tolist()
    return plain_values


def _column(values: list[float | None], _: object) -> FloatArray:
    if not isinstance(values, list):
        raise TypeError(values)
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _streams(streams: Streams) -> Document:
    kept = {name: _plain(streams[name]) for name in ("elapsed_time", *streams.recorded)}
    return kept | {"developer": {name: _plain(column) for name, column in streams.developer.items()}}


def _streams_of(document: Document, _: object) -> Streams:
    columns = {name: _column(values, None) for name, values in document.items() if name != "developer"}
    developer = {name: _column(values, None) for name, values in document["developer"].items()}
    return Streams.of(columns.pop("elapsed_time"), developer, **columns)


def _is_plain_union(kind: object) -> bool:
    return get_origin(kind) in {Union, UnionType} and set(get_args(kind)) <= {*get_args(Value), float}


_MEMBERS: dict[str, type[Quantity | Range | Sentence]] = {"value": Quantity, "median": Range, "template": Sentence}


def _member(value: Any, _: object) -> Value | float:  # noqa: ANN401  # any JSON value
    if isinstance(value, Mapping) and _MEMBERS.keys() & value.keys():
        kind = next(kind for key, kind in _MEMBERS.items() if key in value)
        return _converter.structure(value, kind)
    if isinstance(value, str | int | float):
        return value
    raise TypeError(value)


_converter.register_unstructure_hook_func(lambda kind: kind == FloatArray, _plain)
_converter.register_structure_hook_func(lambda kind: kind == FloatArray, _column)
_converter.register_unstructure_hook(Streams, _streams)
_converter.register_structure_hook(Streams, _streams_of)
_converter.register_structure_hook_func(_is_plain_union, _member)


def to_document(value: object) -> Document:
    """Plain document of a value of the house, with the version of this codec."""
    return {"version": VERSION, "value": plain(value)}


def plain(value: object, words: Callable[[Sentence], str] | None = None) -> Any:  # noqa: ANN401  # any JSON value
    """The value as plain JSON types, without a version, its sentences in words if these are given."""
    if words is None:
        return _converter.unstructure(value)
    shown = _converter.copy()
    shown.register_unstructure_hook(Sentence, words)
    return shown.unstructure(value)


def from_document(document: object, kind: type[T]) -> T:
    """Value of the given class from its document.

    Raises
    ------
    LogbookError
        If the document is of another version, or is no such value.
    """
    version = document.get("version") if isinstance(document, Mapping) else None
    if not isinstance(document, Mapping) or version != VERSION:
        raise LogbookError(say("A document of version {version} cannot be read here.", version=str(version)))
    try:
        return _converter.structure(document["value"], kind)
    except (cattrs.BaseValidationError, AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise LogbookError(say("A kept {kind} cannot be read.", kind=kind.__name__)) from error
