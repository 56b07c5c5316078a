"""The command line: ``uncramp``."""

import typer

from uncramp.cli.commands import cramp, demo, doctor, import_, plan, profile, relief, run, runs, serve, weigh

COMMANDS = (
    import_.import_files,
    runs.runs,
    run.run,
    plan.plan,
    profile.profile,
    cramp.cramp,
    weigh.weigh,
    relief.relief,
    serve.serve,
    demo.demo,
    doctor.doctor,
)
EPILOG = (
    "Exit codes: 0 done; 1 some files were refused; 2 a value cannot be meant; 3 no file could be read; "
    "4 not in the logbook; 5 the logbook cannot be used; 6 the logbook is damaged."
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Keeps runners from cramping: reads your watch's files, says how likely a cramp is and why, plans every run.",
    epilog=EPILOG,
)
for command in COMMANDS:
    app.command(name=command.__name__.removesuffix("_files"))(command)


def run_app() -> None:
    """Entry point of the ``uncramp`` command."""
    app()
