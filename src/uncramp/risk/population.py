"""The hazard of a whole population: regression of first cramps on person-kilometres.

For a cohort's study, or a club whose runners gave their diaries, and never for one runner: there the priors count. With
a prior it says what a cohort adds to what was published.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.sentence import say
from uncramp.domain.streams import FloatArray, IndexArray

AT_ONCE = 8192
"""Rows of the design that are worked on at a time: they stay near the processor."""
MOST_STEPS = 60
HALVINGS = 40
NEAR_ENOUGH = 1e-9
"""Square of a step in standard errors that is the last one."""
STILL_MOVING = 1e-2
"""A coefficient that moves so much where nothing is to be gained has no maximum, in steps of log-hazard."""
DEPENDENT = 1e-11
"""Share of the greatest eigenvalue below which scaled columns count as dependent."""
FAR = 10.0
"""Offsets beyond this are taken as this to find where to begin."""
GREATEST = 500.0
"""Exponent beyond which a cramp is certain, so that its numbers stay finite."""


@dataclass(frozen=True, eq=False)
class NormalBelief:
    """What is believed of the coefficients beforehand, each independent.

    Parameters
    ----------
    mean, sd
        Of the log-hazard per unit of a column, shape (k,); a spread of infinity believes nothing.
    """

    mean: FloatArray
    sd: FloatArray


@dataclass(frozen=True, eq=False)
class PopulationFit:
    """Coefficients of the log-hazard.

    Parameters
    ----------
    coefficients
        Log-hazard per unit of a column, shape (k,).
    covariance
        The inverse of the observed information, with that of a prior, shape (k, k).
    log_likelihood
        Of the events alone, at the coefficients.
    iterations
        Steps that were taken.
    """

    coefficients: FloatArray
    covariance: FloatArray
    log_likelihood: float
    iterations: int

    @property
    def standard_errors(self) -> FloatArray:
        """Of the coefficients, shape (k,)."""
        errors: FloatArray = np.sqrt(np.diag(self.covariance))
        return errors


def population_fit(
    design: FloatArray, events: ArrayLike, offset: FloatArray | None = None, prior: NormalBelief | None = None
) -> PopulationFit:
    r"""Complementary log-log regression by maximum likelihood, or with a prior at the mode of the posterior.

    .. math:: P(\text{event in row } i) = 1 - \exp(-\exp(o_i + x_i \beta))

    Newton's method on a concave function, so from anywhere to its one maximum; memory does not grow with the rows.

    Parameters
    ----------
    design
        Covariates of each person-kilometre, a column of ones for the level among them, shape (n, k).
    events
        Whether the first cramp came in it, 0 or 1, shape (n,).
    offset
        What is known of its log-hazard, shape (n,); 0 if None.
    prior
        Of the coefficients.

    Raises
    ------
    InvalidValueError
        If the rows do not fit together, numbers are missing, no event or nothing but events is there, the columns
        depend on each other, or events are separated from the rest, so that there is no maximum.
    """
    rows = _Rows.of(design, events, offset)
    mean, precision = _believed(prior, rows.design.shape[1])
    if not precision.all():
        rows.check_events()
    gram = rows.gram()
    scale = np.sqrt(np.diag(gram))
    _check_columns(gram, scale, np.flatnonzero(precision == 0.0))
    point = _start(rows, gram, mean, precision)
    here = rows.derivatives(point)
    for iteration in range(1, MOST_STEPS + 1):
        information = here.information + np.diag(precision)
        slope = here.slope - precision * (point - mean)
        step = _solved(information, slope)
        if slope @ step < NEAR_ENOUGH:
            moved = np.abs(step) * scale / max(len(rows.events), 1) ** 0.5
            if moved.max(initial=0.0) > STILL_MOVING:
                raise _no_maximum(int(np.flatnonzero(moved > moved.max() / 2.0)[-1]))
            return PopulationFit(point + step, _inverse(information), here.log_likelihood, iteration)
        point, here = _climbed(rows, point, here, step, mean, precision)
    raise InvalidValueError(say("The fit did not settle in {count} steps.", count=MOST_STEPS))


@dataclass(frozen=True, eq=False)
class _Derivatives:
    """The log-likelihood of the events, its gradient and its negative Hessian."""

    log_likelihood: float
    slope: FloatArray
    information: FloatArray


@dataclass(frozen=True, eq=False)
class _Rows:
    design: FloatArray
    events: NDArray[np.bool_]
    offset: FloatArray

    @classmethod
    def of(cls, design: FloatArray, events: ArrayLike, offset: FloatArray | None) -> "_Rows":
        design, happened = np.asarray(design), np.asarray(events, dtype=np.float64)
        added = np.zeros(len(happened)) if offset is None else np.asarray(offset, dtype=np.float64)
        if design.ndim != 2 or happened.shape != (len(design),) or added.shape != happened.shape:  # noqa: PLR2004  # rows and columns
            raise InvalidValueError(
                say(
                    "The rows do not fit together: the design is {design}, the events {events}, the offset {offset}.",
                    design=str(design.shape),
                    events=str(happened.shape),
                    offset=str(added.shape),
                )
            )
        strange = happened[(happened != 0.0) & (happened != 1.0)]
        if strange.size:
            raise InvalidValueError(say("An event is 0 or 1, not {value}.", value=f"{strange[0]:g}"))
        rows = cls(design, happened > 0.0, added)
        for part, values, extra in rows.pieces():
            if not (np.isfinite(values).all() and np.isfinite(extra).all()):
                raise InvalidValueError(say("A number is missing in row {row} or soon after.", row=part.start))
        return rows

    def pieces(self) -> Iterator[tuple[slice, FloatArray, FloatArray]]:
        """The design and the offset piece by piece, and which rows they are."""
        for start in range(0, len(self.events), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            yield part, self.design[part].astype(np.float64, copy=False), self.offset[part]

    def check_events(self) -> None:
        """Refuse events that have no maximum of their likelihood."""
        if not self.events.any():
            raise InvalidValueError(say("There is no event: how low the hazard is cannot be told."))
        if self.events.all():
            raise InvalidValueError(say("Every row is an event: how high the hazard is cannot be told."))

    def gram(self) -> FloatArray:
        """The design's transpose times the design."""
        width = self.design.shape[1]
        return sum((values.T @ values for _, values, _ in self.pieces()), start=np.zeros((width, width)))

    def derivatives(self, point: FloatArray) -> _Derivatives:
        """At coefficients."""
        width = len(point)
        total, slope, information = 0.0, np.zeros(width), np.zeros((width, width))
        for part, values, extra in self.pieces():
            hazard = np.exp(np.minimum(values @ point + extra, GREATEST))
            came = np.flatnonzero(self.events[part])
            there = np.clip(hazard[came], np.finfo(np.float64).tiny, GREATEST)
            ratio = there / np.expm1(there)
            pull, weight = -hazard, hazard.copy()
            pull[came], weight[came] = ratio, np.maximum(ratio * (there + ratio - 1.0), 0.0)
            total += np.log(-np.expm1(-there)).sum() - hazard.sum() + hazard[came].sum()
            slope += pull @ values
            information += (values * weight[:, np.newaxis]).T @ values
        return _Derivatives(float(total), slope, information)


def _believed(prior: NormalBelief | None, width: int) -> tuple[FloatArray, FloatArray]:
    """Mean and precision of the coefficients."""
    if prior is None:
        return np.zeros(width), np.zeros(width)
    mean, sd = np.asarray(prior.mean, dtype=np.float64), np.asarray(prior.sd, dtype=np.float64)
    if mean.shape != (width,) or sd.shape != (width,) or not (np.isfinite(mean).all() and (sd > 0.0).all()):
        raise InvalidValueError(
            say("A prior needs a mean and a spread above 0 for each of {count} columns.", count=width)
        )
    return mean, sd**-2.0


def _check_columns(gram: FloatArray, scale: FloatArray, free: IndexArray) -> None:
    """Refuse columns without a prior that are nothing, or sums of others."""
    empty = free[scale[free] == 0.0]
    if empty.size:
        raise InvalidValueError(say("Column {column} is 0 throughout.", column=int(empty[0])))
    values, directions = np.linalg.eigh(gram[np.ix_(free, free)] / np.outer(scale[free], scale[free]))
    if free.size and values[0] < DEPENDENT * values[-1]:
        column = int(free[np.abs(directions[:, 0]).argmax()])
        raise InvalidValueError(say("Column {column} follows from the others.", column=column))


def _start(rows: _Rows, gram: FloatArray, mean: FloatArray, precision: FloatArray) -> FloatArray:
    """Coefficients that come nearest to everybody's having the hazard of all; those of the prior where there is one."""
    happened = min(max(float(rows.events.sum()), 0.5) / max(len(rows.events), 1), 0.5)
    level = np.log(-np.log1p(-happened))
    pulled, free = np.zeros(len(mean)), precision == 0.0
    for _, values, extra in rows.pieces():
        pulled += (level - np.clip(extra, -FAR, FAR) - values[:, ~free] @ mean[~free]) @ values
    point = mean.copy()
    point[free] = np.linalg.lstsq(gram[np.ix_(free, free)], pulled[free], rcond=None)[0]
    return point


def _climbed(  # noqa: PLR0913, PLR0917  # one step
    rows: _Rows, point: FloatArray, here: _Derivatives, step: FloatArray, mean: FloatArray, precision: FloatArray
) -> tuple[FloatArray, _Derivatives]:
    """Take a step, or the part of it that leads up."""

    def height(at: FloatArray, found: _Derivatives) -> float:
        return found.log_likelihood - float(precision @ (at - mean) ** 2) / 2.0

    low = height(point, here)
    for _ in range(HALVINGS):
        there = rows.derivatives(point + step)
        if height(point + step, there) >= low - abs(low) * 1e-12:
            break
        step = step / 2.0
    return point + step, there


def _solved(information: FloatArray, slope: FloatArray) -> FloatArray:
    scale = np.sqrt(np.maximum(np.diag(information), np.finfo(np.float64).tiny))
    solved: FloatArray = np.linalg.lstsq(information / np.outer(scale, scale), slope / scale, rcond=1e-13)[0] / scale
    return solved


def _inverse(information: FloatArray) -> FloatArray:
    scale = np.sqrt(np.maximum(np.diag(information), np.finfo(np.float64).tiny))
    inverse: FloatArray = np.linalg.inv(information / np.outer(scale, scale)) / np.outer(scale, scale)
    return inverse


def _no_maximum(column: int) -> InvalidValueError:
    return InvalidValueError(
        say(
            "Column {column} parts the events from the rest: its coefficient has no end without a prior.", column=column
        )
    )
