"""Which muscle cramps first: shares of the cohorts, and the runner's own diary."""

from collections.abc import Iterable

from scipy import special

from uncramp.domain.diary import CrampEpisode, Muscle
from uncramp.domain.quantities import Range
from uncramp.evidence.priors import MusclePrior

PERCENTILES = (0.1, 0.5, 0.9)


def muscles_of(
    distance: float, episodes: Iterable[CrampEpisode], prior: MusclePrior
) -> tuple[tuple[Muscle, Range], ...]:
    """Share of the cramps in each muscle with its 80 % interval, most likely first.

    The cohorts count as so many cramps as the prior's weight says (a Dirichlet distribution); the longer race has its
    own shares. Night cramps are left out.

    Parameters
    ----------
    distance
        Of the run, m.
    episodes
        Of the runner's diary.
    """
    ratio = prior.long_ratio if distance >= prior.long_from else {}
    share = {muscle: prior.share[muscle] * ratio.get(muscle, 1.0) for muscle in Muscle}
    seen = {muscle: prior.weight * share[muscle] / sum(share.values()) for muscle in Muscle}
    for episode in episodes:
        if episode.is_of_the_run:
            seen[episode.muscle] += 1.0
    total = sum(seen.values())
    found = [
        (muscle, Range("share", *(float(special.betaincinv(count, total - count, level)) for level in PERCENTILES)))
        for muscle, count in seen.items()
    ]
    return tuple(sorted(found, key=lambda each: -each[1].median))
