"""Posteriors that were learned, so that the same diary is not learned from twice, and one more run only adds to it."""

from collections import Counter, OrderedDict
from collections.abc import Collection, Sequence
from threading import Lock

from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate
from uncramp.risk.diary import Diary, DiaryRun
from uncramp.risk.posterior import Posterior, learn
from uncramp.risk.target import Belief

KEPT = 16

Start = tuple[frozenset[Covariate], bytes]
Key = tuple[Start, tuple[bytes, ...]]


class Memory:
    """The last posteriors of one prior."""

    def __init__(self, prior: HazardPrior) -> None:
        self._prior = prior
        self._kept: OrderedDict[Key, Posterior] = OrderedDict()
        self._lock = Lock()

    def learned(
        self, runs: Sequence[DiaryRun], untold: Collection[Covariate], belief: Belief | None = None
    ) -> Posterior:
        """:func:`~uncramp.risk.posterior.learn`, or what is remembered of it."""
        usable = [run for run in runs if run.is_usable]
        diary = Diary.of(usable, self._prior)
        start = b"" if belief is None else belief.mean.tobytes() + belief.factor.tobytes()
        key = ((frozenset(untold), start), diary.fingerprints)
        with self._lock:
            kept = dict(self._kept)
        known = kept.get(key) or self._grown(key, usable, diary, kept)
        posterior = known or learn(diary, self._prior, untold, belief)
        with self._lock:
            self._kept[key] = posterior
            self._kept.move_to_end(key)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return posterior

    @staticmethod
    def _grown(key: Key, runs: Sequence[DiaryRun], diary: Diary, kept: dict[Key, Posterior]) -> Posterior | None:
        """From one that has been learned from all runs but one, or None."""
        start, rows = key
        for (other_start, others), posterior in reversed(kept.items()):
            if other_start == start and len(others) == len(rows) - 1 and Counter(others) <= Counter(rows):
                added = next(index for index, row in enumerate(rows) if row not in others[index : index + 1])
                return posterior.with_run(runs[diary.order[added]])
        return None
