"""Findings and their sources, read from the data beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from uncramp.domain.grade import Grade


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was published."""

    key: str
    authors: str
    year: int
    journal: str
    doi: str | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers of one group of a study: n people, how many of them or which share, or the mean and spread of a measure.

    A measure is in the unit in which the finding's ``value`` tells it.
    """

    n: int | None = None
    count: int | None = None
    share: float | None = None
    mean: float | None = None
    sd: float | None = None


@dataclass(frozen=True, slots=True)
class FoundRatio:
    """A ratio of odds, risks, prevalences or hazards, with its 95 % interval where one was printed."""

    ratio: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class EvidenceFinding:
    """One result of one study, in our own words.

    Parameters
    ----------
    id, topic
        Stable name, and the file it stands in.
    estimate, low, high
        Point and 95 % interval where the result is one number, in ``units``.
    source
        Key into the bibliography.
    groups, ratios
        The numbers of ``value`` from which something is derived, by the names of the groups or of the samples.
    verified
        False where part of it rests on memory and not on the source.
    """

    id: str
    topic: str
    claim: str
    population: str
    design: str
    measure: str
    value: str
    units: str
    direction: str
    grade: Grade
    source: str
    n: int | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    groups: Mapping[str, Group] = field(default_factory=dict)
    ratios: Mapping[str, FoundRatio] = field(default_factory=dict)
    verified: bool = True
    note: str = ""


def read_data(name: str) -> dict[str, Any]:
    """One TOML file of the evidence data by its name without the ending."""
    return tomllib.loads(files("uncramp.evidence").joinpath("data", f"{name}.toml").read_text("utf-8"))


@cache
def bibliography() -> dict[str, Source]:
    """All sources by key."""
    return {key: Source(key=key, **row) for key, row in read_data("bibliography").items()}


@cache
def findings() -> dict[str, EvidenceFinding]:
    """All findings by id."""
    folder = files("uncramp.evidence").joinpath("data", "findings")
    topics = sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))
    return {key: _finding(key, topic, row) for topic in topics for key, row in read_data(f"findings/{topic}").items()}


def _finding(key: str, topic: str, row: dict[str, Any]) -> EvidenceFinding:
    numbers = {
        "groups": {name: Group(**group) for name, group in row.get("groups", {}).items()},
        "ratios": {name: FoundRatio(**ratio) for name, ratio in row.get("ratios", {}).items()},
    }
    return EvidenceFinding(id=key, topic=topic, **(row | numbers | {"grade": Grade(row["grade"])}))
