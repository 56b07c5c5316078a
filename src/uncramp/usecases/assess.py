"""One past run: what it demanded, how likely a cramp was, and what the diary says of it."""

from dataclasses import dataclass, replace

from uncramp.domain.activity import Activity
from uncramp.domain.diary import Answer, CrampEpisode
from uncramp.domain.outline import Sport
from uncramp.domain.quantities import Range
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import Sentence
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import limits, priors
from uncramp.exposure.air import Warmth, told_weather, warmth_over, wbgt_told_of
from uncramp.exposure.covariates import Demand, Exposure, Readiness, Reading
from uncramp.exposure.heat_cost import time_in_heat
from uncramp.exposure.heat_history import acclimatisation_of
from uncramp.exposure.history import History
from uncramp.exposure.kilometres import Kilometres, kilometres_of_track
from uncramp.exposure.run_exposure import exposure_of
from uncramp.exposure.terrain import Terrain, terrain_of
from uncramp.exposure.track import Track, track_of
from uncramp.exposure.within.run import Ability, within_run
from uncramp.risk.draws import prior_draws
from uncramp.risk.forecast import Forecast, forecast
from uncramp.usecases.history import cramped_before, current_runs
from uncramp.usecases.ports import KeptRun, Logbook, ReadActivities, Recording

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
    exposure
        Its covariates, or None where it is not judged.
    kilometres
        What it asked by kilometre or mile, as the runner reads; none of them without a recorded distance.
    is_race_effort
        Whether its first half was run about as fast as the runner could race it.
    answer
        That nothing cramped, or None where the runner did not say so.
    """

    run: KeptRun
    activity: Activity
    forecast: Forecast | None
    is_race_effort: bool
    episodes: tuple[CrampEpisode, ...]
    kilometres: Kilometres
    oddities: tuple[Sentence, ...] = ()
    recordings: tuple[Recording, ...] = ()
    exposure: Exposure | None = None
    answer: Answer | None = None


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
    track = track_of(activity)
    told = (*own, *(fault.sentence for fault in track.faults))
    terrain, length = terrain_of(track), logbook.runner().units.split_length
    report = RunReport(
        run,
        activity,
        None,
        is_race_effort=False,
        episodes=episodes,
        kilometres=kilometres_of_track(track, terrain, Ability(), length=length),
        oddities=tuple({str(sentence): sentence for sentence in told}.values()),
        recordings=tuple(logbook.recordings(number)),
        answer=next((kept.answer for kept in logbook.answers() if kept.run == number), None),
    )
    if run.outline.sport is not Sport.RUNNING or not run.outline.distance:
        return report
    return _assessed(report, track, terrain, logbook, runs)


def _assessed(report: RunReport, track: Track, terrain: Terrain, logbook: Logbook, runs: list[KeptRun]) -> RunReport:
    run, distance = report.run, report.run.outline.distance or 0.0
    history = History.before(run.outline.start, runs)
    wbgt = wbgt_told_of(run, priors().weather)
    prediction = history.predict(distance, limits().human)
    able = None if prediction is None else time_in_heat(prediction.time, distance, wbgt)
    readiness = Readiness(
        runner=_as_known_then(logbook.runner()),
        history=history,
        able_time=able,
        has_cramped=cramped_before(run.outline.start, logbook, runs),
        acclimatisation=acclimatisation_of(history.runs, history.day, priors().weather),
    )
    ability, speed = history.ability(able), _first_half_speed(run)
    demand = Demand(
        distance=distance,
        is_race=_is_race_effort(distance, speed, able if prediction is None or wbgt is not None else prediction.time),
        first_half_speed=speed,
        wbgt=wbgt,
        wbgt_provenance=Provenance.FILE,
        provenance=Provenance.WATCH if len(track) else Provenance.FILE,
        duration=run.outline.elapsed_time,
        ascent=run.features.ascent,
        descent=run.features.descent,
        mass_loss=_weighed_loss(run, logbook),
        heart_rate_times=run.features.heart_rate_times,
        rpe=_rating(run),
        within=within_run(track, ability, terrain.effort if terrain.is_known else None),
    )
    exposure = exposure_of(demand, readiness, limits())
    return replace(
        report,
        forecast=forecast(exposure, priors(), prior_draws(priors())),
        is_race_effort=demand.is_race,
        exposure=exposure,
        kilometres=kilometres_of_track(track, terrain, ability, _warmth(run), logbook.runner().units.split_length),
    )


def _warmth(run: KeptRun) -> Warmth | None:
    weather, outline = told_weather(run.said), run.outline
    if weather is None:
        return None
    return warmth_over(weather, outline.local_start, outline.elapsed_time, run.features.place, priors().weather)


def _rating(run: KeptRun) -> float | None:
    rating = run.said.get("rpe")
    return float(rating) if isinstance(rating, float | int) else None


def _weighed_loss(run: KeptRun, logbook: Logbook) -> Reading | None:
    """As the last weigh-in that was told of the run has it, with the error of the scale."""
    weigh_in = next((kept.weigh_in for kept in reversed(logbook.weigh_ins()) if kept.run == run.number), None)
    if weigh_in is None:
        return None
    return Reading(-weigh_in.mass_change, Provenance.WEIGHED, priors().weighing.scale_sd * 2.0**0.5 / weigh_in.before)


def _is_race_effort(distance: float, first_half_speed: float | None, able: Range | None) -> bool:
    """Whether a race may be so fast, by the first half alone: the rest may have been spoilt by the very cramp."""
    return able is not None and first_half_speed is not None and first_half_speed >= distance / able.high


def _as_known_then(runner: Runner) -> Runner:
    """The runner without what is only known of today."""
    return replace(runner, cramp_history=None, injury_12_months=None, strength_work=None, conditions=None)


def _first_half_speed(run: KeptRun) -> float | None:
    splits = run.features.split_times[: (len(run.features.split_times) + 1) // 2]
    return 1000.0 * len(splits) / sum(splits) if splits else None
