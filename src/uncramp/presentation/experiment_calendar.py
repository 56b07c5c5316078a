"""What of an experiment may stand in a calendar."""

from uncramp.domain.calendar import DayEvent
from uncramp.domain.experiment import Block
from uncramp.domain.sentence import say
from uncramp.presentation.experimenting import ARMS, TITLES, TODO
from uncramp.presentation.words import Words
from uncramp.usecases.experiment_report import ExperimentReport, State

AS_BEGUN, SUSPENDED, CLOSED = 0, 1, 2
"""Revisions of an event: a calendar keeps the highest."""


def events(report: ExperimentReport, words: Words) -> tuple[DayEvent, ...]:
    """Its blocks; of an order that must not be seen only the first day."""
    if report.blocks:
        return tuple(_event(block, report, words) for block in report.blocks)
    is_suspended = report.state is State.SUSPENDED
    text = say("From today on, ask for the lot each time. It is not in the calendar, so that nobody sees ahead.")
    event = DayEvent(
        key=f"experiment-{report.key}",
        first=report.start,
        last=report.start,
        title=words(say("Experiment: {title}", title=TITLES[report.question])),
        text=_why(report, words) if is_suspended else words(text),
        stamp=report.begun if report.closing is None else report.closing,
        revision=SUSPENDED if is_suspended else CLOSED if report.closing is not None else AS_BEGUN,
        is_cancelled=is_suspended,
    )
    return (event,)


def _event(block: Block, report: ExperimentReport, words: Words) -> DayEvent:
    is_suspended = report.state is State.SUSPENDED and block.last >= report.today
    is_cut = report.closed is not None and report.closed < block.last
    is_called_off = report.closed is not None and report.closed < block.first
    text = say(
        "{todo} Block {number} of {count}. Runs count from {day} on.",
        todo=TODO[report.question, block.arm],
        number=block.turn + 1,
        count=len(report.blocks),
        day=f"{block.counted}",
    )
    title = say("{title}: {arm}", title=TITLES[report.question], arm=ARMS[block.arm])
    return DayEvent(
        key=f"experiment-{report.key}-{block.turn + 1}",
        first=block.first,
        last=report.closed if report.closed is not None and is_cut and not is_called_off else block.last,
        title=words(say("Suspended: {title}", title=TITLES[report.question]) if is_suspended else title),
        text=_why(report, words) if is_suspended else words(text),
        stamp=report.closing if is_cut and report.closing is not None else report.begun,
        revision=SUSPENDED if is_suspended else CLOSED if is_cut else AS_BEGUN,
        is_cancelled=is_suspended or is_called_off,
    )


def _why(report: ExperimentReport, words: Words) -> str:
    """Why it is suspended."""
    return " ".join((words(say("Suspended.")), *(words(each) for each in report.suspension)))
