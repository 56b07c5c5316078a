"""What is said of imports: the same for the command line and the web."""

from uncramp.domain.sentence import Sentence, say
from uncramp.presentation.words import Words
from uncramp.usecases.ports import Entry, KeptImport, Outcome

OUTCOMES = {
    Outcome.READ: say("read"),
    Outcome.RECOVERED: say("recovered"),
    Outcome.ALREADY_THERE: say("already there"),
    Outcome.SAME_ACTIVITY: say("same activity"),
    Outcome.REFUSED: say("refused"),
}


def of_entry(entry: Entry, words: Words) -> Sentence:
    """What became of a file, without its name."""
    reasons = "; ".join(words(reason).removesuffix(".") for reason in entry.reasons)
    if entry.outcome is Outcome.REFUSED:
        return say("{reasons}.", reasons=reasons)
    if entry.outcome is Outcome.ALREADY_THERE:
        return say("The very same file is in the logbook; nothing changed.")
    told = " ".join(words(each) for each in _told(entry))
    if entry.outcome is Outcome.RECOVERED:
        return say("{told} It is damaged: {reasons}.", told=told, reasons=reasons)
    return say("{told} But {reasons}.", told=told, reasons=reasons) if reasons else say("{told}", told=told)


def _told(entry: Entry) -> list[Sentence]:
    """What a file that was read tells of."""
    numbers = ", ".join(map(str, entry.runs))
    said: list[Sentence] = []
    if entry.outcome is Outcome.SAME_ACTIVITY:
        said.append(say("Another file of run {numbers}; it is kept beside the first.", numbers=numbers))
    elif entry.runs:
        said.append(say("Run {numbers}.", numbers=numbers))
    if entry.masses:
        said.append(say("Readings of body mass: {count}.", count=entry.masses))
    if entry.weigh_ins:
        said.append(say("Weigh-ins: {count}.", count=entry.weigh_ins))
    return said


def of_import(kept: KeptImport) -> Sentence:
    """Sums of an import."""
    done = kept.done
    return say(
        "{added} new in the logbook, {known} there before, {recovered} recovered, {refused} refused.",
        added=done[Outcome.READ],
        known=done[Outcome.ALREADY_THERE] + done[Outcome.SAME_ACTIVITY],
        recovered=done[Outcome.RECOVERED],
        refused=done[Outcome.REFUSED],
    )


def of_state(kept: KeptImport) -> Sentence:
    """How far an import is."""
    count = sum(kept.done.values())
    if kept.ended is not None:
        return say("stopped after {count} files", count=count) if kept.is_stopped else say("{count} files", count=count)
    if kept.begun is None:
        return say("waiting")
    return say("{count} of about {expected} files", count=count, expected=max(count, kept.expected))


def row_of(entry: Entry, words: Words) -> dict[str, str]:
    """The row as an exported table has it."""
    return {
        "file": entry.name,
        "outcome": entry.outcome.value,
        "runs": " ".join(map(str, entry.runs)),
        "what": words(of_entry(entry, words)),
    }
