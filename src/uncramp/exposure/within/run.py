"""All that is told of what happened within one run."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from uncramp.domain.streams import FloatArray
from uncramp.exposure.track import Track
from uncramp.exposure.within.bins import NAN, Bins, bins_of, course_of
from uncramp.exposure.within.drift import HeartDrift, gait_drift, heart_drift_of
from uncramp.exposure.within.durability import Durability, durability_of
from uncramp.exposure.within.edges import Ending, beginning_of, ending_of
from uncramp.exposure.within.effort_zones import d_prime_shares, effort_zones_of
from uncramp.exposure.within.pacing import Pacing, pacing_of
from uncramp.exposure.within.stops import Stops, stops_of

FEWEST = 2
"""One record alone is no run."""
GAIT = ("cadence", "stance_time", "step_length", "vertical_oscillation")


@dataclass(frozen=True, slots=True)
class Ability:
    """What the runner can do, as far as it is known.

    Parameters
    ----------
    critical_speed
        m/s.
    d_prime
        D': way that can be run above critical speed, m.
    finish_time
        Time predicted for the way of the run, s.
    """

    critical_speed: float | None = None
    d_prime: float | None = None
    finish_time: float | None = None


@dataclass(frozen=True, slots=True)
class WithinRun:
    """What happened within one run; None is "cannot be told".

    Efforts are grade-adjusted speeds where there are such, else speeds along the ground. Recorded time is timer time
    without the gaps in which nothing was recorded. All is descriptive: none of it was shown to foretell a cramp.

    Parameters
    ----------
    recorded_time, recorded_way
        s and m.
    warm_up_speed_ratio, warm_up_adjusted_ratio, warm_up_heart_rate_ratio
        Mean in the first 10 min over that of the rest, 1.
    easy_beginning
        Recorded time until 90 % of the typical effort was first held, s.
    easy_end
        Length of the last stretch below 90 % of the typical effort, s.
    easy_end_ratio
        Mean effort of that stretch over the typical one, 1.
    end_speed_ratio
        Mean effort of the last 2 min in motion over the typical one, 1.
    dead_stop
        Whether the easy end was shorter than a minute.
    first_to_last_mile, first_to_last_mile_adjusted
        Mean speed of the first mile over that of the last, 1; above 1 is a fast start.
    first_to_second_half, first_to_second_half_adjusted
        Mean speed over the first half of the way over that of the second, 1.
    first_half_to_ability
        Mean speed over the first half of the way over that of the predicted finish time, 1.
    above_critical_speed
        Time above critical speed, s.
    share_above_critical_speed
        Share of the time with a known effort, 1.
    critical_speed_shares
        Share of that time below 80, 88, 94, 100, 110 % of critical speed and above, 1; empty without one.
    lowest_d_prime_share
        Least balance of D' over D', 1.
    steady_share
        Share of the time after the first 10 min with an effort over a minute within 10 % of the median, 1.
    heart_rate_slope
        Rise of the heart rate at equal effort over the steady time after the first 10 min, bpm/h.
    heart_rate_drift
        Heart rate of the second half of that time over that of the first at equal effort, 1.
    aerobic_decoupling
        Loss of effort per heartbeat from the first half to the second after the first 10 min, share, where half of
        that time was steady.
    marathon_decoupling
        Internal-to-external workload at 35 to 40 km over that at 5 to 10 km, 1.
    decoupling_onset, decoupling_onset_time, decoupling_onset_work
        Where that of a kilometre rose above 1.025 for 3 km, m, s, J/kg.
    decoupling_watched
        Way up to which an onset could have been found, m: if there is none, it had not come by then.
    late_effort_ratio
        Best effort over 5 min in the last third over that in the first, 1.
    cadence_drift, stance_time_drift, step_length_drift, vertical_oscillation_drift
        Change at like speed from the second fifth to the last, share.
    stop_count, stop_time, longest_stop
        Standing or paused for 10 s at least: how often, together and at the most, s of the clock.
    standing_count, standing_time, longest_standing
        The same with the timer running, s.
    pause_count, pause_time, longest_pause
        The same with the timer stopped or nothing recorded, s.
    walk_count, walk_time, longest_walk
        Walk breaks of 20 s at least, s.
    """

    recorded_time: float | None = None
    recorded_way: float | None = None
    warm_up_speed_ratio: float | None = None
    warm_up_adjusted_ratio: float | None = None
    warm_up_heart_rate_ratio: float | None = None
    easy_beginning: float | None = None
    easy_end: float | None = None
    easy_end_ratio: float | None = None
    end_speed_ratio: float | None = None
    dead_stop: bool | None = None
    first_to_last_mile: float | None = None
    first_to_last_mile_adjusted: float | None = None
    first_to_second_half: float | None = None
    first_to_second_half_adjusted: float | None = None
    first_half_to_ability: float | None = None
    above_critical_speed: float | None = None
    share_above_critical_speed: float | None = None
    critical_speed_shares: tuple[float, ...] = ()
    lowest_d_prime_share: float | None = None
    steady_share: float | None = None
    heart_rate_slope: float | None = None
    heart_rate_drift: float | None = None
    aerobic_decoupling: float | None = None
    marathon_decoupling: float | None = None
    decoupling_onset: float | None = None
    decoupling_onset_time: float | None = None
    decoupling_onset_work: float | None = None
    decoupling_watched: float | None = None
    late_effort_ratio: float | None = None
    cadence_drift: float | None = None
    stance_time_drift: float | None = None
    step_length_drift: float | None = None
    vertical_oscillation_drift: float | None = None
    stop_count: int | None = None
    stop_time: float | None = None
    longest_stop: float | None = None
    standing_count: int | None = None
    standing_time: float | None = None
    longest_standing: float | None = None
    pause_count: int | None = None
    pause_time: float | None = None
    longest_pause: float | None = None
    walk_count: int | None = None
    walk_time: float | None = None
    longest_walk: float | None = None


def within_run(
    track: Track,
    ability: Ability | None = None,
    effort: FloatArray | None = None,
) -> WithinRun:
    """What happened within a run; no track whatever makes it fail.

    Parameters
    ----------
    track
        Of one run, from :func:`uncramp.exposure.track.track_of`.
    ability
        Critical speed (m/s), D' (m) and predicted finish time (s), as far as they are known.
    effort
        Of each record as speed on the flat, m/s, shape (n,), or None where nothing of the ground is known.
    """
    if len(track) < FEWEST:
        return WithinRun()
    able = ability or Ability()
    course = course_of(track, effort)
    bins = bins_of(course)
    spells = _spells(stops_of(track, course))
    if not len(bins):
        return WithinRun(**spells)
    zones, ending = effort_zones_of(bins, able.critical_speed), ending_of(bins)
    numbers = {
        "recorded_time": course.duration,
        "recorded_way": NAN if course.speed.is_empty else course.way,
        **_paced(bins, ending, pacing_of(course, able.finish_time)),
        "above_critical_speed": zones.above_critical_speed,
        "share_above_critical_speed": zones.share_above_critical_speed,
        "lowest_d_prime_share": float(d_prime_shares(bins, able.critical_speed, able.d_prime).min()),
        **_drifted(heart_drift_of(course, bins), durability_of(course, bins)),
        **{f"{name}_drift": change for name, change in gait_drift(track, course, bins, GAIT).items()},
    }
    known: dict[str, Any] = {name: float(value) for name, value in numbers.items() if isfinite(value)}
    return WithinRun(critical_speed_shares=zones.shares, dead_stop=ending.is_dead_stop, **spells, **known)


def _spells(stops: Stops) -> dict[str, Any]:
    """Fields of stops and walk breaks; those that cannot be told are left out."""
    kinds = {"stop": stops.stops, "standing": stops.standing, "pause": stops.pauses, "walk": stops.walks}
    told: dict[str, Any] = {}
    for name, found in kinds.items():
        if found is not None:
            told |= {f"{name}_count": found.count, f"{name}_time": found.total, f"longest_{name}": found.longest}
    return told


def _paced(bins: Bins, ending: Ending, pacing: Pacing) -> dict[str, float]:
    beginning = beginning_of(bins)
    return {
        "warm_up_speed_ratio": beginning.speed_ratio,
        "warm_up_adjusted_ratio": beginning.adjusted_ratio,
        "warm_up_heart_rate_ratio": beginning.heart_rate_ratio,
        "easy_beginning": beginning.easy,
        "easy_end": ending.easy,
        "easy_end_ratio": ending.easy_ratio,
        "end_speed_ratio": ending.speed_ratio,
        "first_to_last_mile": pacing.first_to_last_mile,
        "first_to_last_mile_adjusted": pacing.first_to_last_mile_adjusted,
        "first_to_second_half": pacing.first_to_second_half,
        "first_to_second_half_adjusted": pacing.first_to_second_half_adjusted,
        "first_half_to_ability": pacing.first_half_to_ability,
    }


def _drifted(drift: HeartDrift, durability: Durability) -> dict[str, float]:
    return {
        "steady_share": drift.steady_share,
        "heart_rate_slope": drift.slope,
        "heart_rate_drift": drift.ratio,
        "aerobic_decoupling": drift.decoupling,
        "marathon_decoupling": drift.marathon_decoupling,
        "decoupling_onset": durability.onset_distance,
        "decoupling_onset_time": durability.onset_time,
        "decoupling_onset_work": durability.onset_work,
        "decoupling_watched": durability.watched,
        "late_effort_ratio": durability.late_effort_ratio,
    }
