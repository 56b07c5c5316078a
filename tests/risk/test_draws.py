import numpy as np
import pytest

from uncramp.evidence.priors import priors
from uncramp.risk.draws import Draws, prior_draws, race_population

PRIOR = priors()
COLUMNS = ("shape", "effects", "frailty_sd", "frailty", "baseline", "reporting", "race")


def same(one: Draws, other: Draws) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in COLUMNS)


def test_the_same_seed_gives_the_same_draws_and_another_gives_others() -> None:
    assert same(prior_draws(PRIOR, 50, seed=3), prior_draws(PRIOR, 50, seed=3))
    assert not same(prior_draws(PRIOR, 50, seed=3), prior_draws(PRIOR, 50, seed=4))


def test_there_is_one_row_a_draw() -> None:
    draws = prior_draws(PRIOR, 7)
    assert {getattr(draws, name).shape for name in COLUMNS if name != "effects"} == {(7,)}
    assert draws.effects.shape == (7, len(PRIOR.covariate))


@pytest.mark.parametrize("index", range(len(PRIOR.covariate)))
def test_an_effect_is_drawn_as_the_prior_believes(index: int) -> None:
    effects = prior_draws(PRIOR, 20_000, seed=5).effects[:, index]
    believed = list(PRIOR.covariate.values())[index]
    assert effects.mean() == pytest.approx(believed.mean, abs=4 * believed.sd / 20_000**0.5)
    assert effects.std() == pytest.approx(believed.sd, rel=0.03)


def test_the_logarithms_are_drawn_as_the_prior_believes() -> None:
    draws = prior_draws(PRIOR, 20_000, seed=6)
    for drawn, mean, sd in (
        (np.log(draws.shape), np.log(3.8), 0.30),
        (draws.reporting, -0.3, 0.4),
        (draws.race, np.log(2.5), 0.3),
        (draws.frailty, 0.0, 1.0),
        (draws.baseline, 0.0, 1.0),
    ):
        assert (drawn.mean(), drawn.std()) == pytest.approx((mean, sd), abs=0.03)


def test_the_spread_that_history_explains_is_not_counted_twice() -> None:
    draws = prior_draws(PRIOR, 20_000, seed=7)
    assert (draws.frailty_sd >= 0).all()
    history = draws.effects[:, list(PRIOR.covariate).index("cramp_history")]
    whole = draws.frailty_sd**2 + history**2 * 0.69 * 0.31
    rest = draws.frailty_sd > 0
    # A normal with mean 1.0 and SD 0.35 cut off at 0 has the second moment 1.126; where history explains more than
    # there is, nothing is left.
    assert whole.mean() == pytest.approx(1.126, abs=0.06)
    assert rest.mean() > 0.8


def test_a_race_field_is_as_the_cohorts_were() -> None:
    people, frailties = race_population(PRIOR, 4096, seed=8)
    for column, each in zip(people.T, PRIOR.covariate.values(), strict=True):
        assert ((column >= each.low) & (column <= each.high)).all()
        if each.population.share is not None:
            assert set(column.tolist()) == {0.0, 1.0}
            assert column.mean() == pytest.approx(each.population.share, abs=0.005)
    assert (frailties.mean(), frailties.std()) == pytest.approx((0, 1), abs=0.01)


def test_the_people_of_a_race_field_differ_independently() -> None:
    people, frailties = race_population(PRIOR, 4096, seed=9)
    together = np.atleast_2d(np.corrcoef(np.column_stack([people, frailties]), rowvar=False))
    assert np.abs(together - np.eye(len(together))).max() < 0.05
