"""Runs made by hand, so many days before one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from uncramp.domain.outline import Outline, Sport
from uncramp.exposure.features import VERSION, Effort, RunFeatures

NOW = datetime(2030, 6, 30, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Run:
    """Fulfils the protocol ``PastRun``."""

    outline: Outline
    features: RunFeatures
    said: Mapping[str, float | str] = field(default_factory=dict)


def run(  # noqa: PLR0913, PLR0917  # a run has this many sides
    days_ago: float,
    distance: float | None = 10_000.0,
    hours: float = 1.0,
    efforts: Mapping[float, float] | None = None,
    sport: Sport = Sport.RUNNING,
    descent: float | None = None,
    said: Mapping[str, float | str] | None = None,
) -> Run:
    """One run with these best efforts: m to s."""
    seconds = 3600.0 * hours
    outline = Outline(sport, NOW - timedelta(days=days_ago), seconds, seconds, distance=distance)
    best = tuple(Effort(way, time) for way, time in sorted((efforts or {}).items()))
    return Run(outline, RunFeatures(VERSION, efforts=best, descent=descent), said or {})
