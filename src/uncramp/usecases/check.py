"""Does it work for this runner: the forecasts of the runner's own past runs against what came."""

from dataclasses import dataclass
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
    lessons = lessons_of(notes_of(logbook, now), current_runs(logbook, read), logbook, now)
    runs = [lessons.as_learned(each) for each in lessons.runs]
    return CheckReport(evaluate(runs, priors(), lessons.untold, lessons.belief), lessons.summary)
