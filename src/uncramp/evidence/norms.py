"""How others ran: slowing and pace of marathon fields, as facts about groups, read from ``data/norms``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from uncramp.domain.runner import Sex
from uncramp.evidence.findings import read_data

PERCENTILES = (10, 25, 50, 75, 90)
PROFILE_ENDS = (5e3, 10e3, 20e3, 21097.5, 25e3, 30e3, 35e3, 40e3, 42195.0)
"""Ends of the stretches of a pace profile, m."""


@dataclass(frozen=True, slots=True)
class FadeNorm:
    """How much slower a group ran from 30 to 40 km than from 5 to 20 km.

    Parameters
    ----------
    race, year, sex, band
        Of the group; the band is of finish times, such as "3:30-4:00".
    n
        Runners in the group.
    percentiles
        10th, 25th, 50th, 75th and 90th of the slowing, as a share of the early pace.
    much_slower
        Share of the group slower by 20 % or more.
    wbgt
        Of the race-day, °C, or None.
    """

    race: str
    year: int
    sex: Sex
    band: str
    n: int
    percentiles: tuple[float, ...]
    much_slower: float
    wbgt: float | None = None


@dataclass(frozen=True, slots=True)
class PaceProfile:
    """Median pace of a group over the stretches up to ``PROFILE_ENDS``, as ratios to each one's own mean."""

    race: str
    year: int
    sex: Sex
    band: str
    ratios: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SlowedShare:
    """Shares of women and of men whose second half was at least 20 % slower, by year or by class."""

    name: str
    women: float
    men: float


@cache
def fade_norms() -> tuple[FadeNorm, ...]:
    """Slowing of groups of 200 and more, by race-day, sex and finish time."""
    days = read_data("norms/fade")["day"]
    return tuple(
        FadeNorm(
            **_group(day, row), n=row["n"], percentiles=tuple(row["percentiles"]), much_slower=row["much_slower"],
            wbgt=day.get("wbgt"),
        )
        for day in days
        for row in day["group"]
    )  # fmt: skip


@cache
def pace_profiles() -> tuple[PaceProfile, ...]:
    """Pace over the race of groups, by race-day, sex and finish time."""
    days = read_data("norms/pace_profile")["day"]
    return tuple(PaceProfile(**_group(day, row), ratios=tuple(row["ratios"])) for day in days for row in day["group"])


@cache
def slowed_in_Berlin() -> tuple[SlowedShare, ...]:  # noqa: N802  # named after the city
    """The Berlin Marathon by year, 1999 to 2025 [Berlin2026]."""
    return _shares("year", "year")


@cache
def slowed_in_Berlin_by_class() -> tuple[SlowedShare, ...]:  # noqa: N802  # named after the city
    """The Berlin Marathon by class of finish time, fastest first [Berlin2026]."""
    return _shares("class", "name")


def _group(day: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    return {"race": day["race"], "year": day["year"], "sex": Sex(row["sex"]), "band": row["band"]}


def _shares(table: str, name: str) -> tuple[SlowedShare, ...]:
    return tuple(SlowedShare(str(row[name]), row["women"], row["men"]) for row in read_data("norms/berlin")[table])
