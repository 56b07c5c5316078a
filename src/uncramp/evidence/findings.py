"""Findings and their sources, read from the data beside this module."""

import tomllib
from dataclasses import dataclass
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
    return {
        key: EvidenceFinding(id=key, topic=topic, **(row | {"grade": Grade(row["grade"])}))
        for topic in topics
        for key, row in read_data(f"findings/{topic}").items()
    }
