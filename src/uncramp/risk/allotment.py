"""The order of an experiment, drawn by lot so that it can be drawn again.

It is drawn in groups of two or four turns, mixed at random, with as many turns in one arm as in the other in each: the
arms stay level at any time, and the last turn of a group cannot be told from the ones before it as surely as in pairs.
Weeks on end come in pairs, since an experiment has few of them.
"""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from itertools import combinations, count, islice

from uncramp.domain.experiment import Arm, Block, DrawnFor, Experiment, Rules

PAIR, FOUR = 2, 4


def order(experiment: Experiment) -> tuple[Arm, ...]:
    """Arms of all turns of an experiment."""
    return drawn(experiment.seed, experiment.rules)


def drawn(seed: int, rules: Rules, further: int = 0) -> tuple[Arm, ...]:
    """Arms of all turns under the rules, and of some more; the same for the same seed on every machine."""
    return tuple(islice(_groups(seed, pairs_only=rules.drawn_for is DrawnFor.BLOCK), rules.most + further))


def blocks(experiment: Experiment) -> tuple[Block, ...]:
    """Calendar of an experiment whose turns are weeks on end; empty for another."""
    rules = experiment.rules
    if rules.drawn_for is not DrawnFor.BLOCK:
        return ()
    firsts = (experiment.start + timedelta(days=turn * rules.block_days) for turn in range(rules.most))
    return tuple(
        Block(
            turn=turn,
            arm=arm,
            first=first,
            counted=first + timedelta(days=rules.wash_out_days),
            last=first + timedelta(days=rules.block_days - 1),
        )
        for turn, (arm, first) in enumerate(zip(order(experiment), firsts, strict=True))
    )


def _groups(seed: int, *, pairs_only: bool) -> Iterator[Arm]:
    for group in count():
        lot = sha256(f"{seed}:{group}".encode()).digest()
        size = PAIR if pairs_only or lot[0] % 2 else FOUR
        ways = list(combinations(range(size), size // 2))
        chosen = ways[int.from_bytes(lot[1:9]) % len(ways)]
        yield from (Arm.WITH if place in chosen else Arm.WITHOUT for place in range(size))
