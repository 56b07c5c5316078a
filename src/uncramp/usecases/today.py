"""Today: how the last days stand against habit, how far is not a jump, and of which runs the diary says nothing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import median

from uncramp.domain.outline import Sport
from uncramp.evidence.priors import limits, priors
from uncramp.exposure.covariates import Demand, Readiness
from uncramp.exposure.history import HABIT_WINDOW, History
from uncramp.exposure.run_exposure import exposure_of
from uncramp.risk.forecast import Forecast, forecast
from uncramp.risk.hazard import SHORTEST, has_level
from uncramp.risk.reasons import Explanation, explain
from uncramp.usecases.history import current_runs
from uncramp.usecases.learning import NOTHING_TOLD, DiarySummary, lessons_of
from uncramp.usecases.notes import PROMPT, notes_of
from uncramp.usecases.ports import KeptEpisode, KeptRun, Logbook, ReadActivities

RECENT = 5
ASKED_FOR = PROMPT
"""Of runs longer ago nobody is asked: who cannot be sure any more says nothing rather than "no"."""
SPENT, REST = 40_000.0, timedelta(days=14)
"""So long after a run of this length, m, nobody is told how another long one would go."""
MOST_ASKED = 5
"""More questions at once than this would not be answered with care."""


@dataclass(frozen=True, slots=True)
class TodayReport:
    """Where the runner stands.

    Parameters
    ----------
    recent
        The last runs, newest first.
    weekly_distance
        Mean of the last six weeks, m, or None without runs.
    longest
        Longest run of the last 30 days, m, or None.
    no_jump
        Longest run that is no jump beyond it, m, or None.
    recent_above_habit
        Mean session time of the last three days above habit, s, or None.
    last_cramp
        Newest in the diary, or None.
    unanswered
        Runs of the last weeks of which the diary does not say whether anything cramped, newest first; none where the
        runner writes down every cramp.
    forecast, explanation
        Of an easy run today, as long as a usual long run of six weeks; None where there is nothing to go by, and for
        two weeks after a marathon.
    diary
        What there was to learn from.
    """

    recent: tuple[KeptRun, ...]
    weekly_distance: float | None
    longest: float | None
    no_jump: float | None
    recent_above_habit: float | None
    last_cramp: KeptEpisode | None
    unanswered: tuple[KeptRun, ...] = ()
    forecast: Forecast | None = None
    explanation: Explanation | None = None
    diary: DiarySummary = NOTHING_TOLD


def look_at_today(logbook: Logbook, read: ReadActivities, now: datetime) -> TodayReport:
    """Sum up the logbook as of an aware moment."""
    runs = current_runs(logbook, read)
    history = History.before(now, runs)
    longest = history.longest()
    episodes = logbook.episodes()
    report = TodayReport(
        recent=tuple(run for run in reversed(history.runs[-RECENT:]) if isinstance(run, KeptRun)),
        weekly_distance=history.weekly_distance(),
        longest=longest,
        no_jump=None if longest is None else longest * limits().load.spike,
        recent_above_habit=history.recent_above_habit(),
        last_cramp=episodes[0] if episodes else None,
        unanswered=_unanswered(runs, episodes, logbook, now),
    )
    distance = _usual_long_run(history)
    return report if distance is None else _with_forecast(report, distance, history, runs, logbook)


def _usual_long_run(history: History) -> float | None:
    """Median of the long runs of six weeks, m, or None without one, or while the last weeks held a marathon."""
    long = [run.outline.distance or 0.0 for run in history.within(HABIT_WINDOW)]
    long = [distance for distance in long if has_level(distance)]
    rested = all((run.outline.distance or 0.0) < SPENT for run in history.within(REST))
    return median(long) if long and rested else None


def _with_forecast(
    report: TodayReport, distance: float, history: History, runs: list[KeptRun], logbook: Logbook
) -> TodayReport:
    """Of an easy run at the usual pace of training."""
    notes = notes_of(logbook, history.moment)
    lessons = lessons_of(notes, runs, logbook, history.moment)
    prediction = history.predict(distance, limits().human)
    readiness = Readiness(
        runner=notes.runner,
        history=history,
        able_time=None if prediction is None else prediction.time,
        has_cramped=lessons.has_cramped,
    )
    demand = Demand(distance, is_race=False, first_half_speed=history.usual_speed())
    exposure = lessons.as_modelled(exposure_of(demand, readiness, limits()))
    draws = lessons.posterior().draws
    told = None if notes.is_minor(history.day) else forecast(exposure, priors(), draws)
    if told is None:
        return report
    explanation = explain(exposure, priors(), draws, lessons.usual(demand))
    return replace(report, forecast=told, explanation=explanation, diary=lessons.summary)


def _unanswered(
    runs: list[KeptRun], episodes: list[KeptEpisode], logbook: Logbook, now: datetime
) -> tuple[KeptRun, ...]:
    if logbook.runner().writes_every_cramp:
        return ()
    answered = {kept.run for kept in episodes if kept.episode.is_of_the_run}
    answered.update(kept.run for kept in logbook.answers())
    asked = [run for run in runs if _is_asked(run, now) and run.number not in answered]
    return tuple(asked[:MOST_ASKED])


def _is_asked(run: KeptRun, now: datetime) -> bool:
    outline = run.outline
    age = now - outline.start - timedelta(seconds=outline.elapsed_time)
    is_long = outline.distance is not None and outline.distance >= SHORTEST
    return outline.sport is Sport.RUNNING and is_long and timedelta(0) <= age <= ASKED_FOR
