"""One past run: what it demanded, how likely a cramp was, and what the diary says of it."""

from dataclasses import dataclass, replace
from datetime import timedelta

from uncramp.domain.activity import Activity
from uncramp.domain.diary import CrampEpisode
from uncramp.domain.errors import InvalidValueError
from uncramp.domain.outline import Sport
from uncramp.domain.quantities import Range
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import Sentence
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import limits, priors
from uncramp.exposure.air import told_weather, wbgt_of
from uncramp.exposure.cleaning.faults import find_faults
from uncramp.exposure.covariates import Demand, Readiness
from uncramp.exposure.history import History
from uncramp.exposure.run_exposure import exposure_of
from uncramp.risk.draws import prior_draws
from uncramp.risk.forecast import Forecast, forecast
from uncramp.usecases.history import cramped_before, current_runs
from uncramp.usecases.ports import KeptRun, Logbook, ReadActivities, Recording

RACE_EFFORT = 0.97  # a run at this share of the predicted race speed or above counts as a race


OF_THE_TABLE = {"line-left-out", "columns-not-read"}
"""What is odd in other lines of a run's table."""


@dataclass(frozen=True, slots=True)
class RunReport:
    """One run whole.

    Parameters
    ----------
    activity
        Read from the original.
    forecast
        What could be said before it, or None where there is nothing to go by: not a run, no distance, or
        outside the range of distances.
    oddities
        What the file says of itself, and what cleaning leaves out of every calculation, each once.
    recordings
        The files that tell of it.
    is_race_effort
        Whether its first half was run about as fast as the runner could race it.
    """

    run: KeptRun
    activity: Activity
    forecast: Forecast | None
    is_race_effort: bool
    episodes: tuple[CrampEpisode, ...]
    oddities: tuple[Sentence, ...] = ()
    recordings: tuple[Recording, ...] = ()


def assess_run(number: int, logbook: Logbook, read: ReadActivities) -> RunReport:
    """Look at one run of the logbook.

    Raises
    ------
    NotFoundError
        If there is no such run.
    """
    run, runs = logbook.run(number), current_runs(logbook, read)
    original = logbook.original(number, run.recording)
    activity = read(original.name, original.content)[run.position]
    episodes = tuple(kept.episode for kept in logbook.episodes() if kept.run == number)
    own = (finding.told for finding in activity.findings if finding.code not in OF_THE_TABLE)
    told = (*own, *(finding.sentence for finding in find_faults(activity)))
    report = RunReport(
        run,
        activity,
        None,
        is_race_effort=False,
        episodes=episodes,
        oddities=tuple({str(sentence): sentence for sentence in told}.values()),
        recordings=tuple(logbook.recordings(number)),
    )
    if run.outline.sport is not Sport.RUNNING or not run.outline.distance:
        return report
    history = History.before(run.outline.start, runs)
    prediction = history.predict(run.outline.distance, priors().prediction, limits().human)
    speed = _first_half_speed(run)
    is_race = _is_race_effort(run.outline.distance, speed, None if prediction is None else prediction.time)
    demand = Demand(run.outline.distance, is_race, speed, _told_wbgt(run), provenance=Provenance.WATCH)
    has_cramped = cramped_before(run.outline.start, logbook, runs)
    readiness = Readiness(
        _as_known_then(logbook.runner()), history, None if prediction is None else prediction.time, has_cramped
    )
    exposure = exposure_of(demand, readiness, limits())
    before = forecast(exposure, priors(), prior_draws(priors()))
    return replace(report, forecast=before, is_race_effort=is_race)


def _told_wbgt(run: KeptRun) -> Range | None:
    """In the middle of the run, from the weather that its file tells; air that cannot be gives none."""
    weather = told_weather(run.said)
    if weather is None:
        return None
    middle = run.outline.local_start + timedelta(seconds=run.outline.elapsed_time / 2.0)
    try:
        return wbgt_of(weather, middle, run.features.place, priors().weather)
    except InvalidValueError:
        return None


def _is_race_effort(distance: float, first_half_speed: float | None, able: Range | None) -> bool:
    """Judged by the first half alone: the rest may have been spoilt by the very cramp in question."""
    return (
        able is not None and first_half_speed is not None and first_half_speed >= RACE_EFFORT * distance / able.median
    )


def _as_known_then(runner: Runner) -> Runner:
    """The runner without what is only known of today."""
    return replace(runner, cramp_history=None, injury_12_months=None, strength_work=None, conditions=None)


def _first_half_speed(run: KeptRun) -> float | None:
    splits = run.features.split_times[: (len(run.features.split_times) + 1) // 2]
    return 1000.0 * len(splits) / sum(splits) if splits else None
