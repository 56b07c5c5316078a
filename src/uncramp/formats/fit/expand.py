"""What the fields of one message say of further fields, by the profile."""

from collections.abc import MutableMapping

import numpy as np

from uncramp.formats.fit.messages import Column
from uncramp.formats.fit.packed import unpack, unroll
from uncramp.formats.fit.profile import Kind


def expand(kind: Kind, columns: MutableMapping[str, Column]) -> None:
    """Add the fields that others hold packed, stand for or mean; what was recorded itself stays."""
    for field in kind.fields.values():
        start = 0
        for part in field.packed if field.name in columns else ():
            values = unpack(columns[field.name], start, part.bits)
            start += part.bits
            if values is None:
                break
            if part.counts:
                known = np.floor(columns.get(part.name, np.full(values.shape, np.nan)) * part.scale)
                values = unroll(values, 1 << part.bits, known)
            _fill(columns, part.name, values / part.scale)
    for field in kind.fields.values():
        if field.expands is not None and field.name in columns:
            _fill(columns, field.expands, columns[field.name])
    for each in kind.subfields:
        if each.of in columns and each.when in columns:
            columns[each.name] = np.where(np.isin(columns[each.when], each.among), columns[each.of], np.nan)


def _fill(columns: MutableMapping[str, Column], name: str, values: Column) -> None:
    recorded = columns.get(name)
    columns[name] = values if recorded is None else np.where(np.isnan(recorded), values, recorded)
