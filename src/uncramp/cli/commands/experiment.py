"""``uncramp experiment``: test one thing on yourself, by lot."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from uncramp.cli.options import Json, _
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.experiment import DrawnFor, Question
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.presentation.words import Words
    from uncramp.usecases.experiment_report import ExperimentReport

SEED_BITS = 48
LAST = 10
"""Outcomes that are listed one by one; the JSON document has them all."""

app = typer.Typer(
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("Test one thing on yourself, by lot: what helps others may not be what helps you."),
)
Number = Annotated[int, typer.Argument(metavar="NUMBER", help=_("Number of the experiment."), min=1)]
Calendar = Annotated[Path | None, typer.Option(help=_("Write the schedule to this file (.ics)."))]


@app.callback(invoke_without_command=True)
def experiment(context: typer.Context, *, json: Json = False) -> None:
    """List what may be tested, and the experiments so far."""
    if context.invoked_subcommand is not None:
        return
    from uncramp.cli import wiring
    from uncramp.usecases.experiment import today_of
    from uncramp.usecases.experiment_offers import offers
    from uncramp.usecases.experiment_report import reports

    with failing_well():
        book = wiring.open_logbook()
        runner = book.runner()
        speak = words(runner.units)
        now = wiring.now()
        offered, all_reports = offers(runner, today_of(book, now)), reports(book, now)
    if json:
        print_json({"offers": offered, "experiments": all_reports}, speak)
        return
    from uncramp.cli.telling import heading, paragraphs
    from uncramp.presentation.experimenting import ASKED, STATES, TITLES, VERDICTS, grade_of, of_agreement

    for offer in offered:
        heading(f"{offer.question}: {speak(TITLES[offer.question])}", aside=speak(grade_of(offer.question)))
        agreement = of_agreement(offer, speak)
        paragraphs((ASKED[offer.question], *offer.refusals, *([] if agreement is None else [agreement])), speak)
    if all_reports:
        heading(speak(say("Experiments so far")))
    for each in all_reports:
        facts = " · ".join(speak(part) for part in (STATES[each.state], VERDICTS[each.conclusion.verdict]))
        console().print(f"  {each.number}  {each.start}  {speak(TITLES[each.question])} · {facts}")


@app.command(help=_("Begin an experiment; its rules are fixed now."))
def start(
    question: Annotated[Question, typer.Argument(help=_("What to test."))],
    day: Annotated[str | None, typer.Option("--from", help=_("First day, like 2027-03-01; today otherwise."))] = None,
    agreed: Annotated[bool, typer.Option("--agreed", help=_("Who treats you agrees."))] = False,
    calendar: Calendar = None,
    *,
    json: Json = False,
) -> None:
    """Begin an experiment, and show it."""
    from secrets import randbits

    from uncramp.cli import wiring
    from uncramp.domain.units import parse_date
    from uncramp.usecases.experiment import start_experiment

    with failing_well():
        book = wiring.open_logbook()
        first = None if day is None else parse_date(day)
        number = start_experiment(question, first, randbits(SEED_BITS), book, wiring.now(), is_agreed=agreed)
    show(number, calendar, json=json)


@app.command(help=_("Show an experiment: its schedule, its outcomes, and what they say."))
def show(number: Number, calendar: Calendar = None, *, json: Json = False) -> None:
    """Show one experiment, and write its calendar if asked to."""
    from uncramp.cli import wiring
    from uncramp.presentation.experiment_calendar import events
    from uncramp.presentation.experimenting import TITLES
    from uncramp.usecases.experiment_report import report_on

    with failing_well():
        book = wiring.open_logbook()
        speak = words(book.runner().units)
        report = report_on(number, book, wiring.now())
        if calendar is not None:
            wiring.write_calendar(calendar, events(report, speak), speak(TITLES[report.question]))
    if json:
        print_json(report, speak)
    else:
        _show(report, speak)


@app.command("next", help=_("Draw the lot of the turn that is next: before the run, or at the twitch."))
def next_turn(number: Number, *, json: Json = False) -> None:
    """Draw the lot and show it, or show the block that goes on."""
    from uncramp.cli import wiring
    from uncramp.presentation.experimenting import of_coming, of_lot
    from uncramp.usecases.experiment import draw_lot
    from uncramp.usecases.experiment_report import State, report_on

    with failing_well():
        book = wiring.open_logbook()
        speak = words(book.runner().units)
        now = wiring.now()
        report = report_on(number, book, now)
        is_drawn_now = not report.blocks and report.state in {State.GOING_ON, State.SUSPENDED}
        if is_drawn_now and (report.coming is not None or report.suspension):
            draw_lot(number, book, now)
            report = report_on(number, book, now)
    if json:
        print_json(report.coming, speak)
        return
    for each in (of_coming(report), *report.suspension):
        console().print(speak(each))
    for each in () if report.coming is None else of_lot(report, report.coming):
        console().print(speak(each), style="bold")


@app.command(help=_("Write down a turn: a run, a twitch, or whether you kept to a block."))
def log(
    number: Number,
    run: Annotated[int | None, typer.Option(help=_("Number of the run that had the turn."), min=1)] = None,
    block: Annotated[int | None, typer.Option(help=_("Number of the block."), min=1)] = None,
    twitch: Annotated[
        bool | None, typer.Option("--cramped/--let-go", help=_("Whether the twitch went on to a full cramp."))
    ] = None,
    minutes: Annotated[float | None, typer.Option(help=_("Minutes until it let go."))] = None,
    other: Annotated[bool, typer.Option("--did-other", help=_("You did the other of what was drawn."))] = False,
    *,
    json: Json = False,
) -> None:
    """Write one turn down."""
    from uncramp.cli import wiring
    from uncramp.domain.errors import invalid
    from uncramp.presentation.experimenting import of_entry
    from uncramp.usecases.experiment import write_block, write_run, write_twitch

    with failing_well():
        if sum(each is not None for each in (run, block, twitch)) != 1:
            raise invalid("Say one of --run, --block, --cramped and --let-go.")
        if minutes is not None and twitch is None:
            raise invalid("--minutes belongs to a twitch.")
        book = wiring.open_logbook()
        now = wiring.now()
        if run is not None:
            entry = write_run(number, run, book, now, is_followed=not other)
        elif block is not None:
            entry = write_block(number, block, book, now, is_followed=not other)
        else:
            release = None if minutes is None else 60.0 * minutes
            entry = write_twitch(number, book, now, is_followed=not other, went_on=bool(twitch), release=release)
        speak = words(book.runner().units)
    if json:
        print_json(entry, speak)
    else:
        console().print(speak(of_entry(entry)))


@app.command(help=_("Close an experiment; what was written down stays."))
def stop(number: Number, *, json: Json = False) -> None:
    """Close an experiment, and show where it stood."""
    from uncramp.cli import wiring
    from uncramp.usecases.experiment import stop_experiment

    with failing_well():
        stop_experiment(number, wiring.open_logbook(), wiring.now())
    show(number, None, json=json)


def _show(report: "ExperimentReport", speak: "Words") -> None:
    from uncramp.cli.telling import heading, paragraphs
    from uncramp.evidence.experiments import questions
    from uncramp.presentation.experimenting import (
        ARMS,
        BEFOREHAND,
        SAFETY,
        STATES,
        TITLES,
        VERDICTS,
        of_belief,
        of_block,
        of_coming,
        of_deviations,
        of_further,
        of_lot,
        of_rules,
        of_tally,
        of_told,
        of_verdict,
        of_waiting,
    )
    from uncramp.presentation.telling import of_sources

    testable = questions()[report.question]
    heading(f"{report.number} · {speak(TITLES[report.question])}", aside=speak(STATES[report.state]))
    heading(speak(VERDICTS[report.conclusion.verdict]))
    paragraphs((*of_verdict(report), *of_further(report)), speak)
    heading(speak(say("What comes next")))
    paragraphs((of_coming(report), *report.suspension), speak)
    if report.coming is not None:
        paragraphs(of_lot(report, report.coming), speak, "bold")
        if report.rules.drawn_for is DrawnFor.RUN and report.coming.drawn is None:
            paragraphs([BEFOREHAND], speak, "dim")
    paragraphs(of_waiting(report), speak)
    if report.blocks:
        heading(speak(say("Schedule")))
        paragraphs((of_block(block) for block in report.blocks), speak)
    heading(speak(say("Outcomes")))
    for arm, tally in report.tallies.items():
        paragraphs([say("{arm}: {tally}", arm=ARMS[arm], tally=of_tally(tally, speak))], speak)
    paragraphs((of_told(each) for each in report.told[-LAST:]), speak, "dim")
    paragraphs([of_deviations(report)], speak)
    heading(speak(say("What may be believed today")))
    paragraphs(of_belief(report), speak)
    heading(speak(say("Rules, fixed before it began")))
    paragraphs((*of_rules(report.rules, testable), SAFETY), speak)
    paragraphs([of_sources(testable.findings)], speak, "dim")
    if report.seed is not None:
        paragraphs([say("The order was drawn from the number {seed}.", seed=str(report.seed))], speak, "dim")
