"""The way of a race: how far, how high."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.errors import invalid
from uncramp.domain.streams import FloatArray


@dataclass(frozen=True, eq=False)
class Course:
    """A profile of altitude over distance.

    Parameters
    ----------
    name
        As the runner calls it.
    distance
        Way from the start, m, shape (n,), increasing.
    altitude
        Height, m, shape (n,).
    """

    name: str
    distance: FloatArray
    altitude: FloatArray

    def __post_init__(self) -> None:
        """Refuse a profile without a way through it."""
        if self.distance.size < 2 or self.distance.shape != self.altitude.shape:  # noqa: PLR2004  # a line needs two
            raise invalid("The course {name} has no profile of distance and altitude.", name=self.name)
        known = np.isfinite(self.distance).all() and np.isfinite(self.altitude).all()
        if not known or (np.diff(self.distance) <= 0).any():
            raise invalid("The course {name} does not go forward at every point.", name=self.name)

    def grades(self, edges: FloatArray) -> FloatArray:
        """Mean grade between successive distances ``edges`` (m, shape (k+1,)), shape (k,).

        A course measured a little short or long is stretched to the last edge.
        """
        way = (self.distance - self.distance[0]) * (edges[-1] / (self.distance[-1] - self.distance[0]))
        grades: FloatArray = np.diff(np.interp(edges, way, self.altitude)) / np.diff(edges)
        return grades
