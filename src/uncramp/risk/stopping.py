"""When an experiment of one may be read, and how much longer it would take.

The rules stand before it begins: looks at fixed turns, each arm with enough outcomes, a chance at which something is
said, and an end. At a look the chances are those of :mod:`uncramp.risk.experiment`, on a grid that is set up once, as a
bilinear form of both arms' likelihoods; so thousands of experiments can be played through.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.experiment import Arm, Rules, Verdict
from uncramp.domain.streams import FloatArray
from uncramp.risk.experiment import (
    Chances,
    Observation,
    arm_log_likelihood,
    log_likelihood,
    log_prior,
    prior_grid,
    shifts,
    window,
)

POINTS, ROUGH_POINTS = 241, 81
FUTURES = 300
MOST_FURTHER = 200
"""Outcomes; beyond them "how many more" has no number."""
HALF, MOST = 0.5, 0.8
SIDES = (Verdict.LOWER, Verdict.SAME, Verdict.HIGHER)


@dataclass(frozen=True, eq=False)
class Lattice:
    """Log-hazards over which both arms' likelihoods are laid, evenly spaced, shape (n,)."""

    rules: Rules
    grid: FloatArray

    @cached_property
    def prior(self) -> FloatArray:
        """Prior of both arms, without its constant, shape (n, n)."""
        prior: FloatArray = np.exp(log_prior(self.grid, self.rules))
        return prior

    @cached_property
    def _sides(self) -> FloatArray:
        """The prior below the margin, in all, and above it, side by side: shape (n, 3 n)."""
        step = self.grid[1] - self.grid[0]
        theta = self.grid[None, :] - self.grid[:, None]
        margin = log(self.rules.margin)
        below = np.clip((-margin - theta) / step + 0.5, 0.0, 1.0)  # a cell on the border counts in part
        above = np.clip((theta - margin) / step + 0.5, 0.0, 1.0)
        return np.hstack((self.prior * below, self.prior, self.prior * above))

    def chances(self, without: FloatArray, given: FloatArray) -> FloatArray:
        """Chances of lower, same and higher: log-likelihoods of shape (b, n) each, result of shape (b, 3)."""
        weight = np.exp(without - without.max(1, keepdims=True)) @ self._sides
        weight = weight.reshape(-1, 3, self.grid.size)
        lower, total, higher = np.einsum("bsn,bn->sb", weight, np.exp(given - given.max(1, keepdims=True)))
        same = np.maximum(total - lower - higher, 0.0)
        chances: FloatArray = np.stack((lower, same, higher), 1) / total[:, None]
        return chances

    def of_counts(self, outcomes: int) -> FloatArray:
        """Log-likelihood of 0, 1, … cramps in a turn with so many outcomes, shape (outcomes + 1, n)."""
        shift, log_weight = shifts(self.rules.block_sd)
        cramped, quiet = (log_likelihood(np.array(s), np.array(1.0), self.grid[:, None] + shift) for s in (1.0, 0.0))
        cramps = np.arange(outcomes + 1)[:, None, None]
        table: FloatArray = np.logaddexp.reduce(cramps * cramped + (outcomes - cramps) * quiet + log_weight, axis=2)
        return table


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Where an experiment stands by its rules.

    Parameters
    ----------
    at
        Turns that were over when it was decided, or None.
    looks
        How often it has been looked at.
    chances
        At the look that decided, or at the last one; None before the first.
    """

    verdict: Verdict
    at: int | None = None
    looks: int = 0
    chances: Chances | None = None


@dataclass(frozen=True, slots=True)
class Further:
    """After how many more turns half, and 8 in 10, of the futures that are still possible would be decided.

    None where they are not within :data:`MOST_FURTHER` outcomes.
    """

    half: int | None
    most: int | None


def conclude(observations: Sequence[Observation], turns: int, rules: Rules) -> Conclusion:
    """Read an experiment after its first ``turns`` turns; the first look that decides it holds."""
    lattice = Lattice(rules, prior_grid(rules, POINTS))
    turns = min(turns, rules.most)
    looks = [turn for turn in range(rules.every, turns + 1, rules.every) if _is_ready(observations, turn, rules)]
    ended = Verdict.NOT_TOLD if turns >= rules.most else Verdict.NOT_YET
    if not looks:
        return Conclusion(ended)
    likelihoods = [_arms(observations, turn, rules, lattice.grid) for turn in looks]
    chances = lattice.chances(*(np.array(arm) for arm in zip(*likelihoods, strict=True)))
    said = _said(chances, rules)
    decided = np.flatnonzero(said >= 0)
    last = int(decided[0]) if decided.size else len(looks) - 1
    lower, same, higher = chances[last].tolist()
    told = Chances(lower, same, higher)
    if decided.size:
        return Conclusion(SIDES[said[last]], looks[last], last + 1, told)
    return Conclusion(ended, None, len(looks), told)


def further(  # noqa: PLR0913, PLR0917  # what is known, what is to come, and the lot of the futures
    observations: Sequence[Observation],
    arms: Sequence[Arm],
    turns: int,
    per_turn: int,
    rules: Rules,
    seed: int,
) -> Further:
    """How much longer it would take: futures drawn from what is believed now, played by the rules without an end.

    Parameters
    ----------
    arms
        Of the turns to come.
    turns
        Turns that are over.
    per_turn
        Outcomes that each turn to come is likely to give.
    seed
        The same seed gives the same answer.
    """
    known = [each for each in observations if each.turn < turns]
    rough = Lattice(rules, np.linspace(*window(known, rules), ROUGH_POINTS))
    seen = Seen(*(_arms(known, turns, rules, rough.grid)), _counts(known), turns)
    rng = np.random.default_rng(seed)
    joint = rough.prior * np.exp(seen.without - seen.without.max())[:, None] * np.exp(seen.given - seen.given.max())
    drawn = rng.choice(joint.size, FUTURES, p=joint.ravel() / joint.sum())
    truth = rough.grid[np.stack(np.unravel_index(drawn, joint.shape), 1)]
    played = play(truth, arms[: MOST_FURTHER // per_turn], rough, rng, per_turn, seen)
    return Further(*(_reached(played.turn, share) for share in (HALF, MOST)))


@dataclass(frozen=True, eq=False)
class Seen:
    """What both arms have shown before the futures begin: log-likelihoods over the lattice, outcomes, and turns."""

    without: FloatArray
    given: FloatArray
    outcomes: tuple[int, int] = (0, 0)
    turns: int = 0


@dataclass(frozen=True, eq=False)
class Played:
    """What was said of each experiment that was played, and after how many turns; -1 and 0 where nothing was."""

    verdict: NDArray[np.intp]
    turn: NDArray[np.intp]


def play(  # noqa: PLR0913, PLR0917  # what a simulation is made of
    truth: FloatArray,
    arms: Sequence[Arm],
    lattice: Lattice,
    rng: np.random.Generator,
    per_turn: int = 1,
    seen: Seen | None = None,
) -> Played:
    """Play experiments by their rules.

    Parameters
    ----------
    truth
        True log-hazards without and with what is tested, shape (b, 2).
    arms
        Of the turns to be played.
    per_turn
        Outcomes in each turn.
    seen
        What has been seen before.
    """
    rules, table = lattice.rules, lattice.of_counts(per_turn)
    count = len(truth)
    seen = Seen(np.zeros(lattice.grid.size), np.zeros(lattice.grid.size)) if seen is None else seen
    likelihoods = np.stack([np.tile(arm, (count, 1)) for arm in (seen.without, seen.given)])
    outcomes = list(seen.outcomes)
    played = Played(np.full(count, -1), np.zeros(count, np.intp))
    for turn, arm in enumerate(arms, start=1):
        side = int(arm is Arm.WITH)
        shift = rules.block_sd * rng.standard_normal(count)
        cramps = rng.binomial(per_turn, -np.expm1(-np.exp(truth[:, side] + shift)))
        likelihoods[side] += table[cramps]
        outcomes[side] += per_turn
        going = np.flatnonzero(played.verdict < 0)
        if (seen.turns + turn) % rules.every or min(outcomes) < rules.first or not going.size:
            continue
        said = _said(lattice.chances(likelihoods[0, going], likelihoods[1, going]), rules)
        decided = going[said >= 0]
        played.verdict[decided], played.turn[decided] = said[said >= 0], turn
    return played


def _said(chances: FloatArray, rules: Rules) -> NDArray[np.intp]:
    """Which side reaches its chance, -1 where none does."""
    reached = chances >= np.array((rules.lower, rules.same, rules.higher))
    said: NDArray[np.intp] = np.where(reached.any(1), reached.argmax(1), -1)
    return said


def _is_ready(observations: Sequence[Observation], turns: int, rules: Rules) -> bool:
    return min(_counts([each for each in observations if each.turn < turns])) >= rules.first


def _counts(observations: Sequence[Observation]) -> tuple[int, int]:
    given = sum(each.arm is Arm.WITH for each in observations)
    return len(observations) - given, given


def _arms(
    observations: Sequence[Observation], turns: int, rules: Rules, grid: FloatArray
) -> tuple[FloatArray, FloatArray]:
    without, given = (
        arm_log_likelihood([each for each in observations if each.arm is arm and each.turn < turns], rules, grid)
        for arm in (Arm.WITHOUT, Arm.WITH)
    )
    return without, given


def _reached(turn: NDArray[np.intp], share: float) -> int | None:
    """Turns after which a share of the futures is decided."""
    decided = np.sort(turn[turn > 0])
    needed = int(np.ceil(share * turn.size))
    return int(decided[needed - 1]) if decided.size >= needed else None
