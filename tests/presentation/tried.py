"""Experiments as their report tells of them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from uncramp.domain.experiment import Arm, Experiment, Question, Verdict
from uncramp.evidence.experiments import questions
from uncramp.risk.allotment import blocks, order
from uncramp.risk.experiment import Observation, answer
from uncramp.risk.stopping import Conclusion, Further
from uncramp.usecases.experiment_outcomes import Outcome
from uncramp.usecases.experiment_report import Coming, ExperimentReport, State, Tally

BEGUN = datetime(2030, 1, 1, 12, tzinfo=UTC)
START = date(2030, 1, 7)


def reported(question: Question = Question.SLOWER_START, **changes: Any) -> ExperimentReport:  # noqa: ANN401  # any field
    """A report of an experiment that goes on, with parts changed."""
    rules = questions()[question].rules
    experiment = Experiment(question, 7, START, BEGUN, rules)
    seen = tuple(Observation(arm, float(arm is Arm.WITHOUT), turn) for turn, arm in enumerate(order(experiment)[:8]))
    believed = answer(seen, rules)
    stretches = blocks(experiment)
    report = ExperimentReport(
        number=3,
        question=question,
        key="0123456789abcdef0123",
        start=START,
        begun=BEGUN,
        ended=None,
        closed=None,
        closing=None,
        today=date(2030, 7, 1),
        rules=rules,
        state=State.GOING_ON,
        suspension=(),
        seed=None,
        blocks=stretches,
        told=(),
        waiting=(),
        coming=Coming(4, Arm.WITH, stretches[4]) if stretches else Coming(4, Arm.WITH, None, BEGUN),
        tallies={Arm.WITH: Tally({Outcome.NONE: 4}), Arm.WITHOUT: Tally({Outcome.CRAMP: 3, Outcome.NOT_ASKED: 1})},
        did={},
        deviations=0,
        written=0,
        turns=4,
        observations=seen,
        ratio=believed.ratio,
        chances=believed.chances,
        conclusion=Conclusion(Verdict.NOT_YET),
        has_changed=False,
        further=Further(12, 40),
        runs_a_turn=3 if stretches else 1,
    )
    return replace(report, **changes)
