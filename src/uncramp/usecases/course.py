"""A course from a run that somebody recorded on it."""

import numpy as np

from uncramp.domain.activity import Activity
from uncramp.domain.course import Course


def course_of(name: str, activity: Activity) -> Course:
    """Profile of altitude over distance (m) of a recorded run.

    Raises
    ------
    InvalidValueError
        If distance or altitude were not recorded.
    """
    streams = activity.streams
    known = np.isfinite(streams.distance) & np.isfinite(streams.altitude)
    distance, first = np.unique(streams.distance[known], return_index=True)
    return Course(name, distance, streams.altitude[known][first])
