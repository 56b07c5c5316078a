"""What the models start from, read from ``data/priors.toml`` and ``data/limits.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import cattrs

from uncramp.domain.grade import Grade
from uncramp.evidence.findings import EvidenceFinding, findings, read_data
from uncramp.evidence.steps import derive, filled, numbers

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A number judged from findings: which ones, and how."""

    findings: tuple[str, ...]
    judgement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogNormal(Judged):
    """Median and the spread of its natural logarithm."""

    median: float
    log_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal(Judged):
    """Mean and standard deviation."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LogShift(Judged):
    """Mean and standard deviation of a shift of the log-hazard."""

    log_mean: float
    log_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(Judged):
    """A hazard ratio and the spread of its natural logarithm."""

    ratio: float
    log_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Judged):
    """Chance of a cramp in a race of one distance (m), with its 95 % interval."""

    distance: float
    probability: float
    low: float
    high: float
    extrapolated: bool = False


@dataclass(frozen=True, slots=True)
class Population:
    """A covariate in the race cohorts: the share of "yes", or mean and standard deviation."""

    share: float | None = None
    mean: float | None = None
    sd: float | None = None

    @property
    def centre(self) -> float:
        """Mean of the covariate over the cohorts."""
        return _given(self.mean if self.share is None else self.share)

    @property
    def variance(self) -> float:
        """Variance of the covariate over the cohorts."""
        return _given(self.sd) ** 2 if self.share is None else self.share * (1 - self.share)


def _given(number: float | None) -> float:
    if number is None:
        message = "a population needs a share, or a mean and an sd"
        raise ValueError(message)
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class CovariatePrior(Normal):
    """What is believed of one covariate before any diary.

    ``mean`` and ``sd`` are of the log-effect per step, which ``unit`` says in words: so many of the covariate's own
    unit (``step``) above ``zero``. Values beyond ``low`` and ``high``, in steps, were not seen in a cohort and count
    as the bound. ``population`` is in steps too. What is ``off`` is shown, learned from the diary and left out of every
    forecast.
    """

    unit: str
    low: float
    high: float
    grade: Grade
    population: Population
    step: float = 1.0
    zero: float = 0.0
    off: bool = False

    def steps(self, value: float) -> float:
        """A value in the covariate's own unit as steps above its zero."""
        return (value - self.zero) / self.step

    def value(self, steps: float) -> float:
        """Steps above its zero as a value in the covariate's own unit."""
        return self.zero + self.step * steps


@dataclass(frozen=True, slots=True)
class HazardPrior:
    """Everything the hazard model starts from; all logarithms are natural.

    Parameters
    ----------
    shape
        Exponent of the cumulative hazard over the share of the run.
    frailty
        Standard deviation of the log-hazard between runners.
    reporting
        Shift of the log-hazard from volunteers to all runners.
    training
        Hazard of a race over that of a training run of the same length.
    near
        Near-cramps for each cramp, while there was neither yet.
    again
        Shift of the log-hazard once there was a near-cramp.
    """

    shape: LogNormal
    frailty: Normal
    reporting: LogShift
    training: Ratio
    near: LogNormal
    again: Normal
    baseline: tuple[Baseline, ...]
    covariate: Mapping[str, CovariatePrior]


@dataclass(frozen=True, slots=True, kw_only=True)
class MusclePrior(Judged):
    """Where cramps strike.

    Parameters
    ----------
    share
        Of the cramps of a race, by the names of :class:`~uncramp.domain.diary.Muscle`; together 1.
    weight
        How many cramps of a runner's own count as much.
    long_from
        From which distance on races count as long, m.
    long_ratio
        How many times as frequent, against a half marathon, some muscles are in a long race.
    """

    share: Mapping[str, float]
    weight: float
    long_from: float
    long_ratio: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SweatPrior(LogNormal):
    """Sweat rate of athletes, mL/kg/h, at a pace (m/s) and in a heat (°C WBGT), and every spread around it.

    ``log_sd`` is between runners at a known pace and heat; what not knowing them adds, how differently sweat follows
    the heat to be lost, and the spread between the runs of one runner (L/h at least) stand apart.
    """

    speed: float
    wbgt: float
    speed_log_sd: float
    wbgt_log_sd: float
    slope_sd: float
    run_log_sd: float
    run_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighingPrior(Judged):
    """What a weigh-in does not see: errors of scales (kg), untold urine (L/h), sweat in clothes (share)."""

    absurd_share: float
    scale_sd: float
    urine_mean: float
    urine_sd: float
    clothes_mean: float
    clothes_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SodiumPrior(Judged):
    """Sodium of sweat in a marathon, mmol/L, of all, men and women, and the errors of its tests."""

    mean: float
    sd: float
    men_mean: float
    men_sd: float
    women_mean: float
    women_sd: float
    patch_sd: float
    whole_body_sd: float
    day_sd: float
    effort_sd: float
    potassium: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyWaterPrior(Judged):
    """Share of body mass that is water, lowest, usual and highest, and sodium of plasma before a run, mmol/L."""

    share: tuple[float, float, float]
    plasma_sodium: float
    plasma_sodium_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeatherPrior(Judged):
    """What is assumed of the air where nobody said it, and how far air told from elsewhere may be off.

    Parameters
    ----------
    relative_humidity, cloud_cover, wind_speed
        %, 1 and m/s for the 10th, 50th and 90th percentile of the heat that the runner feels.
    dampest_dew_point
        Dew point, °C, beyond which no humidity is assumed.
    away_sd
        Standard deviation of a WBGT told by a station or a forecast against that of the runner's way, °C.
    """

    relative_humidity: tuple[float, float, float]
    cloud_cover: tuple[float, float, float]
    wind_speed: tuple[float, float, float]
    dampest_dew_point: float
    away_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FluidLimits(Judged):
    """Bounds of drinking: L/h, L, kg and s, as commented in the data."""

    ceiling: float
    ceiling_weighed: float
    ceiling_small_or_slow: float
    small_mass: float
    slow_time: float
    least_told: float
    share_of_sweat: float
    after_per_mass_lost: float
    after_first_hour: float
    warn_mass_change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SodiumLimits(Judged):
    """Most sodium, mg/h, and from which duration (s) and share of replaced sweat on there may be any."""

    ceiling: float
    from_time: float
    from_replacement: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatLimits(Judged):
    """WBGT above which nobody, or nobody unused to heat, should race, °C."""

    stop: float
    stop_unacclimatised: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadLimits(Judged):
    """A run as a multiple of the longest of 30 days: a spike, and a doubling."""

    spike: float
    double: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SipLimits(Judged):
    """Least time from one sip that an experiment asks for to the next, s."""

    least_between: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanLimits(Judged):
    """Best times (s) ever run over distances (m), and the share of them that counts as impossible."""

    distance: tuple[float, ...]
    time: tuple[float, ...]
    margin: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What no plan may exceed."""

    fluid: FluidLimits
    sodium: SodiumLimits
    heat: HeatLimits
    load: LoadLimits
    sip: SipLimits
    human: HumanLimits


@dataclass(frozen=True, slots=True)
class Priors(HazardPrior):
    """The hazard model's prior and those of the other predictions."""

    muscle: MusclePrior
    sweat: SweatPrior
    weighing: WeighingPrior
    sweat_sodium: SodiumPrior
    body_water: BodyWaterPrior
    weather: WeatherPrior


def priors_from(found: Mapping[str, EvidenceFinding]) -> Priors:
    """All priors, derived from these findings by id."""
    data = read_data("priors")
    derived = {name: numbers(name, derivation.result) for name, derivation in derive(data, found).items()}
    return cattrs.structure(filled(data, derived), Priors)


@cache
def priors() -> Priors:
    """All priors, derived from the findings of the evidence data."""
    return priors_from(findings())


@cache
def limits() -> Limits:
    """All limits."""
    return cattrs.structure(read_data("limits"), Limits)
