"""Runs to keep."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from uncramp.domain.activity import Finding
from uncramp.domain.outline import Outline, Sport
from uncramp.exposure.features import VERSION, Effort, RunFeatures
from uncramp.usecases.ports import Measurement, NewRun, Original, Reading

MORNING = datetime(2026, 5, 1, 6, tzinfo=UTC)
FEATURES = RunFeatures(
    VERSION, mean_heart_rate=151.5, split_times=(300.0, 301.25), efforts=(Effort(distance=1000.0, duration=298.0),)
)
TRAIL = Outline(
    sport=Sport.RUNNING,
    start=MORNING,
    elapsed_time=3600.0,
    timer_time=3500.0,
    sub_sport="trail",
    time_zone="Europe/Berlin",
    distance=10000.0,
)


def new_run(  # noqa: PLR0913  # fields of NewRun
    day: int = 0,
    position: int = 0,
    *,
    features: RunFeatures = FEATURES,
    richness: int = 0,
    said: Mapping[str, float | str] | None = None,
    is_clock_sure: bool = True,
    findings: tuple[Finding, ...] = (),
    **outline: Any,  # noqa: ANN401  # fields of Outline
) -> NewRun:
    """A run on the given day after the first, unlike any of another day, with parts of its outline changed."""
    changes: dict[str, Any] = {"start": MORNING + timedelta(days=day)} | outline
    return NewRun(position, replace(TRAIL, **changes), features, richness, said or {}, is_clock_sure, findings)


def reading(*runs: NewRun, measurements: tuple[Measurement, ...] = ()) -> Reading:
    """What a file with these in it gives."""
    return Reading(runs, measurements)


def file(name: str = "run.fit", content: bytes = b"\x00FIT\xff") -> Original:
    """An original."""
    return Original(name, content)


def large_file(day: int) -> tuple[Original, Reading]:
    """A file of some 200 kB that zlib cannot shrink, the same for the same day, with two runs."""
    content = Random(day).randbytes(200_000)  # noqa: S311  # no secret
    return Original(f"{day}.fit", content), reading(new_run(2 * day, 0), new_run(2 * day + 1, 1))
