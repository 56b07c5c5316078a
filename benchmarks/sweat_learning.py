"""How fast the sweat rate of a runner is learnt: width and coverage of the 80 % interval after each weigh-in.

Runners, runs and weigh-ins are drawn from a seed: two thirds of the tests and all runs to come at a known pace and
heat, half of the urine not told, a third weighed in wet clothes. Run with ``python benchmarks/sweat_learning.py``.
"""

import argparse
import time
from dataclasses import dataclass
from math import exp, log, nan

import numpy as np

from uncramp.domain.diary import WeighIn
from uncramp.domain.quantities import Range
from uncramp.physiology.sweat import SweatTest, heat_to_shed, sweat_rate_prediction
from uncramp.physiology.water_loss import mass_loss_without_sweat_Cheuvront_2017
from uncramp.usecases.sweating import sweat_model

MODEL = sweat_model()
COUNTS = (0, 1, 2, 3, 5, 10)


@dataclass(frozen=True)
class Runner:
    """Someone with a sweat rate of their own."""

    mass: float
    theta: float
    slope: float

    def sweats(self, random: np.random.Generator, speed: float, wbgt: float) -> float:
        """L/h in one run."""
        share = float(heat_to_shed(self.mass, speed, wbgt) / heat_to_shed(70.0, MODEL.speed, MODEL.wbgt))
        mean = MODEL.median / 1000.0 * self.mass * share * exp(self.theta + self.slope * log(share))
        return max(0.0, random.normal(mean, max(MODEL.run_log_sd * mean, MODEL.run_sd)))


def runner(random: np.random.Generator) -> Runner:
    """Anyone."""
    return Runner(random.uniform(48, 95), random.normal(0, MODEL.log_sd), random.normal(0, MODEL.slope_sd))


def air(random: np.random.Generator) -> tuple[float, float]:
    """Pace, m/s, and WBGT, °C."""
    return random.uniform(2.4, 4.2), random.uniform(5, 27)


def weighed(random: np.random.Generator, who: Runner, absurd: float | None = None) -> SweatTest:
    """A weigh-in, or one that shows an absurd rate."""
    speed, wbgt = air(random)
    hours = random.uniform(0.75, 2.5)
    rate = who.sweats(random, speed, wbgt) if absurd is None else absurd
    urine = max(0.0, random.normal(MODEL.urine_mean, MODEL.urine_sd)) * hours
    wet = bool(random.random() < 1 / 3)
    held = max(0.0, random.normal(MODEL.clothes_mean, MODEL.clothes_sd)) if wet else 0.0
    breath = float(mass_loss_without_sweat_Cheuvront_2017(4.0 * who.mass * speed * hours * 3600))
    drunk = 0.4 * max(rate, 0.0) * hours
    lost = rate * hours * (1 - held) + urine + breath - drunk + random.normal(0, 3**0.5 * MODEL.scale_sd)
    after = min(max(who.mass - lost, 0.86 * who.mass), 1.09 * who.mass)
    told = None if random.random() < 1 / 2 else urine
    is_known = random.random() < 2 / 3
    weigh_in = WeighIn(who.mass, after, drunk, hours * 3600, told, wet)
    return SweatTest(weigh_in, speed if is_known else nan, wbgt if is_known else nan)


def width(rate: Range) -> float:
    """L/h."""
    return rate.high - rate.low


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runners", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    random = np.random.default_rng(options.seed)
    rows: dict[int, list[tuple[float, bool]]] = {count: [] for count in COUNTS}
    moved: list[float] = []
    for _ in range(options.runners):
        who = runner(random)
        tests = [weighed(random, who) for _ in range(max(COUNTS))]
        speed, wbgt = air(random)
        rate = who.sweats(random, speed, wbgt)
        told = [sweat_rate_prediction(who.mass, tests[:count], MODEL, speed=speed, wbgt=wbgt) for count in COUNTS]
        for count, each in zip(COUNTS, told, strict=True):
            rows[count].append((width(each) / width(told[0]), each.low <= rate <= each.high))
        absurd = weighed(random, who, random.choice([4.0, -0.5]))
        two, three = told[2], sweat_rate_prediction(who.mass, [*tests[:2], absurd], MODEL, speed=speed, wbgt=wbgt)
        moved.append(abs(three.median / two.median - 1.0))
    print("tests  width over that of none (median)  coverage of the 80 % interval")
    for count in COUNTS:
        ratios, held = zip(*rows[count], strict=True)
        print(f"{count:5}  {np.median(ratios):33.2f}  {100 * np.mean(held):.1f} %")
    usual, most = np.median(moved), np.quantile(moved, 0.9)
    print(f"one absurd of three moves the median by {100 * usual:.1f} %, 90th percentile {100 * most:.1f} %")
    many = [weighed(random, runner(random)) for _ in range(200)]
    for count in (0, 3, 200):
        begun = time.perf_counter()
        for _ in range(20):
            sweat_rate_prediction(70.0, many[:count], MODEL, speed=3.0, wbgt=18.0)
        print(f"{count} tests: {1000 * (time.perf_counter() - begun) / 20:.1f} ms")


if __name__ == "__main__":
    main()
