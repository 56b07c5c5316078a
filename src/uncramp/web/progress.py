"""How far an import is, as its page and the list of imports say it."""

from collections.abc import Container

from django.utils import timezone

from uncramp.domain.sentence import Sentence, say
from uncramp.presentation.importing import of_state
from uncramp.usecases.ports import KeptImport

ELSEWHERE = say("broken off, or under way on the command line")


def is_going_on(kept: KeptImport, waiting: Container[int]) -> bool:
    """Whether the worker is at an import or has it before it.

    Parameters
    ----------
    waiting
        Numbers of the imports whose files wait for the worker.
    """
    return kept.ended is None and kept.number in waiting


def state_of(kept: KeptImport, waiting: Container[int]) -> Sentence:
    """How far it is; of one whose files are not here nobody knows whether it still goes on."""
    if kept.ended is None and not is_going_on(kept, waiting):
        return ELSEWHERE
    return of_state(kept, timezone.now())
