"""Sweat rate: what is known of athletes, sharpened by the runner's own weigh-ins."""

from collections.abc import Sequence

from uncramp.domain.diary import WeighIn
from uncramp.domain.quantities import Range
from uncramp.domain.units import SECONDS_PER_HOUR


def sweat_rate_from_weigh_in(weigh_in: WeighIn) -> float:
    """Sweat rate of one weighed run.

    Parameters
    ----------
    weigh_in
        Body mass before and after, what was drunk and passed between; 1 kg is 1 L.

    Returns
    -------
    float
        L/h. What was breathed out and burnt counts as sweat, so it is a little high.

    Notes
    -----
    The balance of the scale, as athletes are tested in the field [Baker2016].
    """
    lost = weigh_in.before - weigh_in.after + weigh_in.drunk - weigh_in.urine
    return lost / (weigh_in.duration / SECONDS_PER_HOUR)


def sweat_rate_prediction(
    mass: float, weigh_ins: Sequence[WeighIn], *, athletes_mean: float, athletes_sd: float, run_sd: float
) -> Range:
    """Sweat rate to expect of the next run.

    Normal prior of athletes [Baker2016], updated by each test with its spread ``run_sd``, which is added
    again for the next run: the interval never gets narrower than one test's.

    Parameters
    ----------
    mass
        Body mass, kg.
    weigh_ins
        The runner's tests; may be empty.
    athletes_mean, athletes_sd
        Of sweat rates in athletes, mL/kg/h.
    run_sd
        Spread between the runs of one runner, in other weather and at other paces, L/h.

    Returns
    -------
    Range
        Sweat rate, L/h, 80 % interval, not below 0.
    """
    mean, variance = athletes_mean * mass / 1000.0, (athletes_sd * mass / 1000.0) ** 2
    noise = run_sd**2 if weigh_ins else 0.0
    for weigh_in in weigh_ins:
        gain = variance / (variance + noise)
        mean, variance = mean + gain * (sweat_rate_from_weigh_in(weigh_in) - mean), variance * (1.0 - gain)
    rate = Range.normal("sweat_rate", mean, (variance + noise) ** 0.5)
    return Range("sweat_rate", max(rate.low, 0.0), max(rate.median, 0.0), max(rate.high, 0.0))
