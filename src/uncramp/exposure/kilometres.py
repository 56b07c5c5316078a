"""What a run asks kilometre by kilometre: of a past one from its records, of one to come from its pace plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Self

import numpy as np

from uncramp.domain.course import Course
from uncramp.domain.plan import PacePlan
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray
from uncramp.domain.weather import Provenance
from uncramp.exposure.air import Warmth
from uncramp.exposure.covariates import VERSION
from uncramp.exposure.terrain import Terrain
from uncramp.exposure.track import Track
from uncramp.exposure.within.bins import bins_of, course_of
from uncramp.exposure.within.effort_zones import d_prime_shares
from uncramp.exposure.within.run import Ability
from uncramp.physiology.d_prime import d_prime_balance_Skiba_2015
from uncramp.physiology.elevation import WATCH_THRESHOLD, trusted_profile
from uncramp.physiology.energy_cost import grade_adjusted_speed_softened

SHORTEST_PIECE = 10.0
"""What is left at the end and shorter than this, m, is no piece."""
NEEDS: Mapping[str, Sentence] = MappingProxyType({
    "grade": say("no altitudes that can be trusted"),
    "ascent": say("no altitudes that can be trusted"),
    "descent": say("no altitudes that can be trusted"),
    "adjusted_speed": say("no altitudes that can be trusted"),
    "heart_rate": say("no heart rate was recorded"),
    "cadence": say("no cadence was recorded"),
    "ability_share": say("no effort over 5 km of the last 16 weeks tells what you can do"),
    "critical_speed_share": say("your critical speed is not known: it takes hard efforts of 2 to 30 minutes"),
    "d_prime_share": say("your critical speed is not known: it takes hard efforts of 2 to 30 minutes"),
    "wbgt": say("nobody told the weather"),
})  # fmt: skip
"""What it takes for a column to be told."""


@dataclass(frozen=True, eq=False)
class Kilometres:
    """One value a kilometre (or mile, or the piece that is left at the end) in each column of shape (k,).

    Parameters
    ----------
    distance
        Way at its end, m.
    elapsed_time
        At its end, s.
    speed
        m/s, pauses included.
    grade
        Mean rise over way, 1.
    ascent, descent
        Up and down within it, m.
    adjusted_speed
        Speed on the flat with the same effort, m/s.
    heart_rate
        bpm.
    cadence
        1/min.
    ability_share
        Effort over the mean speed of the predicted finish time, 1.
    critical_speed_share
        Effort over critical speed, 1.
    d_prime_share
        What is left of D' at its end, as a share of it; below 0 the estimate of either was too low.
    wbgt
        In its middle, °C.
    provenance
        Where the known columns come from.
    unknown
        What it takes for the other columns to be told; they are NaN throughout.
    version
        Of the code that made them.
    """

    distance: FloatArray
    elapsed_time: FloatArray
    speed: FloatArray
    grade: FloatArray
    ascent: FloatArray
    descent: FloatArray
    adjusted_speed: FloatArray
    heart_rate: FloatArray
    cadence: FloatArray
    ability_share: FloatArray
    critical_speed_share: FloatArray
    d_prime_share: FloatArray
    wbgt: FloatArray
    provenance: Mapping[str, Provenance]
    unknown: Mapping[str, Sentence]
    version: int = VERSION

    @classmethod
    def of_columns(cls, columns: Mapping[str, Any], provenance: Provenance, assumed: frozenset[str]) -> Self:
        """Say of each column where it comes from, or what it lacks.

        Parameters
        ----------
        columns
            By the names above, shape (k,).
        assumed
            Names of those that rest on more than the recording or the plan.
        """
        known = {name for name, column in columns.items() if np.isfinite(column).any()}
        return cls(
            **columns,
            provenance=MappingProxyType(
                {name: Provenance.ASSUMED if name in assumed else provenance for name in columns if name in known}
            ),
            unknown=MappingProxyType({name: NEEDS[name] for name in columns if name not in known and name in NEEDS}),
        )


OF_MODELS = frozenset({"adjusted_speed", "ability_share", "critical_speed_share", "d_prime_share", "wbgt"})
"""Columns that a model made of the recording or the plan."""


def kilometres_of_track(
    track: Track, terrain: Terrain, ability: Ability, warmth: Warmth | None = None, length: float = 1000.0
) -> Kilometres:
    """What a recorded run asked; without a recorded distance there is no kilometre.

    Parameters
    ----------
    ability
        Critical speed (m/s), D' (m) and predicted finish time (s), as far as they are known.
    length
        Of a piece, m.
    """
    known = np.isfinite(track.distance)
    way, time = track.distance[known], track.elapsed_time[known]
    ends = _ends(float(way[-1]) if way.size else 0.0, length)
    marks = np.append(time[0], np.interp(ends, way, time)) if way.size else np.zeros(1)

    def mean(column: FloatArray) -> FloatArray:
        return _means(track.elapsed_time, track.weight, column, marks)

    ascent, descent = _climbed(track.elapsed_time, terrain.altitude, marks)
    columns = {
        "distance": ends,
        "elapsed_time": marks[1:],
        "speed": np.diff(ends, prepend=0.0) / np.diff(marks),
        "grade": mean(terrain.grade),
        "ascent": ascent,
        "descent": descent,
        "adjusted_speed": mean(terrain.adjusted_speed),
        "heart_rate": mean(track.streams.heart_rate),
        "cadence": mean(track.streams.cadence),
        **_against_ability(ends, mean(terrain.effort), ability),
        "d_prime_share": _d_prime_left(track, terrain, ability, marks[1:]),
        "wbgt": _warmth(warmth, marks),
    }
    return Kilometres.of_columns(columns, Provenance.WATCH, OF_MODELS)


def kilometres_of_plan(
    pace: PacePlan, course: Course | None, ability: Ability, warmth: Warmth | None = None
) -> Kilometres:
    """What a planned run will ask, by its splits; heart rate (bpm) and cadence (1/min) nobody can know."""
    ends = np.array([split.end for split in pace.splits])
    marks = np.cumsum([0.0, *(split.duration for split in pace.splits)])
    lengths = np.diff(ends, prepend=0.0)
    speed, unknown = lengths / np.diff(marks), np.full(ends.shape, np.nan)
    grade, ascent, descent = (unknown,) * 3 if course is None else _ground_of(course, ends)
    adjusted = grade_adjusted_speed_softened(speed, grade)
    effort = np.where(np.isfinite(adjusted), adjusted, speed)
    columns = {
        "distance": ends,
        "elapsed_time": marks[1:],
        "speed": speed,
        "grade": grade,
        "ascent": ascent,
        "descent": descent,
        "adjusted_speed": adjusted,
        "heart_rate": unknown,
        "cadence": unknown,
        **_against_ability(ends, effort, ability),
        "d_prime_share": unknown
        if ability.critical_speed is None or ability.d_prime is None
        else d_prime_balance_Skiba_2015(effort, ability.critical_speed, ability.d_prime, np.diff(marks))
        / ability.d_prime,
        "wbgt": _warmth(warmth, marks),
    }
    return Kilometres.of_columns(columns, Provenance.PLANNED, OF_MODELS)


def _ends(way: float, length: float) -> FloatArray:
    """Whole pieces, and what is left if it is worth one."""
    whole: FloatArray = length * np.arange(1.0, way // length + 1.0)
    return np.append(whole, way) if way - length * whole.size > SHORTEST_PIECE else whole


def _sums(time: FloatArray, amounts: FloatArray, marks: FloatArray) -> FloatArray:
    """Sums of amounts between marks (s)."""
    sums: FloatArray = np.diff(np.interp(marks, time, np.cumsum(amounts)))
    return sums


def _means(time: FloatArray, weight: FloatArray, column: FloatArray, marks: FloatArray) -> FloatArray:
    """Time-weighted means of what is known of a column between marks (s); NaN where nothing is."""
    known, unknown = np.isfinite(column), np.full(marks.size - 1, np.nan)
    if not known.any():
        return unknown
    weighed = np.where(known, weight, 0.0)
    seconds = _sums(time, weighed, marks)
    sums = _sums(time, np.where(known, column, 0.0) * weighed, marks)
    means: FloatArray = np.divide(sums, seconds, out=unknown, where=seconds > 0.0)
    return means


def _climbed(time: FloatArray, altitude: FloatArray, marks: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Metres up and metres down between marks (s); NaN where no altitude is known."""
    steps = np.diff(altitude, prepend=np.nan)
    known = np.isfinite(steps)
    if not known.any():
        return (np.full(marks.size - 1, np.nan),) * 2
    steps, told = np.where(known, steps, 0.0), _sums(time, known.astype(np.float64), marks) > 0.0
    up, down = (_sums(time, np.maximum(each, 0.0), marks) for each in (steps, -steps))
    return np.where(told, up, np.nan), np.where(told, down, np.nan)


def _against_ability(ends: FloatArray, effort: FloatArray, ability: Ability) -> dict[str, FloatArray]:
    unknown = np.full(ends.shape, np.nan)
    return {
        "ability_share": unknown
        if ability.finish_time is None or not ends.size
        else effort * ability.finish_time / ends[-1],
        "critical_speed_share": unknown if ability.critical_speed is None else effort / ability.critical_speed,
    }


def _d_prime_left(track: Track, terrain: Terrain, ability: Ability, ends: FloatArray) -> FloatArray:
    """Share of D' that is left at moments (s): by tens of seconds, for a mean over a kilometre hides its sprints."""
    course = course_of(track, terrain.effort)
    bins = bins_of(course)
    shares = d_prime_shares(bins, ability.critical_speed, ability.d_prime)
    if not shares.size:
        return np.full(ends.shape, np.nan)
    return np.interp(np.interp(ends, track.elapsed_time, course.time), bins.moments[1:], shares)


def _ground_of(course: Course, ends: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Mean grade, ascent and descent between the ends, the course stretched to the last of them."""
    way = (course.distance - course.distance[0]) * (ends[-1] / (course.distance[-1] - course.distance[0]))
    altitude = trusted_profile(way, course.altitude, WATCH_THRESHOLD)[0].altitude
    edges, steps = np.insert(ends, 0, 0.0), np.diff(altitude, prepend=altitude[:1])
    up, down = (np.diff(np.interp(edges, way, np.cumsum(np.maximum(each, 0.0)))) for each in (steps, -steps))
    return np.diff(np.interp(edges, way, altitude)) / np.diff(edges), up, down


def _warmth(warmth: Warmth | None, marks: FloatArray) -> FloatArray:
    middle = (marks[1:] + marks[:-1]) / 2.0
    return np.full(middle.shape, np.nan) if warmth is None else warmth.at(middle)
