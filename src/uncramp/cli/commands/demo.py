"""``uncramp demo``: a sample runner, from the watch's files to the plan and the pages."""

from typing import TYPE_CHECKING, Annotated

import typer

from uncramp.cli.commands.plan import show
from uncramp.cli.commands.serve import Port, serve
from uncramp.cli.options import Json, _
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.cli.demo.sample import SampleRunner
    from uncramp.usecases.ports import Logbook


def demo(
    port: Port = 8000,
    start_server: Annotated[bool, typer.Option("--serve/--no-serve", help=_("Serve the pages after the plan."))] = True,
    *,
    json: Json = False,
) -> None:
    """Show everything on a sample runner: 40 weeks of files, a plan for the race in three weeks, the pages."""
    import os

    from uncramp.cli import wiring
    from uncramp.cli.demo.sample import sample_runner
    from uncramp.logbook.home import data_home
    from uncramp.usecases.plan import PlanRequest, plan_run

    now = wiring.now()
    sample = sample_runner(now.date())
    speak = words()
    with failing_well():
        # Away from the runner's own logbook, one for each day, since the sample's runs end today.
        os.environ["UNCRAMP_HOME"] = str(data_home() / "demo" / sample.today.isoformat())
        os.environ.pop("UNCRAMP_DATABASE", None)
        book = wiring.open_logbook()
        _import(sample, book, quiet=json)
        _tell(sample, book)
        request = PlanRequest(sample.race, sample.race_weather)
        report = plan_run(request, book, wiring.read_activities, now)
    if json:
        print_json(report, speak)
    else:
        show(report, speak)
    if start_server:
        serve(port, json=json)


def _import(sample: "SampleRunner", book: "Logbook", *, quiet: bool) -> None:
    from rich.progress import track

    from uncramp.cli import wiring
    from uncramp.usecases.import_files import import_originals
    from uncramp.usecases.ports import Outcome

    ledger = book.begin_import("demo")
    silent = quiet or not console().is_terminal
    with wiring.decoding(book) as decode:
        entries = import_originals(sample.originals(), book, decode, ledger)
        rows = list(track(entries, words().translate("Importing"), sample.count, console=console(), disable=silent))
    book.end_import(ledger, 0)
    if not quiet:
        new = sum(row.outcome is Outcome.READ for row in rows)
        sentence = say("A sample runner: {files} files of 40 weeks, {new} of them new.", files=len(rows), new=new)
        console().print(words()(sentence))


def _tell(sample: "SampleRunner", book: "Logbook") -> None:
    """Write the sample's profile and diary, once."""
    if book.episodes():
        return
    numbers = {run.file_name: run.number for run in book.runs()}
    book.save_runner(sample.profile)
    for name, weigh_in in sample.weigh_ins:
        book.add_weigh_in(numbers[name], weigh_in)
    for name, episode in sample.episodes:
        book.add_episode(numbers[name], episode)
