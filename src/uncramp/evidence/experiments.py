"""What a runner may test on himself, read from ``data/experiments.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import cattrs

from uncramp.domain.experiment import Question, Rules
from uncramp.domain.grade import Grade
from uncramp.domain.runner import Condition
from uncramp.evidence.findings import read_data
from uncramp.evidence.priors import Judged


@dataclass(frozen=True, slots=True)
class Found:
    """In what share of experiments a halved hazard is found, where a cramp has this chance without what is tested."""

    chance: float
    share: float


@dataclass(frozen=True, slots=True)
class Measured:
    """How experiments by the rules end: the largest share that says something of nothing, and what is found."""

    wrong: float
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Testable(Judged):
    """One question: what is known of it, whom it is not for, and the rules of its experiment.

    Parameters
    ----------
    grade
        Of what is known so far.
    not_with
        Conditions with which it is not offered.
    ask_with
        Conditions with which somebody who treats the runner must agree.
    asks_injury
        Whether the same holds for an injury.
    """

    grade: Grade
    not_with: frozenset[Condition]
    ask_with: frozenset[Condition]
    asks_injury: bool
    rules: Rules
    measured: Measured

    @property
    def asks_conditions(self) -> bool:
        """Whether illnesses and medicines must be known before it is offered."""
        return bool(self.not_with | self.ask_with)


@cache
def questions() -> Mapping[Question, Testable]:
    """All questions, in their order."""
    return cattrs.structure(read_data("experiments"), dict[Question, Testable])
