"""What a watch would have recorded of a session."""

from datetime import UTC

import numpy as np

from uncramp.cli.demo.routes import METRES_PER_DEGREE, TIME_ZONE, ring
from uncramp.cli.demo.training import EASY, RACES, Kind, Session
from uncramp.domain.activity import Activity, Device, Lap, Pause
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import FloatArray, Streams

STEP = 2.0  # m, along the way
RESTING_HEART_RATE, MAXIMAL_HEART_RATE = 50.0, 186.0
SPEED_AT_MAXIMUM = 4.35  # m/s
STANDING_DEMAND = 0.5  # share of the heart-rate reserve in a rest of a minute or two amid a run
PLATEAU = 5.0  # bpm below the maximum at which the heart rate bends
LAG, WARMING, COOLING = 35.0, 900.0, 420.0  # s: of the heart, the body, the watch
WATCH_ABOVE_AIR, WATCH_INDOORS = 4.0, 27.0  # °C
CLIMB_EVERY = 30  # s; shorter ups and downs are noise
CALORIES = 1.0  # kcal/kg/km, as watches count
WATCH = Device("development", "Uncramp sample")


def record(session: Session, mass: float, rng: np.random.Generator) -> Activity:
    """The activity of a session, one record a second of timer time.

    Parameters
    ----------
    session
        What was run.
    mass
        Body mass, kg.
    rng
        Source of all that varies.
    """
    origin, heading = rng.uniform(0.0, 1.0), rng.choice([-1.0, 1.0])
    time, way = _track(session, rng, origin, heading)
    timer = np.arange(int(time[-1]) + 1, dtype=np.float64)
    distance = np.interp(timer, time, way)
    speed = np.clip(_smooth(np.gradient(distance), 5) + _wander(rng, timer.size, 4, 0.03), 0.0, None)
    place = _place(session, rng, distance, origin, heading)
    elapsed, pauses = _with_stops(session, timer, distance)
    streams = Streams.of(
        elapsed,
        None,
        distance=distance,
        speed=speed,
        heart_rate=_heart_rate(session, rng, distance, speed, place.get("altitude")),
        temperature=_watch_temperature(session.air_temperature, timer),
        **place,
        **_running_dynamics(speed, rng),
    )
    details = {"total_calories": float(round(mass * CALORIES * distance[-1] / 1000.0))}
    if "altitude" in place:
        climb = np.diff(place["altitude"][::CLIMB_EVERY])
        details |= {"total_ascent": float(climb.clip(0.0).sum()), "total_descent": float(-climb.clip(None, 0.0).sum())}
    outline = Outline(
        Sport.RUNNING,
        session.start.astimezone(UTC),
        elapsed_time=float(elapsed[-1]),
        timer_time=float(timer[-1]),
        sub_sport="treadmill" if session.workout.route is None else None,
        time_zone=TIME_ZONE,
        distance=float(distance[-1]),
    )
    return Activity(outline, streams, _laps(session, elapsed, distance), pauses, WATCH, details=details)


def _wander(rng: np.random.Generator, size: int, every: int, spread: float) -> FloatArray:
    """Noise that changes direction each so many samples."""
    knots = rng.normal(0.0, spread, size // every + 2)
    return np.interp(np.arange(size) / every, np.arange(knots.size), knots)


def _smooth(column: FloatArray, width: int) -> FloatArray:
    half = width // 2
    return np.convolve(np.pad(column, half, mode="edge"), np.full(width, 1.0 / width), "valid")


def _altitude(session: Session, way: FloatArray, origin: float, heading: float) -> FloatArray:
    if session.workout.route is None:
        return np.zeros_like(way)
    around = ring(session.workout.route)
    return around.at(origin * around.length + heading * way)[2]


def _hill_factor(altitude: FloatArray, way: FloatArray) -> FloatArray:
    """How much harder a speed is on the slope than on the flat."""
    slope = np.gradient(altitude) / np.maximum(np.gradient(way), 0.1)
    factor: FloatArray = np.exp(np.where(slope > 0.0, 3.5, 1.8) * np.clip(slope, -0.2, 0.2))
    return factor


def _track(session: Session, rng: np.random.Generator, origin: float, heading: float) -> tuple[FloatArray, FloatArray]:
    """Timer time (s) at each of many points of the way (m)."""
    way = np.linspace(0.0, session.distance, round(session.distance / STEP) + 1)
    ends = np.cumsum([segment.length for segment in session.workout.segments])
    speeds = np.array([segment.speed for segment in session.workout.segments])
    middle = (way[1:] + way[:-1]) / 2.0
    pace = 1.0 / (speeds[np.searchsorted(ends[:-1], middle)] * session.fitness)
    pace *= 1.0 + _wander(rng, pace.size, 20, 0.02) + _wander(rng, pace.size, 200, 0.015)
    pace *= np.sqrt(_hill_factor(_altitude(session, middle, origin, heading), middle))
    if session.workout.kind not in RACES:
        pace *= 1.0 + 0.08 * np.exp(-middle / 500.0)
    time = np.append(0.0, np.cumsum(_smooth(pace, 7)))
    return time * (session.timer_time / time[-1]), way


def _place(
    session: Session, rng: np.random.Generator, distance: FloatArray, origin: float, heading: float
) -> dict[str, FloatArray]:
    if session.workout.route is None:
        return {}
    around = ring(session.workout.route)
    latitude, longitude, altitude = around.at(origin * around.length + heading * distance)
    north, east = (_smooth(_wander(rng, distance.size, 20, 2.0), 9) / METRES_PER_DEGREE for _ in range(2))
    return {
        "latitude": latitude + north,
        "longitude": longitude + east / np.cos(np.radians(latitude)),
        "altitude": altitude + _wander(rng, distance.size, 900, 1.5) + _wander(rng, distance.size, 8, 0.2),
    }


def _heart_rate(
    session: Session, rng: np.random.Generator, distance: FloatArray, speed: FloatArray, altitude: FloatArray | None
) -> FloatArray:
    timer = np.arange(distance.size)
    hills = 1.0 if altitude is None else _hill_factor(_smooth(altitude, 31), distance)
    demand = np.maximum(speed * hills / (SPEED_AT_MAXIMUM * session.fitness), STANDING_DEMAND)
    steady = RESTING_HEART_RATE + (MAXIMAL_HEART_RATE - RESTING_HEART_RATE) * demand
    steady += 0.05 * timer / 60.0
    steady += 0.5 * max(session.air_temperature - 15.0, 0.0) * (1.0 - np.exp(-timer / WARMING))
    steady = -PLATEAU * np.logaddexp(-steady / PLATEAU, -MAXIMAL_HEART_RATE / PLATEAU)
    kernel = np.exp(-np.arange(5 * LAG) / LAG)
    before = np.full(kernel.size - 1, 85.0)  # standing at the start
    heart_rate = np.convolve(np.concatenate([before, steady]), kernel / kernel.sum(), "valid")
    heart_rate += _wander(rng, timer.size, 15, 1.2)
    if session.strap_dies:
        heart_rate[timer.size // 2 :] = np.nan
    return heart_rate


def _running_dynamics(speed: FloatArray, rng: np.random.Generator) -> dict[str, FloatArray]:
    running = speed > 1.9  # noqa: PLR2004  # m/s; slower is a walk
    cadence = np.where(running, 82.5 + 5.5 * (speed - EASY), 34.0 * speed) + _wander(rng, speed.size, 6, 0.6)
    cadence = np.clip(cadence, 0.0, 130.0)
    stance = 0.262 - 0.04 * (speed - EASY) + _wander(rng, speed.size, 10, 0.003)
    rise = 0.086 - 0.004 * (speed - EASY) + _wander(rng, speed.size, 10, 0.002)
    step = 60.0 * speed / np.where(running, 2.0 * cadence, np.nan)
    return {
        "cadence": cadence,
        "stance_time": np.where(running, stance, np.nan),
        "vertical_oscillation": np.where(running, rise, np.nan),
        "step_length": step,
    }


def _watch_temperature(air: float, timer: FloatArray) -> FloatArray:
    worn = air + WATCH_ABOVE_AIR
    temperature: FloatArray = worn + (max(WATCH_INDOORS, worn) - worn) * np.exp(-timer / COOLING)
    return temperature


def _with_stops(session: Session, timer: FloatArray, distance: FloatArray) -> tuple[FloatArray, tuple[Pause, ...]]:
    """Elapsed time of every record, and the stretches with the timer stopped."""
    elapsed, pauses = timer.copy(), []
    for stop in session.stops:
        last = int(np.searchsorted(distance, stop.distance))
        pauses.append(Pause(float(elapsed[last]), float(elapsed[last] + stop.duration)))
        elapsed[last + 1 :] += stop.duration
    return elapsed, tuple(pauses)


def _laps(session: Session, elapsed: FloatArray, distance: FloatArray) -> tuple[Lap, ...]:
    """One lap a kilometre; in intervals the lap key is pressed at every change."""
    by_hand = session.workout.kind is Kind.INTERVALS
    if by_hand:
        marks = np.cumsum([segment.length for segment in session.workout.segments])[:-1]
    else:
        marks = np.arange(1000.0, distance[-1] - 10.0, 1000.0)
    ends = [*np.searchsorted(distance, marks).tolist(), distance.size - 1]
    triggers = ["manual" if by_hand else "distance"] * marks.size + ["session_end"]
    return tuple(
        Lap(float(elapsed[start]), float(elapsed[end]), float(distance[end] - distance[start]), trigger)
        for start, end, trigger in zip([0, *ends], ends, triggers, strict=False)
    )
