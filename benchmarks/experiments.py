"""How often an experiment of one says the wrong thing, and how often it finds a halving: played thousands of times.

For each question and several true hazards of a turn: how often each thing is said with no effect, with the hazard
halved, cut to a third and doubled, and after how many turns. Usage: ``python benchmarks/experiments.py [experiments]``.
"""

import sys
from math import log

import numpy as np

from uncramp.domain.experiment import DrawnFor, Question, Rules
from uncramp.evidence.experiments import questions
from uncramp.risk.allotment import drawn
from uncramp.risk.experiment import prior_grid
from uncramp.risk.stopping import Lattice, play

ORDERS = 40
"""Every order is played with as many experiments."""
EFFECTS = {"no effect": 1.0, "halved": 0.5, "a third": 1.0 / 3.0, "doubled": 2.0}
CHANCES = {
    DrawnFor.RUN: (0.1, 0.2, 0.4, 0.6),
    DrawnFor.TWITCH: (0.3, 0.5, 0.7, 0.85),
    DrawnFor.BLOCK: (0.1, 0.2, 0.4, 0.6),
}
"""Of a cramp in one run, or in one twitch, without what is tested."""
RUNS_A_BLOCK = 8
SEED = 20_301
POINTS = 121


def characteristics(rules: Rules, chance: float, ratio: float, experiments: int) -> tuple[list[float], float]:
    """Shares of experiments in which lower, same and higher is said, and the median of the turns until then."""
    lattice, rng = Lattice(rules, prior_grid(rules, POINTS)), np.random.default_rng(SEED)
    per_turn = RUNS_A_BLOCK if rules.drawn_for is DrawnFor.BLOCK else 1
    hazard = log(-log(1.0 - chance))
    truth = np.tile((hazard, hazard + log(ratio)), (experiments // ORDERS, 1))
    played = [play(truth, drawn(seed, rules), lattice, rng, per_turn) for seed in range(ORDERS)]
    verdict, turn = (np.concatenate(each) for each in zip(*((p.verdict, p.turn) for p in played), strict=True))
    decided = turn[turn > 0]
    return [float(np.mean(verdict == side)) for side in range(3)], float(np.median(decided)) if decided.size else np.nan


def main(experiments: int) -> None:
    """Print the table."""
    print(f"{experiments} experiments a row; shares in per cent, standard error at most {50 / experiments**0.5:.1f}")
    print(f"{'question':15}{'truth':11}{'chance':>7}{'lower':>8}{'same':>8}{'higher':>8}{'never':>8}{'turns':>7}")
    for question in Question:
        rules = questions()[question].rules
        for effect, ratio in EFFECTS.items():
            for chance in CHANCES[rules.drawn_for]:
                shares, turns = characteristics(rules, chance, ratio, experiments)
                cells = "".join(f"{100.0 * share:8.1f}" for share in (*shares, 1.0 - sum(shares)))
                print(f"{question:15}{effect:11}{chance:7.2f}{cells}{turns:7.0f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
