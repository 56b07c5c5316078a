"""The weather of a run, measured, forecast or assumed."""

from dataclasses import dataclass
from enum import StrEnum

from uncramp.domain.errors import invalid
from uncramp.domain.quantities import Quantity


class Provenance(StrEnum):
    """Where a number comes from; said beside it."""

    WEIGHED = "from weigh-in"
    WATCH = "from watch"
    FILE = "from the file"
    DIARY = "from diary"
    RUNS = "from earlier runs"
    PROFILE = "from profile"
    TYPED = "typed in"
    PLANNED = "from the plan"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Weather:
    """Air around a run; None is unknown.

    Parameters
    ----------
    temperature
        Dry-bulb air temperature, °C.
    relative_humidity
        %, or None.
    wind_speed
        m/s at 10 m, or None.
    solar_radiation
        Global horizontal irradiance, W/m², or None.
    cloud_cover
        Share of the sky that clouds hide, 1, or None.
    """

    temperature: float
    relative_humidity: float | None = None
    wind_speed: float | None = None
    solar_radiation: float | None = None
    cloud_cover: float | None = None
    provenance: Provenance = Provenance.TYPED

    def __post_init__(self) -> None:
        """Refuse weather that the Earth does not have."""
        for kind in ("temperature", "relative_humidity", "wind_speed", "solar_radiation", "cloud_cover"):
            value = getattr(self, kind)
            if value is not None and not Quantity(kind, value).is_possible:
                raise invalid("No weather on Earth has {value}.", value=Quantity(kind, value))
