import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from math import exp, expm1, log
from pathlib import Path

import pytest

from uncramp.advice import red_flags
from uncramp.advice.compose import RULES
from uncramp.advice.relief import FINDINGS
from uncramp.domain.diary import Muscle
from uncramp.evidence.findings import findings
from uncramp.evidence.priors import Judged, Population, limits, priors
from uncramp.exposure.covariates import Covariate
from uncramp.physiology.race_time import is_superhuman

REGISTER = tomllib.loads(Path(__file__).with_name("register_prior.toml").read_text("utf-8"))
ROUNDING = 0.05
OFF = {"mass_loss", "descent_beyond"}


def fields_of(name: str) -> Judged:
    """The prior of a name such as ``shape``, ``baseline.42195`` or ``covariate.male``."""
    kind, _, rest = name.partition(".")
    if kind == "baseline":
        (event,) = (each for each in priors().baseline if f"{each.distance:g}" == rest)
        return event
    found: Judged = priors().covariate[rest] if rest else getattr(priors(), kind)
    return found


def judged(value: object) -> Iterator[Judged]:
    """Every judged number below a dataclass, a mapping or a tuple."""
    if isinstance(value, Judged):
        yield value
    if is_dataclass(value):
        value = [getattr(value, each.name) for each in fields(value)]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            yield from judged(part)


@pytest.mark.parametrize("name", REGISTER)
def test_what_is_derived_is_what_the_evidence_register_judged_within_rounding(name: str) -> None:
    for field, told in REGISTER[name].items():
        if field == "median":
            assert log(getattr(fields_of(name), field) / told) == pytest.approx(0.0, abs=ROUNDING)
        elif field != "why":
            assert getattr(fields_of(name), field) == pytest.approx(told, abs=ROUNDING), field


def test_the_evidence_register_has_nothing_to_say_of_near_cramps_and_of_muscles_alone() -> None:
    hazard = {"shape", "frailty", "reporting", "training", "near", "again"}
    hazard |= {f"baseline.{each.distance:g}" for each in priors().baseline}
    assert hazard | {f"covariate.{name}" for name in priors().covariate} == REGISTER.keys() | {"near"}


def test_the_events_are_those_that_were_measured_and_a_half_marathon() -> None:
    assert [each.distance for each in priors().baseline] == [21097.5, 42195.0, 56000.0, 161000.0]
    assert [each.distance for each in priors().baseline if each.extrapolated] == [21097.5]
    assert all(each.low < each.probability < each.high for each in priors().baseline)


def test_loss_of_mass_and_descent_are_shown_but_off() -> None:
    assert {name for name, each in priors().covariate.items() if each.off} == OFF
    assert priors().covariate["mass_loss"].steps(0.03) == pytest.approx(3.0)
    assert priors().covariate["descent_beyond"].steps(2.0) == 1.0


def test_the_muscles_are_those_of_the_diary_and_their_shares_add_up() -> None:
    muscle = priors().muscle
    assert list(muscle.share) == [each.value for each in Muscle]
    assert sum(muscle.share.values()) == pytest.approx(1.0)
    assert list(muscle.share.values()) == sorted(muscle.share.values(), reverse=True)
    assert muscle.long_ratio == {"hamstring": 1.7, "quadriceps": 1.5}
    assert (muscle.weight, muscle.long_from) == (10.0, 56000.0)


def test_sweat_starts_from_the_athletes_of_the_evidence_register() -> None:
    sweat = priors().sweat  # all spreads of an athlete at an unknown pace in unknown heat give 15.3 ± 6.8 mL/kg/h
    variance = sweat.log_sd**2 + sweat.run_log_sd**2 + sweat.speed_log_sd**2 + sweat.wbgt_log_sd**2
    mean = sweat.median * exp(variance / 2)
    assert mean == pytest.approx(15.3, rel=0.01)
    assert mean * expm1(variance) ** 0.5 == pytest.approx(6.8, rel=0.01)


def test_no_sweat_rate_is_told_tighter_than_the_evidence_register_allows() -> None:
    assert 1.96 * priors().sweat.run_sd >= 0.29  # section 14: ± 0.3 L/h without weigh-ins


def test_sweat_sodium_starts_from_the_marathon_of_the_evidence_register() -> None:
    sodium = priors().sweat_sodium
    assert (sodium.mean, sodium.sd, sodium.men_mean, sodium.men_sd) == (42.9, 18.7, 44.0, 19.1)
    assert (sodium.women_mean, sodium.women_sd, sodium.potassium) == (33.9, 12.1, 6.0)
    assert 1.96 * sodium.patch_sd == pytest.approx(14, abs=0.1)


def test_body_water_lies_between_the_bodies_of_the_armys_model() -> None:
    low, usual, high = priors().body_water.share
    assert (low, high) == (0.50, 0.63)
    assert low < usual < high
    assert priors().body_water.plasma_sodium == 140.0


def test_the_limits_are_those_of_the_evidence_register() -> None:
    fluid = limits().fluid  # section 5, planner rules (b), (e) and (f)
    assert (fluid.ceiling, fluid.ceiling_weighed, fluid.ceiling_small_or_slow) == (0.8, 1.0, 0.5)
    assert (fluid.small_mass, fluid.slow_time, fluid.share_of_sweat) == (60.0, 4 * 3600.0, 0.8)
    assert fluid.least_told == 0.15
    assert (fluid.after_per_mass_lost, fluid.after_first_hour) == (1.25, 1.0)
    assert limits().sodium.ceiling == 600.0
    assert (limits().heat.stop, limits().heat.stop_unacclimatised) == (28.0, 20.5)  # section 7
    assert (limits().load.spike, limits().load.double) == (1.1, 2.0)  # section 4


def test_the_covariates_of_the_prior_are_those_that_an_exposure_can_have() -> None:
    assert set(priors().covariate) <= {each.value for each in Covariate}


def test_a_covariate_lies_inside_what_the_cohorts_had() -> None:
    for name, each in priors().covariate.items():
        assert each.low <= each.population.centre <= each.high, name
        assert each.population.variance > 0, name


def test_every_judged_number_rests_on_known_findings() -> None:
    numbers = [*judged(priors()), *judged(limits())]
    assert len(numbers) > 20
    assert {name for each in numbers for name in each.findings} <= findings().keys()
    assert all(each.findings or each.judgement for each in numbers)


def test_rules_relief_and_red_flags_rest_on_known_findings() -> None:
    named = {*FINDINGS, *(name for flag in red_flags.RED_FLAGS for name in flag.findings)}
    named |= {name for rule in RULES for name in rule.FINDINGS}
    assert named <= findings().keys()


def test_the_records_get_slower_with_the_distance() -> None:
    human = limits().human
    speeds = [distance / time for distance, time in zip(human.distance, human.time, strict=True)]
    assert speeds == sorted(speeds, reverse=True)
    assert 0.9 < human.margin < 1


def test_a_population_of_shares_has_the_variance_of_a_coin() -> None:
    assert Population(share=0.25).centre == 0.25
    assert Population(share=0.25).variance == pytest.approx(0.25 * 0.75)


def test_a_population_of_a_measure_has_its_mean_and_variance() -> None:
    assert Population(mean=2.0, sd=3.0).centre == 2.0
    assert Population(mean=2.0, sd=3.0).variance == 9.0


def test_a_population_that_says_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a share, or a mean and an sd"):
        _ = Population().centre


@pytest.mark.parametrize(
    ("distance", "record"),
    [(5000, 12 * 60 + 35.36), (10_000, 26 * 60 + 11), (42_195, 2 * 3600 + 35)],  # Cheptegei, Cheptegei, Kiptum
)
def test_the_best_of_all_humans_are_human(distance: float, record: float) -> None:
    assert not is_superhuman(distance, record, limits().human)
    assert is_superhuman(distance, 0.96 * record, limits().human)
