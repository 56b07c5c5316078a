"""``uncramp cramp``: write into the diary that something cramped in a run, or that nothing did."""

from typing import TYPE_CHECKING, Annotated

import typer

from uncramp.cli.options import Json, RunNumber, _
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Onset, Severity, Side
from uncramp.domain.errors import invalid

if TYPE_CHECKING:
    from uncramp.domain.sentence import Sentence


def cramp(
    run: RunNumber,
    muscle: Annotated[Muscle | None, typer.Argument(help=_("Which muscle cramped."))] = None,
    at: Annotated[str | None, typer.Option(help=_("How far into the run it began, like 34km."))] = None,
    onset: Annotated[
        Onset | None, typer.Option("--when", help=_("When it came; during the run if you do not say."))
    ] = None,
    severity: Annotated[Severity | None, typer.Option(help=_("How bad it was."))] = None,
    side: Annotated[Side | None, typer.Option(help=_("Which leg."))] = None,
    note: Annotated[str, typer.Option(help=_("Your own words."))] = "",
    *,
    none: Annotated[
        bool, typer.Option("--none", help=_("Nothing cramped in the run or within six hours after it."))
    ] = False,
    take_back: Annotated[
        bool, typer.Option("--take-back", help=_("Take back what was told of the run last, and keep the rest."))
    ] = False,
    json: Json = False,
) -> None:
    """Write a cramp of a run into the diary, or that there was none."""
    from uncramp.cli import wiring
    from uncramp.domain.units import parse_distance
    from uncramp.presentation.telling import of_answer, of_answer_gone, of_episode, of_taken_back
    from uncramp.usecases.record import record_cramp, record_no_cramp, take_back_last

    told: list[Sentence] = []
    with failing_well():
        _agree(muscle, none=none, take_back=take_back, is_described=any((at, onset, severity, side, note)))
        book = wiring.open_logbook()
        units = book.runner().units
        speak = words(units)
        entry: CrampEpisode | Answer
        if take_back:
            entry = take_back_last(run, book)
            told.append(of_taken_back(entry, speak))
        elif muscle is None:
            entry = Answer(wiring.now())
            record_no_cramp(run, entry, book)
            told.append(of_answer(entry))
        else:
            distance = None if at is None else parse_distance(at, units)
            entry = CrampEpisode(wiring.now(), muscle, onset or Onset.DURING, severity, side, distance, note)
            is_answer_gone = record_cramp(run, entry, book)
            told.extend([of_episode(entry, speak), of_answer_gone()][: 1 + is_answer_gone])
    if json:
        print_json(entry, speak)
    else:
        for sentence in told:
            console().print(speak(sentence), markup=False)


def _agree(muscle: Muscle | None, *, none: bool, take_back: bool, is_described: bool) -> None:
    """Refuse what says nothing, or two things at once."""
    said = [name for name, is_said in ((muscle, muscle), ("--none", none), ("--take-back", take_back)) if is_said]
    if not said:
        raise invalid("Say which muscle cramped, or --none, or --take-back.")
    if len(said) > 1:
        raise invalid("{one} and {other} contradict each other.", one=str(said[0]), other=str(said[1]))
    if muscle is None and is_described:
        raise invalid("{option} takes no description of a cramp.", option=str(said[0]))
