"""A runner's experiment on himself: one question, an order drawn by lot, and rules fixed before it begins."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from uncramp.domain.runner import Condition


class Question(StrEnum):
    """What may be tested; nothing that could do harm."""

    STRENGTH_WORK = "strength_work"
    SLOWER_START = "slower_start"
    PICKLE_JUICE = "pickle_juice"


class Arm(StrEnum):
    """With what is tested, or as before."""

    WITH = "with"
    WITHOUT = "without"

    @property
    def other(self) -> "Arm":
        """What was not drawn."""
        return Arm.WITHOUT if self is Arm.WITH else Arm.WITH


class DrawnFor(StrEnum):
    """What the lot is drawn for: weeks on end, one run, or one twitch."""

    BLOCK = "block"
    RUN = "run"
    TWITCH = "twitch"


class Verdict(StrEnum):
    """What the experiment says."""

    LOWER = "lower"
    HIGHER = "higher"
    SAME = "same"
    NOT_YET = "not_yet"
    NOT_TOLD = "not_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How an experiment is run and read. They are kept with it, so that nothing can be chosen afterwards.

    Parameters
    ----------
    drawn_for
        What each turn of the order is.
    most
        Turns after which it is over.
    first
        Outcomes in each arm before the first look.
    every
        Turns from one look to the next.
    prior_sd
        Of the log-ratio of the hazards, around no effect.
    margin
        Ratio beyond which, or beyond whose inverse, a difference matters; above 1.
    rate, rate_log_sd
        Median of the hazard of one run or twitch before anything is known, and the spread of its logarithm.
    block_sd
        How far good and bad weeks shift the log-hazard of a whole block.
    lower, higher, same
        Chance at which each is said.
    block_days, wash_out_days
        Length of a block, and its first part in which the one before may still act.
    """

    drawn_for: DrawnFor
    most: int
    first: int
    every: int
    prior_sd: float
    margin: float
    rate: float
    rate_log_sd: float
    block_sd: float
    lower: float
    higher: float
    same: float
    block_days: int = 0
    wash_out_days: int = 0


@dataclass(frozen=True, slots=True)
class Lot:
    """A turn whose lot was drawn, and when, aware, in UTC: what was run before that is not part of it."""

    turn: int
    drawn: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was read of an experiment when it ended. It is kept: no diary that changes afterwards changes it.

    Parameters
    ----------
    taken
        When it was read, aware, in UTC.
    turns
        Turns that were over by then.
    at
        The look that decided, in turns, or None where none did.
    looks
        How often it had been looked at.
    lower, same, higher
        Chances at the look that decided, or at the last one; None before the first.
    digest
        Of the outcomes that were read.
    """

    verdict: Verdict
    taken: datetime
    turns: int
    at: int | None
    looks: int
    lower: float | None
    same: float | None
    higher: float | None
    digest: str


@dataclass(frozen=True, slots=True)
class Experiment:
    """One question put to one's own body.

    Parameters
    ----------
    seed
        What the order is drawn from; whoever has it can draw the same order again.
    start
        First day.
    begun, ended
        When it was set up and when the runner closed it, aware, in UTC; None while it goes on.
    agreed, is_injury_agreed
        With which conditions, and whether with an injury, somebody who treats the runner agreed.
    lots
        Those that were drawn, where each turn is a run or a twitch.
    decision
        What was read of it when it ended, or None while it goes on.
    """

    question: Question
    seed: int
    start: date
    begun: datetime
    rules: Rules
    ended: datetime | None = None
    agreed: frozenset[Condition] = frozenset()
    is_injury_agreed: bool = False
    lots: tuple[Lot, ...] = ()
    decision: Decision | None = None

    def lot(self, turn: int) -> Lot | None:
        """The lot of a turn, or None if it was not drawn yet."""
        return next((each for each in self.lots if each.turn == turn), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the runner wrote down for one turn.

    Parameters
    ----------
    turn
        Its place in the order, from 0.
    written
        Aware, in UTC.
    did
        What was done, whatever had been drawn.
    run
        Number of the run, or None where the turn is no run or the run is gone.
    went_on
        Whether a twitch went on to a full cramp, or None where the turn is no twitch.
    release
        Time until it let go, s, or None if not told.
    """

    turn: int
    written: datetime
    did: Arm
    run: int | None = None
    went_on: bool | None = None
    release: float | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of days in one arm.

    Parameters
    ----------
    turn
        Its place in the order, from 0.
    first, counted, last
        First day, first day whose runs count, and last day.
    """

    turn: int
    arm: Arm
    first: date
    counted: date
    last: date
