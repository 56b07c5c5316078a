"""What is said of imports: the same for the command line and the web."""

from datetime import datetime

from uncramp.domain.sentence import Sentence, say
from uncramp.presentation.words import Words
from uncramp.usecases.ports import Entry, KeptImport, Outcome

OUTCOMES = {
    Outcome.READ: say("read"),
    Outcome.RECOVERED: say("recovered"),
    Outcome.ALREADY_THERE: say("already there"),
    Outcome.SAME_ACTIVITY: say("same activity"),
    Outcome.OTHER_KIND: say("no activity"),
    Outcome.REFUSED: say("refused"),
}


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes what begins so as an order; the mark before it makes it text."""
COLUMNS = ("file", "outcome", "runs", "what")


def of_entry(entry: Entry, words: Words) -> Sentence | None:
    """What there is to say of a file beside its outcome and its runs, or None."""
    reasons = "; ".join(words(reason).removesuffix(".") for reason in entry.reasons)
    if entry.outcome in {Outcome.REFUSED, Outcome.OTHER_KIND}:
        return say("{reasons}.", reasons=reasons)
    if entry.outcome is Outcome.ALREADY_THERE:
        return say("What it tells was there; nothing changed.")
    told = [
        *([_other_file(entry)] if entry.outcome is Outcome.SAME_ACTIVITY else []),
        *([say("Readings of body mass: {count}.", count=entry.masses)] if entry.masses else []),
        *([say("Weigh-ins: {count}.", count=entry.weigh_ins)] if entry.weigh_ins else []),
        *([say("In it: {reasons}.", reasons=reasons)] if reasons else []),
    ]
    return say("{told}", told=" ".join(map(words, told))) if told else None


def _other_file(entry: Entry) -> Sentence:
    if entry.is_used:
        return say("One more file of it, which tells more: the run is now taken from it.")
    return say("One more file of it, kept beside the one that tells more.")


def of_runs(entry: Entry) -> Sentence | None:
    """Which runs a file tells of, or None."""
    numbers = ", ".join(map(str, entry.runs))
    if len(entry.runs) > 1:
        return say("runs {numbers}", numbers=numbers)
    return say("run {numbers}", numbers=numbers) if numbers else None


def of_import(kept: KeptImport) -> Sentence:
    """Sums of an import."""
    done = kept.done
    return say(
        "New runs: {added}. Files: {read} read, {recovered} recovered, {same} same activity, {there} already there, "
        "{other} no activity, {refused} refused.",
        added=kept.added,
        read=done[Outcome.READ],
        recovered=done[Outcome.RECOVERED],
        same=done[Outcome.SAME_ACTIVITY],
        there=done[Outcome.ALREADY_THERE],
        other=done[Outcome.OTHER_KIND],
        refused=done[Outcome.REFUSED],
    )


ONE_MINUTE = 60.0


def of_state(kept: KeptImport, now: datetime) -> Sentence:
    """How far an import is."""
    count = sum(kept.done.values())
    if kept.ended is not None:
        if kept.failure is not None:
            return say("ended early: {reason}", reason=kept.failure)
        return say("stopped; files: {count}", count=count) if kept.is_stopped else say("files: {count}", count=count)
    if kept.begun is None:
        return say("waiting")
    expected = max(count, kept.expected)
    left = (now - kept.begun).total_seconds() * (expected / count - 1.0) if count else 0.0
    if left < ONE_MINUTE:
        return say("{count} of about {expected} files", count=count, expected=expected)
    minutes = round(left / ONE_MINUTE)
    return say("{count} of about {expected} files, {minutes} min left", count=count, expected=expected, minutes=minutes)


def row_of(entry: Entry, words: Words) -> dict[str, str]:
    """The row as an exported table has it."""
    told = of_entry(entry, words)
    cells = {
        "file": entry.name,
        "outcome": entry.outcome.value,
        "runs": " ".join(map(str, entry.runs)),
        "what": "" if told is None else words(told),
    }
    return {column: f"'{cell}" if cell.startswith(FORMULA) else cell for column, cell in cells.items()}
