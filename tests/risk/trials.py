"""Rules and outcomes for tests of experiments."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from uncramp.domain.experiment import Arm, Question, Rules
from uncramp.evidence.experiments import questions
from uncramp.risk.experiment import Observation

RULES = questions()[Question.SLOWER_START].rules
BLOCKS = questions()[Question.STRENGTH_WORK].rules
TWITCHES = questions()[Question.PICKLE_JUICE].rules


def rules(**changes: float) -> Rules:
    """Rules of the slower start with parts changed."""
    return replace(RULES, **changes)  # type: ignore[arg-type]  # the fields of numbers


def outcomes(given: Iterable[float], without: Iterable[float]) -> list[Observation]:
    """Scores of either arm."""
    return [Observation(Arm.WITH, each) for each in given] + [Observation(Arm.WITHOUT, each) for each in without]


def turns(arms: Sequence[Arm], scores: Iterable[float]) -> list[Observation]:
    """Scores turn by turn."""
    return [Observation(arm, score, turn) for turn, (arm, score) in enumerate(zip(arms, scores, strict=False))]
