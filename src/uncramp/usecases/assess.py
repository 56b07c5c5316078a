"""One past run: what it demanded, how likely a cramp was, and what the diary says of it."""

from dataclasses import dataclass, replace

from uncramp.domain.activity import Activity
from uncramp.domain.diary import Answer, CrampEpisode
from uncramp.domain.outline import Sport
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import Sentence
from uncramp.evidence.priors import limits, priors
from uncramp.exposure.air import Warmth, told_weather, warmth_over
from uncramp.exposure.covariates import Exposure
from uncramp.exposure.heat_history import acclimatisation_of
from uncramp.exposure.history import History
from uncramp.exposure.kilometres import Kilometres, kilometres_of_track
from uncramp.exposure.run_exposure import exposure_of
from uncramp.exposure.terrain import Terrain, terrain_of
from uncramp.exposure.track import Track, track_of
from uncramp.exposure.within.run import Ability, within_run
from uncramp.risk.diary import Told
from uncramp.risk.forecast import Forecast, forecast
from uncramp.risk.hindsight import Hindsight, look_back
from uncramp.risk.reasons import Explanation, UsualRun, explain
from uncramp.usecases.history import current_runs
from uncramp.usecases.judging import standing
from uncramp.usecases.learning import NOTHING_TOLD, DiarySummary, Lessons, lessons_of
from uncramp.usecases.notes import notes_of
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
    explanation
        What raised and lowered the risk, or None where there is no forecast.
    hindsight
        What can be said of a cramp in it, or None without one.
    diary
        What there was to learn from before it.
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
    explanation: Explanation | None = None
    hindsight: Hindsight | None = None
    diary: DiarySummary = NOTHING_TOLD


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
    run, units = report.run, logbook.runner().units
    notes = notes_of(logbook, run.outline.start)
    lessons = lessons_of(notes, runs, logbook, run.outline.start, is_past=True)
    history = History.before(run.outline.start, runs)
    demand, readiness = standing(
        run, history, _as_known_then(notes.runner), notes.weigh_ins.get(run.number), has_cramped=lessons.has_cramped
    )
    ability = history.ability(readiness.able_time)
    demand = replace(demand, within=within_run(track, ability, terrain.effort if terrain.is_known else None))
    acclimatisation = acclimatisation_of(history.runs, history.day, priors().weather)
    exposure = exposure_of(demand, replace(readiness, acclimatisation=acclimatisation), limits())
    seen = lessons.as_modelled(exposure)
    draws, usual = lessons.posterior(before=True).draws, lessons.usual(demand)
    told = None if notes.is_minor(history.day) else forecast(seen, priors(), draws)
    return replace(
        report,
        forecast=told,
        explanation=None if told is None else explain(seen, priors(), draws, usual),
        hindsight=None if told is None else _looked_back(seen, lessons, run.number, usual, units.split_length),
        diary=lessons.summary,
        is_race_effort=demand.is_race,
        exposure=exposure,
        kilometres=kilometres_of_track(track, terrain, ability, _warmth(run), units.split_length),
    )


def _looked_back(
    exposure: Exposure, lessons: Lessons, number: int, usual: UsualRun | None, split_length: float
) -> Hindsight | None:
    """At a run in which something cramped, by what all other runs of the diary teach."""
    outcome = next((each.outcome for each in lessons.runs if each.run.number == number), None)
    if outcome is None or outcome.told in {Told.SILENT, Told.NONE}:
        return None
    return look_back(exposure, outcome, lessons.posterior(without=number), usual, split_length)


def _warmth(run: KeptRun) -> Warmth | None:
    weather, outline = told_weather(run.said), run.outline
    if weather is None:
        return None
    return warmth_over(weather, outline.local_start, outline.elapsed_time, run.features.place, priors().weather)


def _as_known_then(runner: Runner) -> Runner:
    """The runner without what is only known of today."""
    return replace(runner, cramp_history=None, injury_12_months=None, strength_work=None, conditions=None)
