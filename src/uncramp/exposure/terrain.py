"""The ground under a run: grades, climb, and the speed on the flat with the same effort."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.exposure.track import Track
from uncramp.physiology.elevation import WATCH_THRESHOLD, Climb, trusted_profile
from uncramp.physiology.energy_cost import grade_adjusted_speed_softened


@dataclass(frozen=True, eq=False)
class Terrain:
    """What the altitudes of a run say; NaN where there are none, or noise for the most part.

    Parameters
    ----------
    climb
        Ascent and descent, m.
    altitude
        Averaged over the way, m, shape (n,).
    grade
        Rise over horizontal way, 1, shape (n,).
    adjusted_speed
        Speed on the flat with the same effort, m/s, shape (n,).
    effort
        The same, and the speed along the ground where the ground is unknown, m/s, shape (n,).
    """

    climb: Climb
    altitude: FloatArray
    grade: FloatArray
    adjusted_speed: FloatArray
    effort: FloatArray

    @property
    def is_known(self) -> bool:
        """Whether the altitudes tell of the ground at all."""
        return not np.isnan(self.climb.ascent)


def terrain_of(track: Track) -> Terrain:
    """Read the ground off a track: climb in m, grades, adjusted speeds in m/s."""
    profile, climb = trusted_profile(track.distance, track.streams.altitude, WATCH_THRESHOLD)
    adjusted = grade_adjusted_speed_softened(track.speed, profile.grade)
    effort = np.where(np.isfinite(adjusted), adjusted, track.speed)
    return Terrain(climb, profile.altitude, profile.grade, adjusted, effort)
