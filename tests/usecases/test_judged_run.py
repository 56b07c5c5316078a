import pytest

from uncramp.domain.weather import Provenance
from uncramp.exposure.covariates import Covariate, Reading
from uncramp.usecases.judged_run import JudgedRun

PACE = {Covariate.OVER_PACE: Reading(0.0, Provenance.WATCH)}


@pytest.mark.parametrize(
    ("is_race", "known", "race"), [(True, True, 1.0), (False, True, 0.0), (True, False, 0.5), (False, False, 0.5)]
)
def test_it_is_a_race_or_training_where_anything_shows_what_the_runner_was_able_to(
    is_race: bool,  # noqa: FBT001  # a case
    known: bool,  # noqa: FBT001  # a case
    race: float,
) -> None:
    assert JudgedRun(1, "", is_race, PACE if known else {}).race == race
