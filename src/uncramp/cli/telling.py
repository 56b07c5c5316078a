"""How text is laid out in a terminal."""

from collections.abc import Iterable

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from uncramp.cli.output import console
from uncramp.domain.plan import Step
from uncramp.domain.sentence import Sentence
from uncramp.presentation.words import Words

INDENT = (0, 0, 0, 2)


def heading(text: str, style: str = "bold", aside: str = "") -> None:
    """A heading with an empty line before it, and a dim word after it."""
    console().print()
    console().print(Text.assemble((text, style), (f"  {aside}" if aside else "", "dim")))


def paragraphs(sentences: Iterable[Sentence], speak: Words, style: str = "") -> None:
    """Sentences, indented, each a paragraph."""
    for sentence in sentences:
        console().print(Padding(Text(speak(sentence), style), INDENT))


def numbered(steps: Iterable[Step], speak: Words) -> None:
    """Steps in order, with how long each takes."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right")
    for number, step in enumerate(steps, start=1):
        time = "" if step.duration is None else f"  {speak.duration(step.duration)}"
        grid.add_row(f"{number}.", Text.assemble(speak(step.sentence), (time, "dim")))
    console().print(Padding(grid, INDENT))
