"""The covariates of a run as rows to read: what it is called, how much it was, and where that comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from uncramp.domain.quantities import Range
from uncramp.exposure.covariates import Covariate, Exposure, Origin, Reading, covariate_kinds
from uncramp.presentation.labels import label
from uncramp.presentation.words import MINUS, Words, clock


@dataclass(frozen=True, slots=True)
class Row:
    """One covariate in words.

    Parameters
    ----------
    value
        With its unit; a dash for what is unknown.
    remark
        Where it comes from, or what it would take to know it.
    """

    name: str
    value: str
    remark: str
    is_known: bool


UNKNOWN = "\N{EN DASH}"


def rows_of(exposure: Exposure, origin: Origin, words: Words) -> Iterator[Row]:
    """The covariates that tell of one thing, in the order of the table."""
    for covariate, kind in covariate_kinds().items():
        if kind.of is not origin:
            continue
        name, reading = words(label(covariate)), exposure.readings.get(covariate)
        if reading is not None:
            yield Row(name, value_of(covariate, reading, words), words(label(reading.provenance)), is_known=True)
        elif covariate in exposure.unknown:
            yield Row(name, UNKNOWN, words(exposure.unknown[covariate]), is_known=False)


def value_of(covariate: Covariate, reading: Reading, words: Words) -> str:
    """A value with its unit, and with its 80 % interval where it is in doubt."""
    kind = covariate_kinds()[covariate].quantity
    if kind == "answer":
        return words.translate("yes" if reading.value else "no")
    if kind == "elapsed_time":
        return (MINUS if reading.value < 0.0 else "") + clock(abs(reading.value))
    if reading.sd:
        return words.range(Range.normal(kind, reading.value, reading.sd))
    return words.quantity(kind, reading.value)
