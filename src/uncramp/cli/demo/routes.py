"""Where the sample runner runs: four invented rounds along the waters of Hamburg."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

import numpy as np

from uncramp.domain.streams import FloatArray

TIME_ZONE = "Europe/Berlin"
METRES_PER_DEGREE = 111_195.0
SPACING = 5.0
ROUNDING = 30.0


class Route(StrEnum):
    """A round by its name."""

    ALSTER = "Alster"
    STADTPARK = "Stadtpark"
    ELBE = "Elbe"
    BLANKENESE = "Blankenese"


@dataclass(frozen=True, eq=False)
class Ring:
    """A closed way.

    Parameters
    ----------
    distance
        From the first point, m, shape (n,); the last point is the first one again.
    latitude, longitude
        °, shape (n,).
    altitude
        m, shape (n,).
    """

    distance: FloatArray
    latitude: FloatArray
    longitude: FloatArray
    altitude: FloatArray

    @property
    def length(self) -> float:
        """Once round, m."""
        return float(self.distance[-1])

    def at(self, distance: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Latitude (°), longitude (°) and altitude (m) after any distance either way round (m, shape (n,))."""
        place = np.mod(distance, self.length)
        latitude, longitude, altitude = (
            np.interp(place, self.distance, column) for column in (self.latitude, self.longitude, self.altitude)
        )
        return latitude, longitude, altitude


@cache
def ring(route: Route) -> Ring:
    """The round of that name, its corners rounded off."""
    corners = np.array([*_CORNERS[route], _CORNERS[route][0]])
    distance = _distance_along(corners[:, 0], corners[:, 1])
    steps = np.linspace(0.0, distance[-1], int(distance[-1] / SPACING), endpoint=False)
    columns = [_rounded(np.interp(steps, distance, column), distance[-1]) for column in corners.T]
    latitude, longitude, altitude = (np.append(column, column[0]) for column in columns)
    return Ring(_distance_along(latitude, longitude), latitude, longitude, altitude)


def _rounded(column: FloatArray, length: float) -> FloatArray:
    waves = np.fft.rfftfreq(column.size, length / column.size)
    smooth: FloatArray = np.fft.irfft(
        np.fft.rfft(column) * np.exp(-0.5 * (2.0 * np.pi * ROUNDING * waves) ** 2), column.size
    )
    return smooth


def _distance_along(latitude: FloatArray, longitude: FloatArray) -> FloatArray:
    east = np.diff(longitude) * np.cos(np.radians(latitude[:-1]))
    return np.append(0.0, np.cumsum(np.hypot(np.diff(latitude), east) * METRES_PER_DEGREE))


_CORNERS: Mapping[Route, tuple[tuple[float, float, float], ...]] = MappingProxyType(
    {
        Route.ALSTER: (
            (53.5568, 10.0000, 7.0),
            (53.5580, 9.9975, 6.0),
            (53.5625, 9.9967, 5.0),
            (53.5669, 9.9990, 6.0),
            (53.5715, 9.9998, 5.0),
            (53.5752, 9.9990, 5.0),
            (53.5786, 9.9993, 9.0),
            (53.5790, 10.0080, 7.0),
            (53.5783, 10.0130, 8.0),
            (53.5735, 10.0168, 6.0),
            (53.5700, 10.0150, 5.0),
            (53.5658, 10.0160, 6.0),
            (53.5625, 10.0110, 6.0),
            (53.5585, 10.0055, 8.0),
            (53.5570, 10.0030, 8.0),
        ),
        Route.STADTPARK: (
            (53.5925, 10.0110, 14.0),
            (53.5950, 10.0080, 17.0),
            (53.5990, 10.0130, 22.0),
            (53.6005, 10.0230, 19.0),
            (53.5985, 10.0330, 14.0),
            (53.5945, 10.0330, 11.0),
            (53.5915, 10.0240, 10.0),
        ),
        Route.ELBE: (
            (53.5456, 9.9690, 7.0),
            (53.5446, 9.9510, 5.0),
            (53.5440, 9.9270, 5.0),
            (53.5440, 9.9080, 6.0),
            (53.5455, 9.8880, 6.0),
            (53.5475, 9.8620, 5.0),
            (53.5535, 9.8370, 5.0),
            (53.5555, 9.8240, 7.0),
            (53.5560, 9.8090, 6.0),
            (53.5600, 9.7880, 6.0),
            (53.5645, 9.7520, 8.0),
            (53.5690, 9.7570, 38.0),
            (53.5650, 9.7780, 62.0),
            (53.5640, 9.8140, 42.0),
            (53.5570, 9.8330, 34.0),
            (53.5530, 9.8460, 30.0),
            (53.5500, 9.8650, 16.0),
            (53.5520, 9.8700, 18.0),
            (53.5500, 9.8920, 32.0),
            (53.5475, 9.9090, 33.0),
            (53.5455, 9.9350, 30.0),
            (53.5465, 9.9440, 28.0),
            (53.5480, 9.9600, 22.0),
        ),
        Route.BLANKENESE: (
            (53.5562, 9.8080, 6.0),
            (53.5590, 9.8060, 32.0),
            (53.5605, 9.8010, 52.0),
            (53.5598, 9.7950, 28.0),
            (53.5625, 9.7920, 48.0),
            (53.5650, 9.7850, 66.0),
            (53.5640, 9.7760, 55.0),
            (53.5620, 9.7700, 24.0),
            (53.5600, 9.7740, 8.0),
            (53.5590, 9.7860, 7.0),
            (53.5570, 9.7960, 6.0),
        ),
    }
)
