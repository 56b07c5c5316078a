from datetime import UTC, datetime

import pytest

from uncramp.domain.diary import CrampEpisode, Muscle, Onset
from uncramp.evidence.priors import priors
from uncramp.risk.muscles import muscles_of

PRIOR = priors().muscle
MARATHON, LONG = 42_195.0, 56_000.0


def cramps(muscle: Muscle, count: int, onset: Onset = Onset.DURING) -> list[CrampEpisode]:
    return [CrampEpisode(datetime(2026, 5, 3, tzinfo=UTC), muscle, onset)] * count


def test_the_calf_comes_first_as_in_the_cohorts() -> None:
    (first, share), (second, _), *_ = muscles_of(MARATHON, [], PRIOR)
    assert (first, second) == (Muscle.CALF, Muscle.HAMSTRING)
    assert share.median == pytest.approx(0.531, abs=0.01)  # calf 53.1 % of 9,142 runners
    assert 0.0 < share.low < share.median < share.high < 1.0


def test_the_runners_own_cramps_outweigh_the_cohorts_in_time() -> None:
    shares = [dict(muscles_of(MARATHON, cramps(Muscle.FOOT, count), PRIOR))[Muscle.FOOT] for count in (0, 5, 100)]
    assert [each.median for each in shares] == sorted(each.median for each in shares)
    assert shares[1].median == pytest.approx((0.05 * 10 + 5) / 15, abs=0.03)
    assert shares[2].low > 0.85
    assert shares[2].high - shares[2].low < shares[1].high - shares[1].low


def test_a_longer_race_takes_the_thigh_more_often() -> None:
    short, long = (dict(muscles_of(distance, [], PRIOR)) for distance in (MARATHON, LONG))
    assert long[Muscle.HAMSTRING].median > short[Muscle.HAMSTRING].median
    assert long[Muscle.QUADRICEPS].median > short[Muscle.QUADRICEPS].median
    assert long[Muscle.CALF].median < short[Muscle.CALF].median


def test_night_cramps_are_another_condition() -> None:
    assert muscles_of(MARATHON, cramps(Muscle.FOOT, 9, Onset.NIGHT), PRIOR) == muscles_of(MARATHON, [], PRIOR)
