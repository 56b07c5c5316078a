"""Runs of many runners side by side, and what is made of those of which nothing is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import special

from uncramp.domain.streams import FloatArray, IndexArray
from uncramp.evidence.priors import HazardPrior
from uncramp.risk.diary import Diary, DiaryRun
from uncramp.risk.likelihood import Rates, log_likelihoods

GROUPS, GRID, WAYS = 6, 40, 24
"""Silent runs of a runner count in so many groups of about the same hazard; ways of answering are tried on a grid of
so many chances in either direction, and so many of them stand for all."""


@dataclass(frozen=True, eq=False)
class Owned:
    """Runs of many runners as one diary.

    Parameters
    ----------
    design
        Of the diary, with the runs of each runner side by side, shape (m, r).
    owners, starts
        Runners with any run, and where the runs of each begin in the design.
    owner
        Whose each run of the diary is, shape (r,).
    """

    diary: Diary
    design: FloatArray
    owners: IndexArray
    starts: IndexArray
    owner: IndexArray

    @classmethod
    def of(cls, runs: Sequence[tuple[DiaryRun, int]], prior: HazardPrior) -> Self:
        """Those of runs with the number of their runner."""
        diary = Diary.of((run for run, _ in runs), prior)
        owner = np.array([number for _, number in runs], dtype=np.intp)[diary.order]
        beside = np.argsort(owner, kind="stable")
        owners, starts = np.unique(owner[beside], return_index=True)
        return cls(diary, diary.design[:, beside], owners, starts, owner)

    def summed(self, values: FloatArray, runners: int) -> FloatArray:
        """Sums over the runs of each runner, from values in the order of the design, shape (n, r) to (n, runners)."""
        sums = np.zeros((len(values), runners))
        if len(self.owners):
            sums[:, self.owners] = np.add.reduceat(values, self.starts, axis=1)
        return sums

    def log_likelihood(self, log_hazard: FloatArray, rates: Rates, runners: int) -> FloatArray:
        """Of each runner's runs, from log-hazards in the order of the diary, shape (n, runners)."""
        each = log_likelihoods(log_hazard, rates, self.diary)
        return self.summed(each[:, np.argsort(self.owner, kind="stable")], runners)


@dataclass(frozen=True, eq=False)
class Silence:
    """Runs of which nothing is said, in groups of about the same hazard, and how each runner may answer.

    Parameters
    ----------
    design, counts, owner
        Of the groups, shapes (m, g), (g,) and (g,).
    owners, starts
        Runners with a silent run, and where the groups of each begin.
    answering, writing, log_weights
        Chances of an answer after nothing and after something, and what each way of answering counts beside its
        chance at the middle of the prior, shape (ways, owners).
    """

    design: FloatArray
    counts: FloatArray
    owner: IndexArray
    owners: IndexArray
    starts: IndexArray
    answering: FloatArray
    writing: FloatArray
    log_weights: FloatArray

    @classmethod
    def of(
        cls,
        silent: Owned,
        leaving: FloatArray,
        moved: FloatArray,
        likely: FloatArray,
        answered: FloatArray,
    ) -> Self:
        """What the silent runs come to.

        Parameters
        ----------
        leaving
            Hazard of anything in the silent runs without the runners' deviations, at the middle of the prior, (1, r).
        moved, likely
            Deviations of the runners, and how likely their answered runs are with each, shape (k, runners).
        answered
            Answered runs of each runner with nothing and with something, shape (2, runners).
        """
        ends = [*silent.starts[1:].tolist(), silent.design.shape[1]]
        columns: list[FloatArray] = []
        counts: list[float] = []
        owner: list[int] = []
        starts, ways = [], []
        for number, start, end in zip(silent.owners.tolist(), silent.starts.tolist(), ends, strict=True):
            groups = np.array_split(start + np.argsort(leaving[0, start:end]), min(GROUPS, end - start))
            sizes = [float(len(each)) for each in groups]
            middles = np.array([np.exp(np.log(leaving[0, each]).mean()) for each in groups])
            starts.append(len(counts))
            columns += [silent.design[:, each].mean(axis=1) for each in groups]
            counts += sizes
            owner += [number] * len(groups)
            nothing = np.exp(-middles * np.exp(moved[:, [number]]))
            ways.append(_ways_of_answering(likely[:, number], nothing, np.array(sizes), answered[:, number]))
        return cls(
            np.column_stack(columns),
            np.array(counts),
            np.array(owner, dtype=np.intp),
            silent.owners,
            np.array(starts, dtype=np.intp),
            *(np.column_stack(each) for each in zip(*ways, strict=True)),
        )

    def log_likelihood(self, moved: FloatArray, leaving: FloatArray) -> FloatArray:
        """Of silence, over the ways of answering, from the deviations and the groups' hazards without."""
        nothing = np.exp(-leaving * np.exp(moved[:, self.owner]))
        place = np.searchsorted(self.owners, self.owner)
        values = [
            np.add.reduceat(
                self.counts * np.log(1.0 - writing[place] + (writing - answering)[place] * nothing), self.starts, axis=1
            )
            + weight
            for answering, writing, weight in zip(self.answering, self.writing, self.log_weights, strict=True)
        ]
        result = np.zeros_like(moved)
        result[:, self.owners] = special.logsumexp(np.stack(values), axis=0)
        return result


def _ways_of_answering(
    likely: FloatArray, nothing: FloatArray, sizes: FloatArray, told: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Chances of an answer after nothing and after something that stand for all, and their log-weights, (ways,) each.

    Parameters
    ----------
    likely
        How likely the answered runs are with each deviation, shape (k,).
    nothing
        Chance that there was nothing in the runs of each silent group, shape (k, g).
    sizes
        Of the groups, shape (g,).
    told
        Answered runs with nothing, and with something, shape (2,).
    """
    chances = (np.arange(GRID) + 0.5) / GRID
    answering, writing = (each.ravel() for each in np.meshgrid(chances, chances))
    silent = 1.0 - writing + (writing - answering) * nothing[:, :, np.newaxis]
    counted = told[0] * np.log(answering) + told[1] * np.log(writing)
    density = special.logsumexp(likely[:, np.newaxis] + np.einsum("g,kgw->kw", sizes, np.log(silent)), axis=0)
    density = density + counted
    edges = np.cumsum(np.exp(density - density.max()))
    chosen = np.searchsorted(edges, (np.arange(WAYS) + 0.5) / WAYS * edges[-1])
    return answering[chosen], writing[chosen], (counted - density)[chosen]
