"""``uncramp doctor``: whether the logbook is sound."""

import typer

from uncramp.cli.options import Json
from uncramp.cli.output import Exit, console, failing_well, print_json, words
from uncramp.domain.sentence import say


def doctor(*, json: Json = False) -> None:
    """Check the logbook: the database, and every kept file against its fingerprint."""
    from uncramp.cli import wiring
    from uncramp.cli.telling import paragraphs
    from uncramp.logbook.home import data_home

    speak = words()
    with failing_well():
        report = wiring.check_logbook(wiring.open_logbook())
    if json:
        print_json(report, speak)
    else:
        console().print(speak(say("Logbook in {home}", home=str(data_home()))), markup=False)
        for count, sentence in (
            (report.originals, say("{count} files kept, byte for byte", count=report.originals or 0)),
            (report.runs, say("{count} runs and other activities", count=report.runs or 0)),
            (report.episodes, say("{count} cramps in the diary", count=report.episodes or 0)),
            (report.weigh_ins, say("{count} weigh-ins", count=report.weigh_ins or 0)),
        ):
            if count is not None:
                paragraphs([sentence], speak)
        paragraphs((finding.sentence for finding in report.findings), speak, "bold red")
        if not report.findings:
            console().print(speak(say("All is well.")))
    if report.findings:
        raise typer.Exit(Exit.DAMAGED)
