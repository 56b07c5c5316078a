"""Past runs as they stood before they began. It takes the months before each, so what is judged is kept."""

from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from types import MappingProxyType

from uncramp.domain.diary import WeighIn
from uncramp.domain.errors import LogbookError
from uncramp.domain.outline import Sport
from uncramp.domain.quantities import Range
from uncramp.domain.runner import Runner
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import limits, priors
from uncramp.exposure import features
from uncramp.exposure.air import wbgt_told_of
from uncramp.exposure.covariates import VERSION, Covariate, Demand, Origin, Readiness, Reading, covariate_kinds
from uncramp.exposure.heat_cost import time_in_heat
from uncramp.exposure.history import LOAD_WINDOW, History
from uncramp.exposure.run_exposure import exposure_of
from uncramp.usecases.judged_run import JudgedRun
from uncramp.usecases.ports import KeptRun, Logbook

WINDOW = LOAD_WINDOW + timedelta(days=14)
"""Runs longer ago change nothing of how a run is judged."""
DIGEST = 8
MODULUS = 2 ** (8 * DIGEST)


def standing(
    run: KeptRun, history: History, runner: Runner, weigh_in: WeighIn | None, *, has_cramped: bool = False
) -> tuple[Demand, Readiness]:
    """What a past run asked, and what the runner was ready for when it began, as far as its features tell."""
    distance, speed = run.outline.distance or 0.0, _first_half_speed(run)
    wbgt, prediction = wbgt_told_of(run, priors().weather), history.predict(distance, limits().human)
    able = None if prediction is None else time_in_heat(prediction.time, distance, wbgt)
    rating = run.said.get("rpe")
    demand = Demand(
        distance=distance,
        is_race=_is_race_effort(distance, speed, able if prediction is None or wbgt is not None else prediction.time),
        first_half_speed=speed,
        wbgt=wbgt,
        wbgt_provenance=Provenance.FILE,
        provenance=Provenance.WATCH if run.features.split_times else Provenance.FILE,
        duration=run.outline.elapsed_time,
        ascent=run.features.ascent,
        descent=run.features.descent,
        mass_loss=None if weigh_in is None else _weighed_loss(weigh_in),
        heart_rate_times=run.features.heart_rate_times,
        rpe=float(rating) if isinstance(rating, float | int) else None,
    )
    return demand, Readiness(runner=runner, history=history, able_time=able, has_cramped=has_cramped)


def judged_runs(
    wanted: Iterable[KeptRun], runs: Iterable[KeptRun], weigh_ins: dict[int, WeighIn], logbook: Logbook
) -> dict[int, JudgedRun]:
    """What past runs were like, by their numbers; what is not kept yet, or rests on what has changed, is judged anew.

    Parameters
    ----------
    runs
        All runs of the logbook.
    """
    past = sorted((run for run in runs if run.outline.sport is Sport.RUNNING), key=lambda run: run.outline.start)
    starts = [run.outline.start for run in past]
    tokens = [_token(run, weigh_ins.get(run.number)) for run in past]
    sums = [0, *accumulate(tokens, lambda total, each: (total + each) % MODULUS)]
    kept, fresh, found = logbook.judged(), [], {}
    for run in wanted:
        end = bisect_left(starts, run.outline.start)
        begin = bisect_left(starts, run.outline.start - WINDOW)
        own = _token(run, weigh_ins.get(run.number))
        digest = f"{VERSION}.{features.VERSION}.{_rules():x}.{own:x}.{(sums[end] - sums[begin]) % MODULUS:x}"
        there = kept.get(run.number)
        if there is None or there.digest != digest:
            history = History(tuple(past[begin:end]), run.outline.start)
            there = _judged(run, history, digest, weigh_ins.get(run.number))
            fresh.append(there)
        found[run.number] = there
    if fresh:
        with suppress(LogbookError):  # another writer is at work; it can be judged again
            logbook.keep_judged(fresh)
    return found


def _judged(run: KeptRun, history: History, digest: str, weigh_in: WeighIn | None) -> JudgedRun:
    demand, readiness = standing(run, history, Runner(), weigh_in)
    exposure = exposure_of(demand, readiness, limits())
    kinds = covariate_kinds()
    needed = [name for name in map(Covariate, priors().covariate) if kinds[name].of is not Origin.PROFILE]
    readings = {name: exposure.readings[name] for name in needed if name in exposure.readings}
    return JudgedRun(run.number, digest, demand.is_race, MappingProxyType(readings))


@cache
def _rules() -> int:
    """A number that changes with anything in the data by which runs are judged."""
    return _number((limits(), priors().weather, priors().weighing))


def _token(run: KeptRun, weigh_in: WeighIn | None) -> int:
    """A number that changes with anything that judging this run, or another after it, looks at."""
    facts = (run.recording, run.features.version, run.outline, sorted(run.said.items()), weigh_in)
    return _number(facts)


def _number(facts: object) -> int:
    return int.from_bytes(blake2b(repr(facts).encode(), digest_size=DIGEST).digest())


def _weighed_loss(weigh_in: WeighIn) -> Reading:
    """As the scale has it, with the scale's error."""
    return Reading(-weigh_in.mass_change, Provenance.WEIGHED, priors().weighing.scale_sd * 2.0**0.5 / weigh_in.before)


def _is_race_effort(distance: float, first_half_speed: float | None, able: Range | None) -> bool:
    """Whether a race may be so fast, by the first half alone: the rest may have been spoilt by the very cramp."""
    return able is not None and first_half_speed is not None and first_half_speed >= distance / able.high


def _first_half_speed(run: KeptRun) -> float | None:
    splits = run.features.split_times[: (len(run.features.split_times) + 1) // 2]
    return 1000.0 * len(splits) / sum(splits) if splits else None
