"""What the use cases need of the logbook for experiments."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from uncramp.domain.experiment import Decision, Entry, Experiment, Lot


@dataclass(frozen=True, slots=True)
class KeptExperiment:
    """An experiment with what was written down for its turns, in their order.

    Parameters
    ----------
    number
        By which the runner calls it.
    """

    number: int
    experiment: Experiment
    entries: tuple[Entry, ...] = ()


class Experiments(Protocol):
    """The experiments of one runner."""

    def experiments(self) -> list[KeptExperiment]:
        """All experiments, newest first."""

    def experiment(self, number: int) -> KeptExperiment:
        """One experiment; raises ``NotFoundError``."""

    def add_experiment(self, experiment: Experiment) -> int:
        """Keep an experiment and give its number; raises ``InvalidValueError`` while another goes on."""

    def enter_turn(self, number: int, entry: Entry) -> None:
        """Write a turn down, in place of what was written of the same turn and run.

        Raises ``NotFoundError`` if there is no such experiment or run, and ``InvalidValueError`` if the turn belongs to
        another run or the experiment is closed.
        """

    def open_turn(self, number: int, lot: Lot) -> Lot:
        """Keep that a lot was drawn, and give the one that counts: the first of its turn; raises ``NotFoundError``."""

    def decide_experiment(self, number: int, decision: Decision) -> Decision:
        """Keep what was read of it, close it, and give what counts: what was read first; raises ``NotFoundError``."""

    def end_experiment(self, number: int, ended: datetime) -> None:
        """Close an experiment; one that is closed stays as it is; raises ``NotFoundError``."""
