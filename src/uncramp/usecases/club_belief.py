"""What the runner's posterior starts from, where others share with him."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from hashlib import sha256
from importlib.metadata import version

import numpy as np

from uncramp.evidence.priors import HazardPrior, priors
from uncramp.risk.club import pooled
from uncramp.risk.draws import dimension
from uncramp.usecases.club_ports import Clubs, Pooling, SharedDiary, scales_of

RELEASE = version("uncramp")
"""With another, the model may be another, and what the files come to is worked out anew."""


def pooling_now(logbook: Clubs) -> Pooling | None:
    """What the kept files come to under today's prior, or None without a file.

    What is kept of it counts only if it was made of these very files and this very prior; else it is made anew.
    """
    kept = logbook.club()
    if not kept.digests:
        return None
    prior = priors()
    if kept.pooling is not None and kept.pooling.fingerprint == fingerprint_of(prior, kept.digests.values()):
        return kept.pooling
    pooling = pooling_of(logbook.shared_diaries(), prior)
    logbook.keep_pooling(pooling)
    return pooling


def pooling_of(diaries: Sequence[SharedDiary], prior: HazardPrior) -> Pooling:
    """What files come to; those whose steps are not the prior's, as after an update, are left out."""
    fingerprint = fingerprint_of(prior, (each.digest for each in diaries))
    fitting = sorted((each for each in diaries if each.scales == scales_of(prior)), key=lambda each: each.digest)
    try:
        with np.errstate(all="ignore"):  # a file may say what no model can follow; whether to trust it is asked below
            found = pooled([each.as_clubmate for each in fitting], prior)
    except np.linalg.LinAlgError:
        runs = sum(len(each.runs) for each in fitting)
        return Pooling(fingerprint, len(fitting), runs, None)
    is_of_use = found.runners > 0 and found.diagnosis.is_trusted
    return Pooling(fingerprint, found.runners, found.runs, found.belief if is_of_use else None)


def fingerprint_of(prior: HazardPrior, digests: Iterable[str]) -> str:
    """Of a prior's numbers, of the model that counts with them, and of files in any order."""
    numbers = [(each.name, getattr(prior, each.name)) for each in fields(HazardPrior)]
    return sha256(repr((RELEASE, dimension(prior), numbers, sorted(digests))).encode()).hexdigest()
