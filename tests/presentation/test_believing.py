from dataclasses import replace
from math import log

from uncramp.evidence.findings import findings
from uncramp.evidence.priors import priors
from uncramp.presentation.believing import beliefs, shares
from uncramp.presentation.words import Words

PRIOR = priors()
WORDS = Words()
EIGHT_IN_TEN = 1.2815515655446004  # 90th percentile of a standard normal


def test_every_covariate_of_the_prior_is_a_line_in_its_order() -> None:
    lines = list(beliefs(PRIOR, WORDS))
    assert len({each.name for each in lines}) == len(lines) == len(PRIOR.covariate)
    assert [each.step for each in lines] == [each.unit for each in PRIOR.covariate.values()]
    assert [each.grade for each in lines] == [each.grade for each in PRIOR.covariate.values()]
    assert all(finding in findings() for each in lines for finding in each.findings)


def test_a_factor_is_the_exponential_of_the_mean_with_its_80_per_cent_interval() -> None:
    key, first = next(iter(PRIOR.covariate.items()))
    twice = replace(PRIOR, covariate={key: replace(first, mean=log(2.0), sd=log(2.0) / EIGHT_IN_TEN)})
    assert next(beliefs(twice, WORDS)).factor == "2.00 (1.00 to 4.00)"


def test_what_is_off_is_marked() -> None:
    marked = {each.step for each in beliefs(PRIOR, WORDS) if each.is_off}
    assert marked == {each.unit for each in PRIOR.covariate.values() if each.off}
    assert marked


def test_shares_come_from_the_shortest_race_to_the_longest_with_their_interval() -> None:
    found = list(shares(PRIOR))
    assert [each.distance for each in found] == sorted(each.distance for each in PRIOR.baseline)
    assert all(each.share.low < each.share.median < each.share.high for each in found)
    assert [each.is_extrapolated for each in found] == [True, False, False, False]
