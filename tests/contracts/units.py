"""The units that a docstring gives, read out of its prose."""

import re

from uncramp.domain.quantities import quantity_kinds

FURTHER = {
    "W/kg",
    "J/kg",
    "mL/kg/h",
    "mL/kg/min",
    "L/kg",
    "mg/L",
    "mmol",
    "min",
    "h",
    "d",
    "km",
    "hPa",
    "J/kg/s",
    "L/min",
    "kg/h",
    "g/m²/h",
    "m²",
    "clo",
}
"""Units of what is in no column and no sentence, only inside a formula."""
UNITS = sorted({row.unit for row in quantity_kinds().values()} | FURTHER, key=lambda unit: (-len(unit), unit))
_WORDLIKE = {"a", "d", "1"}
_GIVEN = re.compile(
    r"(?:^|[,;:] |\()(?:in )?("
    + "|".join(re.escape(unit) + (r"(?=$|[,.;)])" if unit in _WORDLIKE else r"(?=$|[,.;)]|\s)") for unit in UNITS)
    + ")"
)


def given_units(text: str) -> list[str]:
    """Units that stand alone, at the start, after a comma or in brackets; not those of a number in the text."""
    return _GIVEN.findall(" ".join(text.replace(" and ", ", ").split()))
