"""Does it work for this runner: the forecasts of the runner's own past runs against what came."""

from dataclasses import dataclass, replace
from datetime import datetime

from uncramp.evidence.priors import priors
from uncramp.risk.prequential import Evaluation, evaluate
from uncramp.usecases.history import current_runs
from uncramp.usecases.learning import DiarySummary, lessons_of
from uncramp.usecases.notes import notes_of
from uncramp.usecases.ports import Logbook, ReadActivities


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How the forecasts did, and from what they learned."""

    evaluation: Evaluation
    diary: DiarySummary


def check_forecasts(logbook: Logbook, read: ReadActivities, now: datetime) -> CheckReport:
    """Guess each answered run from the runs before it, then learn from it, and score the guesses."""
    notes = notes_of(logbook, now)
    lessons = lessons_of(notes, current_runs(logbook, read), logbook, now, is_past=True)
    # Nobody knew at the first run what the runner says of himself today, nor of cramps that were still to come.
    first = replace(lessons, moment=min((each.run.outline.start for each in lessons.runs), default=now))
    evaluation = evaluate(
        [first.as_learned(each) for each in first.runs],
        priors(),
        first.untold,
        lessons.belief,
        is_complete=notes.runner.writes_every_cramp is True,
    )
    return CheckReport(evaluation, lessons.summary)
