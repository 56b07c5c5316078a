"""How the priors are derived as ``data/priors.toml`` says: named steps from the numbers of findings to a result.

An entry's ``from`` names what is taken from which finding ``by`` which function of
:mod:`uncramp.evidence.derivation`, or from which other ``prior``; ``outcome`` is the part that is believed of an effect
on another outcome, and ``weight`` what a study counts beside others. ``then`` names what is done to that. All other
numbers of a step are choices: a race's length is given, shrinking, widening and weights are judgement.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import exp, hypot, nan
from types import MappingProxyType
from typing import Any

from uncramp.evidence.derivation import (
    Effect,
    Incidence,
    Sample,
    Table,
    averaged,
    extrapolated_incidence,
    for_another_outcome,
    frailty_of_history,
    history_of_frailty,
    log_odds_per_unit,
    log_odds_ratio,
    log_ratio,
    log_share_ratio,
    near_cramp_ratio,
    pooled_incidence,
    shape_of_last_quarter,
    shape_of_mean_onset,
    shape_of_share_beyond,
    share_of_cohort,
    share_of_two,
    shrunk,
    spread_of_studies,
    widened,
)
from uncramp.evidence.findings import EvidenceFinding, FoundRatio

Result = Effect | Incidence | float | Mapping[str, float]
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation.

    Parameters
    ----------
    by
        Name of the function.
    findings, priors
        What its numbers come from, by name.
    choices
        All other numbers that it was given.
    result
        What came out.
    """

    by: str
    findings: tuple[str, ...]
    priors: tuple[str, ...]
    choices: Mapping[str, Any]
    result: Result


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a prior came out of findings; the last step's result is the prior."""

    steps: tuple[Step, ...]

    @property
    def result(self) -> Result:
        """What came out."""
        return self.steps[-1].result


def entries(data: Mapping[str, Any]) -> dict[str, Entry]:
    """Every table of the priors that says how it is derived, by a name such as ``shape`` or ``covariate.male``."""
    return dict(_entries(data, ""))


def _entries(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Entry]]:
    for name, value in table.items():
        rows = {f"{row['distance']:g}": row for row in value} if name == "baseline" else value
        if isinstance(rows, dict):
            yield from ((prefix + name, rows),) if "from" in rows else ()
            yield from _entries(rows, f"{prefix}{name}.")


def derive(data: Mapping[str, Any], findings: Mapping[str, EvidenceFinding]) -> dict[str, Derivation]:
    """Derive every prior that can be, from the tables of the priors and the findings by id."""
    described = entries(data)
    done: dict[str, Derivation] = {}

    def of(name: str) -> Result:
        if name not in done:
            done[name] = _derivation(described[name], findings, of)
        return done[name].result

    for name in described:
        of(name)
    return {name: done[name] for name in described}


def numbers(name: str, result: Result) -> Mapping[str, float]:
    """A result as the fields of the prior of that name."""
    if isinstance(result, Mapping):
        return result
    if isinstance(result, float):
        return {"share": result}
    if isinstance(result, Incidence):
        return {"probability": result.probability, "low": result.low, "high": result.high}
    if name in LOGARITHMS:
        return {LOGARITHMS[name]: exp(result.mean), "log_sd": result.sd}
    return {"mean": result.mean, "sd": result.sd}


def filled(table: Mapping[str, Any], derived: Mapping[str, Mapping[str, float]], name: str = "") -> dict[str, Any]:
    """The tables of the priors with the derived numbers, by the name of the entry, in place of how they are derived."""
    whole: dict[str, Any] = {key: value for key, value in table.items() if key not in {"from", "then"}}
    for key, value in whole.items():
        inside = f"{name}.{key}" if name else key
        if key == "baseline":
            whole[key] = [filled(row, derived, f"{inside}.{row['distance']:g}") for row in value]
        elif isinstance(value, dict):
            whole[key] = filled(value, derived, inside)
    return whole | dict(derived.get(name, {}))


def _derivation(entry: Entry, findings: Mapping[str, EvidenceFinding], prior: Callable[[str], Result]) -> Derivation:
    steps: list[Step] = []
    taken: list[Result] = []
    for row in entry["from"]:
        named, priors = row.get("finding", ()), row.get("prior", ())
        given = [*(findings[name] for name in named), *(prior(name) for name in priors)]
        choices = {key: value for key, value in row.items() if key not in ABOUT}
        steps.append(Step(row["by"], tuple(named), tuple(priors), choices, SOURCES[row["by"]](*given, **choices)))
        if "outcome" in row:
            result = for_another_outcome(_effect(steps[-1].result), row["outcome"])
            steps.append(Step("for_another_outcome", (), (), {"weight": row["outcome"]}, result))
        taken.append(steps[-1].result)
    weights = [row.get("weight", 1.0) for row in entry["from"]]
    for row in entry.get("then", ()):
        choices = {key: value for key, value in row.items() if key not in ABOUT}
        effects = [_effect(result) for result in taken]
        if row["by"] == "spread_of_studies":
            choices = {"weights": weights}
        result = (JOINS if row["by"] in JOINS else CHANGES)[row["by"]](effects, **choices)
        steps.append(Step(row["by"], (), (), choices, result))
        taken = [result]
    return Derivation(tuple(steps))


def _effect(result: Result) -> Effect:
    if not isinstance(result, Effect):
        message = f"{result} is no effect"
        raise TypeError(message)
    return result


def _number(finding: EvidenceFinding, group: str, name: str) -> float:
    """One number of a group."""
    number: float | None = getattr(finding.groups[group], name)
    if number is None:
        message = f"{finding.id} tells no {name} of {group}"
        raise ValueError(message)
    return number


def _sample(finding: EvidenceFinding, group: str) -> Sample:
    return Sample(int(_number(finding, group, "n")), _number(finding, group, "mean"), _number(finding, group, "sd"))


def _count(finding: EvidenceFinding, group: str) -> float:
    """How many of a group had what was asked, counted or from the share."""
    if finding.groups[group].count is None:
        return _number(finding, group, "share") * _number(finding, group, "n")
    return _number(finding, group, "count")


def _table(finding: EvidenceFinding) -> Table:
    cases, controls = (_number(finding, group, "n") for group in ("cases", "controls"))
    return Table(_count(finding, "cases"), cases, _count(finding, "controls"), controls)


def _log_ratio(finding: EvidenceFinding, sample: str = "") -> Effect:
    found = finding.ratios[sample] if sample else finding
    ratio = found.ratio if isinstance(found, FoundRatio) else found.estimate
    if ratio is None:
        message = f"{finding.id} tells no estimate"
        raise ValueError(message)
    low, high = (nan if bound is None else bound for bound in (found.low, found.high))
    return log_ratio(ratio, low, high)


def _log_odds_per_unit(finding: EvidenceFinding, unit: float, *, of_mean: bool = False) -> Effect:
    cases, controls = _sample(finding, "cases"), _sample(finding, "controls")
    mean = (cases.n * cases.mean + controls.n * controls.mean) / (cases.n + controls.n)
    return log_odds_per_unit(cases, controls, unit * mean if of_mean else unit)


def _log_share_ratio(finding: EvidenceFinding, groups: tuple[str, str]) -> Effect:
    share, other = (_number(finding, group, "share") for group in groups)
    return log_share_ratio(share, other, int(_number(finding, groups[0], "n")))


def _shape_of_share_beyond(finding: EvidenceFinding, group: str, place: float, way: float) -> Effect:
    return shape_of_share_beyond(_number(finding, group, "share"), place / way, int(_number(finding, group, "n")))


def _pooled_incidence(*findings: EvidenceFinding, group: str = "runners") -> Incidence:
    events, runners = ([int(_number(finding, group, name)) for finding in findings] for name in ("count", "n"))
    return pooled_incidence(events, runners)


def _shape_of_last_quarter(finding: EvidenceFinding) -> Effect:
    n = int(_number(finding, "last_quarter", "n"))
    return shape_of_last_quarter(_number(finding, "last_quarter", "share"), n)


def _extrapolated_incidence(finding: EvidenceFinding, known: Incidence, steep: Effect, part: float) -> Incidence:
    return extrapolated_incidence(known, part, steep, _shape_of_last_quarter(finding))


def _near_cramp_ratio(finding: EvidenceFinding, again: Effect, frailty: Effect, covariates: float) -> Effect:
    cramp, near, none = (_number(finding, group, "count") for group in ("cramp", "near_cramp", "none"))
    return near_cramp_ratio(cramp, near, none, again, hypot(frailty.mean, covariates))


def _history_of_frailty(finding: EvidenceFinding, frailty: Effect) -> Effect:
    return history_of_frailty(frailty, share_of_cohort(_table(finding)))


def _muscle_shares(
    calf: EvidenceFinding,
    middle: EvidenceFinding,
    far: EvidenceFinding,
    longer: EvidenceFinding,
    others: dict[str, float],
) -> dict[str, float]:
    """Calf as told by all runners; hamstring and quadriceps share the rest as where several answers were allowed."""
    ratios = _ratios(longer)
    hamstring, quadriceps = (
        (_number(middle, muscle, "share"), _number(far, muscle, "share") / ratios[muscle])
        for muscle in ("hamstring", "quadriceps")
    )
    n = [int(_number(finding, "hamstring", "n")) for finding in (middle, far)]
    of_calf = _number(calf, "calf", "share")
    rest, part = 1 - of_calf - sum(others.values()), share_of_two(hamstring, quadriceps, n)
    return {"calf": of_calf, "hamstring": rest * part, "quadriceps": rest * (1 - part)} | others


def _ratios(finding: EvidenceFinding) -> dict[str, float]:
    """The ratios of a finding as they were printed."""
    return {name: found.ratio for name, found in finding.ratios.items()}


def _group_in_steps(finding: EvidenceFinding, group: str, step: float) -> Effect:
    """Mean and spread of a group of a finding in steps of the covariate."""
    return Effect(_number(finding, group, "mean") / step, _number(finding, group, "sd") / abs(step))


LOGARITHMS = MappingProxyType({"shape": "median", "near": "median", "training": "ratio"})
"""Priors that are derived as a logarithm and kept as what it is of, by the name of that field."""
ABOUT = frozenset({"by", "finding", "prior", "outcome", "weight"})
SOURCES: Mapping[str, Callable[..., Result]] = MappingProxyType({
    "pooled_incidence": _pooled_incidence,
    "extrapolated_incidence": _extrapolated_incidence,
    "log_ratio": _log_ratio,
    "log_odds_ratio": lambda finding: log_odds_ratio(_table(finding)),
    "log_odds_per_unit": _log_odds_per_unit,
    "log_share_ratio": _log_share_ratio,
    "shape_of_mean_onset": lambda finding, way: shape_of_mean_onset(_sample(finding, "crampers"), way),
    "shape_of_share_beyond": _shape_of_share_beyond,
    "shape_of_last_quarter": _shape_of_last_quarter,
    "near_cramp_ratio": _near_cramp_ratio,
    "frailty_of_history": lambda finding, scale: frailty_of_history(_table(finding), scale),
    "history_of_frailty": _history_of_frailty,
    "share_of_cohort": lambda finding: share_of_cohort(_table(finding)),
    "group_in_steps": _group_in_steps,
    "muscle_shares": _muscle_shares,
    "ratios": _ratios,
})  # fmt: skip
JOINS: Mapping[str, Callable[..., Effect]] = MappingProxyType(
    {
        "averaged": averaged,
        "spread_of_studies": spread_of_studies,
    }
)
CHANGES: Mapping[str, Callable[..., Effect]] = MappingProxyType(
    {
        "shrunk": lambda effects, sd: shrunk(effects[0], sd),
        "widened": lambda effects, sd: widened(effects[0], sd),
    }
)
