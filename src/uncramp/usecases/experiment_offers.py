"""What is offered to whom: asked before an experiment begins, and again whenever it is looked at."""

from dataclasses import dataclass
from datetime import date

from uncramp.domain.experiment import Experiment, Question
from uncramp.domain.runner import Condition, Runner
from uncramp.domain.sentence import Sentence, say
from uncramp.evidence.experiments import Testable, questions

ADULT = 18
"""Age in years below which nothing is offered."""
INJURY = say("an injury of the last twelve months")


@dataclass(frozen=True, slots=True)
class Offer:
    """A question, and what stands in the way of testing it.

    Parameters
    ----------
    refusals
        Why it is not offered to this runner.
    conditions, is_injured
        With what somebody who treats the runner must agree first.
    """

    question: Question
    testable: Testable
    refusals: tuple[Sentence, ...] = ()
    conditions: tuple[Condition, ...] = ()
    is_injured: bool = False

    @property
    def needs_agreement(self) -> bool:
        """Whether somebody who treats the runner must agree first."""
        return self.is_injured or bool(self.conditions)


def offers(runner: Runner, today: date) -> list[Offer]:
    """All questions as they are offered to a runner."""
    return [offer(question, runner, today) for question in questions()]


def offer(question: Question, runner: Runner, today: date) -> Offer:
    """One question as it is offered to a runner."""
    testable = questions()[question]
    refusal = _refusal(testable, runner, today)
    if refusal is not None:
        return Offer(question, testable, (refusal,))
    own = runner.conditions or frozenset()
    return Offer(
        question,
        testable,
        (),
        tuple(sorted(own & testable.ask_with)),
        testable.asks_injury and bool(runner.injury_12_months),
    )


def obstacles(experiment: Experiment, runner: Runner, today: date) -> tuple[Sentence, ...]:
    """Why an experiment that was begun may not go on with what the profile says today; empty if it may."""
    offered = offer(experiment.question, runner, today)
    is_new = set(offered.conditions) - experiment.agreed or (offered.is_injured and not experiment.is_injury_agreed)
    if not is_new:
        return offered.refusals
    return (
        say(
            "Your profile names something now about which nobody who treats you was asked. Close this experiment, ask, "
            "and begin anew if they agree."
        ),
    )


def _refusal(testable: Testable, runner: Runner, today: date) -> Sentence | None:
    age = runner.age(today)
    if age is None:
        return say("Say in your profile first in which year you were born.")
    if age <= ADULT:  # the birthday of this year may be still to come
        return say("Experiments are for adults alone: from the year after that in which you become {age}.", age=ADULT)
    if testable.asks_conditions and runner.conditions is None:
        return say("Say in your profile first which illnesses and medicines you have.")
    if testable.asks_injury and runner.injury_12_months is None:
        return say("Say in your profile first whether you were injured of late.")
    if (runner.conditions or frozenset()) & testable.not_with:
        return say("It is not offered with an illness or a medicine that you named.")
    return None
