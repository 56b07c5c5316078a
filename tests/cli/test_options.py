from typing import get_args

from uncramp.cli.options import UnitSystem
from uncramp.cli.output import chosen
from uncramp.domain.units import METRIC


def test_every_named_system_of_units_can_be_chosen() -> None:
    systems = {chosen(name, METRIC).distance for name in get_args(UnitSystem)}
    assert systems == {"km", "mi"}
