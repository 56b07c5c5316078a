"""What the science needs to know of a run in the past."""

from collections.abc import Mapping
from typing import Protocol

from uncramp.domain.outline import Outline
from uncramp.exposure.features import RunFeatures


class PastRun(Protocol):
    """A run in the past: its outline, its features, and what was said of it."""

    @property
    def outline(self) -> Outline:
        """Sport, start, durations and distance."""

    @property
    def features(self) -> RunFeatures:
        """What is kept of its streams."""

    @property
    def said(self) -> Mapping[str, float | str]:
        """What files and their archives say of the whole: a rating, the weather."""
