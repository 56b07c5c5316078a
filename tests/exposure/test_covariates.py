from uncramp.domain.quantities import quantity_kinds
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate, Origin, covariate_kinds
from uncramp.exposure.run_exposure import NEEDS
from uncramp.exposure.within.run import WithinRun


def test_every_covariate_stands_in_the_table_with_a_quantity_of_the_house() -> None:
    assert covariate_kinds().keys() == set(Covariate)
    assert {kind.quantity for kind in covariate_kinds().values()} <= quantity_kinds().keys()
    assert all(kind.meaning for kind in covariate_kinds().values())


def test_what_is_within_a_run_has_the_name_of_the_number_that_tells_it() -> None:
    within = [name for name, kind in covariate_kinds().items() if kind.of is Origin.WITHIN]
    assert within
    loads = {"session_load", "trimp", "edwards_load", "low_zone", "middle_zone", "high_zone"}
    assert {name.value for name in within} - loads <= set(WithinRun.__slots__)


def test_the_hazard_model_uses_covariates_that_are_made() -> None:
    assert set(priors().covariate) <= {name.value for name in Covariate}


def test_every_covariate_says_what_it_takes_to_be_told() -> None:
    assert NEEDS.keys() == set(Covariate)
