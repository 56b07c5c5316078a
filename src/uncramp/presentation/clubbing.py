"""What a club comes to, in sentences."""

from collections.abc import Iterator

from uncramp.domain.sentence import Sentence, say
from uncramp.usecases.club import ClubState, Taken

TAKEN = {
    Taken.JOINED: say("{file}: taken in."),
    Taken.RENEWED: say("{file}: taken in, in place of an older file of the same runner."),
    Taken.KNOWN: say("{file}: was taken in before."),
    Taken.OLDER: say("{file}: left out, a newer file of the same runner is there."),
    Taken.OWN: say("{file}: left out, it is your own, and your runs count already."),
}


def of_file(name: str, taken: Taken) -> Sentence:
    """What became of a file."""
    return Sentence(TAKEN[taken].template, {"file": name})


def of_club(state: ClubState) -> Iterator[Sentence]:
    """How a club stands, and whether forecasts start from it."""
    if state.files:
        yield say(
            "Files of others: {files}. There is something to learn from {runners} of these runners, from {runs} runs.",
            files=state.files,
            runners=state.runners,
            runs=state.runs,
        )
        if state.is_used:
            yield say("What they share can be trusted: your forecasts start from it, and your own diary goes on.")
        else:
            yield say("That cannot be trusted, or is nothing yet: your forecasts stay as they were.")
    else:
        yield say("Nobody shares with you: your forecasts start from studies alone.")
    if state.shared:
        yield say("Files that you made for others: {count}.", count=state.shared)


def of_left(count: int) -> Sentence:
    """That what others shared is forgotten."""
    if not count:
        return say("Nobody shared with you; nothing changed.")
    return say("Forgotten: {count} files of others. Your forecasts are again as without them.", count=count)


def of_shared(file: str, runs: int) -> Sentence:
    """That a file was made."""
    return say("{file} holds what the model learns from {runs} of your runs.", file=file, runs=runs)
