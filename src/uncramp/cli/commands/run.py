"""``uncramp run``: one run, and how likely a cramp was."""

from typing import TYPE_CHECKING

from uncramp.cli.options import Json, RunNumber, Units
from uncramp.cli.output import chosen, console, failing_well, print_json, words
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.presentation.words import Words
    from uncramp.usecases.assess import RunReport
    from uncramp.usecases.ports import KeptRun


def run(number: RunNumber, units: Units = None, *, json: Json = False) -> None:
    """Show one run: what it asked, how likely a cramp was before it, and what the diary says."""
    from uncramp.cli import wiring
    from uncramp.usecases.assess import assess_run

    with failing_well():
        book = wiring.open_logbook()
        report = assess_run(number, book, wiring.read_activities)
        speak = words(chosen(units, book.runner().units))
    if json:
        print_json(report, speak)
    else:
        _show(report, speak)


def _show(report: "RunReport", speak: "Words") -> None:
    from uncramp.cli.tables import show_exposure, show_forecast, show_splits
    from uncramp.cli.telling import heading, paragraphs
    from uncramp.presentation.labels import label
    from uncramp.presentation.telling import of_answer, of_episode, of_recording, of_said

    outline = report.run.outline
    heading(
        f"{speak(label(outline.sport))} {report.run.number} · {outline.local_start:%Y-%m-%d %H:%M}"
        + ("" if outline.time_zone else " UTC"),
        aside=str(report.run.said.get("name", report.run.file_name)),
    )
    console().print("  " + " · ".join(_facts(report.run, speak)))
    paragraphs(of_said(report.run.said), speak)
    show_forecast(report, speak)
    if report.exposure is not None:
        show_exposure(report.exposure, speak)
    show_splits(report.kilometres, speak)
    if report.oddities:
        heading(speak(say("What is odd in the file")))
        paragraphs(report.oddities, speak)
    if len(report.recordings) > 1:
        heading(speak(say("Files of this run")))
        paragraphs((of_recording(each) for each in report.recordings), speak)
    if report.episodes or report.answer is not None:
        heading(speak(say("Diary")))
        paragraphs((of_episode(episode, speak) for episode in report.episodes), speak)
    if report.answer is not None:
        paragraphs([of_answer(report.answer)], speak)
    if report.hindsight is not None:
        paragraphs([say("Why did it cramp? See: uncramp why {number}", number=report.run.number)], speak, "dim")


def _facts(run: "KeptRun", speak: "Words") -> list[str]:
    """Distance, time, pace and heart rate, as far as known."""
    outline, heart_rate = run.outline, run.features.mean_heart_rate
    facts = [] if outline.distance is None else [speak.quantity("distance", outline.distance)]
    facts.append(speak.quantity("timer_time", outline.timer_time))
    if outline.mean_speed is not None:
        facts.append(speak.pace(outline.mean_speed))
    if heart_rate is not None:
        facts.append(speak.quantity("heart_rate", heart_rate))
    return facts
