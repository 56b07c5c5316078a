import pytest

from exposure.runs import NOW
from uncramp.domain.runner import Runner
from uncramp.domain.units import IMPERIAL
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import limits
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Origin, Readiness, Reading
from uncramp.exposure.history import History
from uncramp.exposure.run_exposure import exposure_of
from uncramp.exposure.within.run import WithinRun
from uncramp.presentation.exposing import NAMES, ORIGINS, UNKNOWN, Row, rows_of, value_of
from uncramp.presentation.words import MINUS, Words

WORDS = Words()


def exposure(within: WithinRun | None = None) -> Exposure:
    demand = Demand(42_195.0, is_race=True, within=within, provenance=Provenance.WATCH)
    return exposure_of(demand, Readiness(Runner(), History.before(NOW, []), None, has_cramped=False), limits())


def test_what_is_known_says_how_much_and_where_from() -> None:
    assert next(rows_of(exposure(), Origin.DEMAND, WORDS)) == Row("Distance", "42.2 km", "from watch", is_known=True)


def test_what_is_unknown_says_what_it_takes() -> None:
    row = next(row for row in rows_of(exposure(), Origin.DEMAND, WORDS) if row.name == "Heat (WBGT)")
    assert row == Row("Heat (WBGT)", UNKNOWN, "nobody told the weather", is_known=False)


def test_a_run_to_come_has_nothing_within() -> None:
    assert list(rows_of(exposure(), Origin.WITHIN, WORDS)) == []
    assert len(list(rows_of(exposure(WithinRun()), Origin.WITHIN, WORDS))) > 10


@pytest.mark.parametrize(
    ("covariate", "value", "sd", "shown"),
    [
        (Covariate.DEAD_STOP, 1.0, 0.0, "yes"),
        (Covariate.BEYOND_LONGEST, 0.0, 0.0, "no"),
        (Covariate.RECENT_SESSION_TIME, -600.0, 0.0, f"{MINUS}10 min"),
        (Covariate.SPIKE_RATIO, 1.25, 0.0, "1.25"),
        (Covariate.OVER_PACE, 0.08, 0.05, "8 % (2 to 14 %)"),
        (Covariate.HEART_RATE_SLOPE, 4.26, 0.0, "+4.3 bpm/h"),
        (Covariate.HARD_DAYS, 2.0, 0.0, "2"),
    ],
)
def test_each_kind_of_number_is_told_in_its_way(covariate: Covariate, value: float, sd: float, shown: str) -> None:
    assert value_of(covariate, Reading(value, Provenance.WATCH, sd), WORDS) == shown


def test_a_doubtful_temperature_is_an_interval_in_the_reader_s_degrees() -> None:
    reading = Reading(20.0, Provenance.FILE, 1.5)
    assert value_of(Covariate.WBGT, reading, Words(IMPERIAL)) == "68 °F (64.5 to 71.5 °F)"


def test_every_covariate_has_a_name_of_its_own() -> None:
    assert set(NAMES) == set(Covariate)
    assert len({name.template for name in NAMES.values()}) == len(NAMES)
    assert set(ORIGINS) == set(Origin)
