"""The command line: ``uncramp``."""

import os
from collections.abc import Callable

import typer

from uncramp.cli.commands import (
    add,
    check,
    club,
    cramp,
    demo,
    doctor,
    experiment,
    import_,
    imports,
    join,
    plan,
    profile,
    relief,
    risk,
    run,
    runs,
    separate,
    serve,
    weigh,
    whatif,
    why,
)
from uncramp.cli.options import _

COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "import": (import_.import_files, _("Import your watch's files: each is kept whole, or refused with the reason.")),
    "add": (add.add, _("Enter a run by hand.")),
    "imports": (imports.imports, _("List the imports, or what became of each file of one.")),
    "runs": (runs.runs, _("List the newest runs.")),
    "run": (run.run, _("Show one run: what it asked, and how likely a cramp was.")),
    "join": (join.join, _("Make two runs one: the files and the diary of both.")),
    "separate": (separate.separate, _("Make one of the files of a run a run of its own.")),
    "risk": (risk.risk, _("Say how likely a cramp is in a run to come, where and why.")),
    "whatif": (whatif.whatif, _("Say what would change that: pace, rest, start hour.")),
    "why": (why.why, _("Say why a past run cramped, as far as that can be said.")),
    "check": (check.check, _("Say how the forecasts of your own runs did, also where they lose.")),
    "plan": (plan.plan, _("Plan a race: pace, drink, warm-up, cool-down, and how likely a cramp is.")),
    "profile": (profile.profile, _("Show what you told of yourself, or change what the options name.")),
    "cramp": (cramp.cramp, _("Write a cramp into the diary.")),
    "weigh": (weigh.weigh, _("Write a weigh-in into the diary: it sharpens how much you sweat.")),
    "relief": (relief.relief, _("Get out of a cramp: what to do now, and when it is more than a cramp.")),
    "serve": (serve.serve, _("Serve the pages to the browsers of this machine.")),
    "demo": (demo.demo, _("Show it all on a sample runner: 40 weeks of files, a plan, the pages.")),
    "doctor": (doctor.doctor, _("Check the logbook: the database, and every kept file against its fingerprint.")),
}

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("For runners who cramp: reads your watch's files, says how likely a cramp is and why, and plans every run."),
    epilog=_(
        "Exit codes: 0 done; 1 some files were refused or damaged; 2 a value cannot be meant; 3 no file could be read; "
        "4 not in the logbook; 5 the logbook cannot be used; 6 the logbook is damaged; 130 stopped."
    ),
)
for name, (command, summary) in COMMANDS.items():
    app.command(name, help=summary)(command)
app.add_typer(experiment.app, name="experiment")
app.add_typer(club.app, name="club")


def run_app() -> None:
    """Entry point of the ``uncramp`` command."""
    # Our matrices are small: several threads for one of them only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app()
