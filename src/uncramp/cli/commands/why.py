"""``uncramp why``: why a past run cramped, as far as that can be said."""

from typing import TYPE_CHECKING, Annotated

import typer

from uncramp.cli.options import Json, RunNumber, Units, _
from uncramp.cli.output import chosen, console, failing_well, print_json, words
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.domain.sentence import Sentence
    from uncramp.presentation.words import Words
    from uncramp.risk.hindsight import Verdict
    from uncramp.usecases.assess import RunReport


def why(
    number: RunNumber,
    suspect: Annotated[
        str | None, typer.Option(help=_("What you hold to be the cause, like dehydration, salt, pace or heat."))
    ] = None,
    units: Units = None,
    *,
    json: Json = False,
) -> None:
    """Say why a past run cramped, as far as that can be said."""
    from uncramp.cli import wiring
    from uncramp.risk.hindsight import VERDICTS, Suspect
    from uncramp.usecases.assess import assess_run

    names = {each.value: each for each in Suspect}
    if suspect is not None and suspect not in names:
        raise typer.BadParameter(_("One of: {names}.").format(names=", ".join(names)), param_hint="--suspect")
    with failing_well():
        book = wiring.open_logbook()
        report = assess_run(number, book, wiring.read_activities)
        speak = words(chosen(units, book.runner().units))
    verdict = None if suspect is None else VERDICTS[names[suspect]]
    if json:
        print_json({"forecast": report.forecast, "hindsight": report.hindsight, "verdict": verdict}, speak)
    else:
        _show(report, verdict, speak)


def _show(report: "RunReport", verdict: "Verdict | None", speak: "Words") -> None:
    from uncramp.cli.tables import show_reason_table, show_reasons
    from uncramp.cli.telling import heading, paragraphs
    from uncramp.presentation.explaining import of_hindsight, of_suspicion, reason_rows
    from uncramp.presentation.telling import of_episode, of_forecast, of_sources

    hindsight = report.hindsight
    if hindsight is None:
        paragraphs([_why_not(report)], speak)
        return
    paragraphs((of_episode(episode, speak) for episode in report.episodes), speak, "bold")
    paragraphs(of_hindsight(hindsight), speak)
    if report.forecast is not None:
        heading(speak(say("What could be said before it")))
        paragraphs(of_forecast(report.forecast, report.diary)[:1], speak)
    heading(speak(say("What stood out")))
    if hindsight.stood_out:
        show_reasons(hindsight.stood_out, speak)
    else:
        paragraphs([say("Nothing that is known of this run clearly stood out.")], speak)
    if hindsight.may_have:
        heading(speak(say("What may have mattered, and cannot be told")))
        show_reason_table(list(reason_rows(hindsight.may_have, speak)), speak, is_own=bool(hindsight.usual_runs))
    if hindsight.did_not:
        heading(speak(say("What did not stand out")))
        show_reason_table(list(reason_rows(hindsight.did_not, speak)), speak, is_own=bool(hindsight.usual_runs))
    if verdict is not None:
        heading(speak(say("What you suspect")))
        here = [] if report.exposure is None else of_suspicion(verdict, report.exposure, hindsight, speak)
        paragraphs([verdict.sentence, *here], speak)
        paragraphs([of_sources(verdict.findings)], speak, "dim")
    console().print()


def _why_not(report: "RunReport") -> "Sentence":
    if not report.episodes:
        return say("The diary holds no cramp in run {number}.", number=report.run.number)
    if not any(episode.is_of_the_run for episode in report.episodes):
        return say("A night cramp is another condition, and not in this model. Frequent or new ones are for a doctor.")
    return say("There is nothing to go by: chances are known for runs of 10 to 161 km only.")
