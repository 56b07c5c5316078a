"""Why did I cramp? One past run: how its hazard unfolded, what stood out, what did not, and how sure this is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from uncramp.domain.grade import Grade
from uncramp.domain.quantities import Range
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray
from uncramp.exposure.covariates import Covariate, Exposure
from uncramp.risk.diary import Outcome
from uncramp.risk.draws import Draws
from uncramp.risk.forecast import in_doubt, log_hazards_of
from uncramp.risk.hazard import has_level
from uncramp.risk.posterior import Posterior
from uncramp.risk.reasons import LEAST, Reason, UsualRun, explain, range_of, usual_exposure
from uncramp.risk.states import cramp


class Suspect(StrEnum):
    """What runners hold to be the cause of a cramp."""

    DEHYDRATION = "dehydration"
    SALT = "salt"
    MAGNESIUM = "magnesium"
    STRETCHING = "stretching"
    PACE = "pace"
    DISTANCE = "distance"
    TIRED_LEGS = "tired legs"
    HEAT = "heat"
    HILLS = "hills"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence says of a suspicion.

    Parameters
    ----------
    is_supported
        False where it was looked for and not found.
    covariate
        That stands for it in the model, or None.
    """

    sentence: Sentence
    is_supported: bool
    grade: Grade
    findings: tuple[str, ...]
    covariate: Covariate | None = None


VERDICTS: Mapping[Suspect, Verdict] = MappingProxyType({
    Suspect.DEHYDRATION: Verdict(
        say("Not supported: in five race cohorts those who cramped had lost no more weight than the others, and in two "
            "trials muscles that had lost water cramped no more easily. The records of one medical tent say otherwise; "
            "whom a tent sees may explain that."),
        is_supported=False, grade=Grade.CONTRADICTED, covariate=Covariate.MASS_LOSS,
        findings=("rf-dehyd-field", "rf-dehyd-lab3", "rf-dehyd-lab5", "rf-dehyd-kona"),
    ),
    Suspect.SALT: Verdict(
        say("Not supported: the sodium in the blood of those who cramped was slightly lower, slightly higher or equal, "
            "and always normal."),
        is_supported=False, grade=Grade.CONTRADICTED, findings=("rf-na-mixed",),
    ),
    Suspect.MAGNESIUM: Verdict(
        say("Not supported: in older adults magnesium did next to nothing for cramps; nobody has tried it in runners."),
        is_supported=False, grade=Grade.STRONG, findings=("tx-mg",),
    ),
    Suspect.STRETCHING: Verdict(
        say("Not supported: stretching beforehand did not change how easily a muscle cramps."),
        is_supported=False, grade=Grade.MODERATE, findings=("pv-stretch-thr",),
    ),
    Suspect.PACE: Verdict(
        say("Supported in general: those who cramped had run the first half faster than equally able runners."),
        is_supported=True, grade=Grade.STRONG, findings=("rf-overpace-56", "rf-pace-safer2"),
        covariate=Covariate.OVER_PACE,
    ),
    Suspect.DISTANCE: Verdict(
        say("Weakly supported: cramps come late in a run; runs far beyond the longest of late are known to injure."),
        is_supported=True, grade=Grade.WEAK, findings=("occ-maughan-onset", "pv-runsafe"),
        covariate=Covariate.BEYOND_LONGEST,
    ),
    Suspect.TIRED_LEGS: Verdict(
        say("Weakly supported: those who cramped had trained somewhat longer in the three days before."),
        is_supported=True, grade=Grade.WEAK, findings=("rf-acute3d", "rf-ck-pre"),
        covariate=Covariate.RECENT_SESSION_TIME,
    ),
    Suspect.HEAT: Verdict(
        say("Weakly supported: cramps come in the cool as well, and no study of runners gives a figure for heat."),
        is_supported=True, grade=Grade.WEAK, findings=("rf-heat",), covariate=Covariate.WBGT,
    ),
    Suspect.HILLS: Verdict(
        say("Weakly supported: half of those who cramped name hills; running downhill damages muscle not used to it."),
        is_supported=True, grade=Grade.WEAK, findings=("rf-hills",), covariate=Covariate.DESCENT_BEYOND,
    ),
})  # fmt: skip


@dataclass(frozen=True, eq=False)
class Hindsight:
    """What can be said of one past run.

    Parameters
    ----------
    distance
        Ends of its kilometres, m, shape (k,).
    per_kilometre
        Chance of a cramp in each if none came before it, 10th percentile, mean, 90th, shape (3, k); higher after a
        near-cramp or a cramp.
    passed
        Share of the run's hazard that lay before the cramp, or None where its place is not known.
    stood_out, may_have, did_not
        What raised the hazard of this run against the usual one with its whole 80 % interval, with its median only, and
        not at all.
    excess
        Share of cramps in such runs that would not come in the runner's usual run of the same length, where this one
        asked more than that; else None.
    """

    distance: FloatArray
    per_kilometre: FloatArray
    passed: Range | None
    stood_out: tuple[Reason, ...]
    may_have: tuple[Reason, ...]
    did_not: tuple[Reason, ...]
    excess: Range | None
    usual_runs: int


def look_back(
    exposure: Exposure,
    outcome: Outcome,
    posterior: Posterior,
    usual: UsualRun | None = None,
    split_length: float = 1000.0,
) -> Hindsight | None:
    """Look back at a run, or None where the model has no level for its length.

    Parameters
    ----------
    posterior
        Without this run: it must not explain itself.
    split_length
        Length of the pieces, m.
    """
    prior, draws, distance = posterior.target.prior, posterior.draws, exposure.demand.distance
    if not has_level(distance):
        return None
    log_hazard = log_hazards_of(exposure, prior, draws)
    ends = np.append(np.arange(split_length, distance, split_length), distance)
    first = np.fmin(outcome.near_at, outcome.cramp_at)
    explanation = explain(exposure, prior, draws, usual)
    of_run = [reason for reason in explanation.reasons if not reason.is_of_runner]
    raised = [reason for reason in of_run if reason.log_effect.median >= LEAST]
    return Hindsight(
        ends,
        in_doubt(_unfolded(ends / distance, first, log_hazard, draws)),
        None if np.isnan(outcome.cramp_at) else range_of("share", outcome.cramp_at**draws.shape),
        tuple(reason for reason in raised if reason.is_clear),
        tuple(reason for reason in raised if not reason.is_clear),
        tuple(reason for reason in of_run if reason not in raised),
        _excess(exposure, log_hazard, posterior, usual),
        explanation.usual_runs,
    )


def _unfolded(ends: FloatArray, first: float, log_hazard: FloatArray, draws: Draws) -> FloatArray:
    """Chance of a cramp in each piece under each draw, shape (n, k); ``first`` is where something first happened."""
    edges = np.insert(ends, 0, 0.0)[np.newaxis, :] ** draws.shape[:, np.newaxis]
    hazard = np.exp(log_hazard)[:, np.newaxis] * np.diff(edges, axis=1)
    after = np.append(0.0, ends[:-1]) >= first
    hazard[:, after] *= np.exp(draws.again)[:, np.newaxis]
    chances: FloatArray = -np.expm1(-hazard)
    return chances


def _excess(exposure: Exposure, log_hazard: FloatArray, posterior: Posterior, usual: UsualRun | None) -> Range | None:
    prior, draws = posterior.target.prior, posterior.draws
    usually = log_hazards_of(usual_exposure(exposure, prior, usual), prior, draws)
    here, there = (cramp(np.exp(each), draws.near, draws.again) for each in (log_hazard, usually))
    excess = range_of("share", np.maximum(1.0 - there / here, 0.0))
    return excess if excess.median > 0.0 else None
