"""How a past run stood before it began: what the model learns from."""

from collections.abc import Mapping
from dataclasses import dataclass

from uncramp.exposure.covariates import Covariate, Reading


@dataclass(frozen=True, slots=True)
class JudgedRun:
    """A past run's covariates, kept since it takes the months before to tell them.

    Parameters
    ----------
    run
        Number of the run.
    digest
        Of all that it rests on.
    is_race
        Whether its first half was run about as fast as the runner could race it.
    readings
        Its covariates, those of the profile left out.
    """

    run: int
    digest: str
    is_race: bool
    readings: Mapping[Covariate, Reading]

    @property
    def race(self) -> float:
        """1 for a race, 0 for training, and between where nothing shows what the runner was able to."""
        return float(self.is_race) if Covariate.OVER_PACE in self.readings else 0.5
