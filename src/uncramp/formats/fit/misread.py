"""Records directly before damage whose values cannot be: bytes taken for what they are not."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.activity import Finding
from uncramp.domain.quantities import quantity_kinds
from uncramp.domain.sentence import say
from uncramp.formats.fit.messages import EMPTY, Messages, Table
from uncramp.formats.fit.records import columns_of


def without_misread(messages: Messages, doubtful: Sequence[int]) -> tuple[Messages, list[Finding]]:
    """The messages without the records that damage made impossible, and what is to be said of these.

    Parameters
    ----------
    doubtful
        Bytes of the records directly before damage: none of their values may be impossible, or further from the one
        before than any other two neighbours are.
    """
    records = messages.get("record", EMPTY)
    is_doubtful = np.isin(records.places, doubtful)
    if not is_doubtful.any():
        return messages, []
    misread = is_doubtful & _leaps(records, is_doubtful)
    for name, column in columns_of(records)[0].items():
        kind = quantity_kinds()[name]
        misread |= is_doubtful & ((column < kind.low) | (column > kind.high))
    if not misread.any():
        return messages, []
    sentence = say("{count} records next to damage were left out: their values cannot be.", count=int(misread.sum()))
    finding = Finding("misread", sentence, int(records.places[misread][0]))
    return {**messages, "record": records.where(~misread)}, [finding]


def _leaps(records: Table, is_doubtful: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a value of each record is further from the one before than any two ordinary neighbours are."""
    is_ordinary = ~(is_doubtful[1:] | is_doubtful[:-1])
    leaps = np.zeros(len(records), np.bool_)
    for column in (*records.columns.values(), *records.developer.values()):
        if column.ndim == 1 and column.dtype == np.float64 and is_ordinary.any():
            steps = np.where(np.diff(np.isnan(column)), np.inf, np.abs(np.diff(column)))
            leaps[1:] |= steps > np.fmax.reduce(steps[is_ordinary], initial=0.0)
    return leaps
