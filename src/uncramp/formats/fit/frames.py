"""The quick pass over the messages of a FIT file: where each lies and how it is laid out, up to the first trouble."""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from uncramp.domain.sentence import Sentence, say
from uncramp.formats.fit.layout import (
    DEFINITION,
    MOST_LAYOUTS,
    TIMED,
    TIMED_LOCALS,
    Layout,
    definition_length,
    layout_of,
)


@dataclass(frozen=True, slots=True)
class Frames:
    """What lies in the data of a recording.

    Parameters
    ----------
    known
        Layouts by what their definitions say.
    definitions
        First byte of each definition and the byte after it.
    trouble
        Why reading ended before the data did, or None.
    offset
        Byte at which it ended.
    """

    known: dict[bytes, Layout]
    definitions: tuple[tuple[int, int], ...]
    trouble: Sentence | None
    offset: int

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """The layouts of all messages."""
        return tuple(self.known.values())


def frames_of(content: bytes, begin: int, end: int, defined: Mapping[int, Layout] | None = None) -> Frames:
    """The messages between two bytes, taken as they say they are.

    Parameters
    ----------
    defined
        Layouts of the local types that are defined before, without messages.
    """
    known = {layout.key: layout for layout in (defined or {}).values()}
    definitions: list[tuple[int, int]] = []
    steps = [0] * 256  # from one message header to the next, by header byte; 0 where none is defined
    keep: list[Callable[[int], None]] = [lambda _: None] * 256
    for local, layout in (defined or {}).items():
        _define(local, layout, steps, keep)
    trouble = None
    step = 0
    position = begin
    while position < end and trouble is None:
        header = content[position]
        step = steps[header]
        if step:
            keep[header](position)
            position += step
        elif header & (TIMED | DEFINITION) != DEFINITION:
            trouble = say("a message in it has no definition")
        elif not (length := definition_length(content, position, end)):
            trouble = say("a definition in it is cut short")
        elif len(known) > MOST_LAYOUTS:
            trouble = say("it defines more than {count} kinds of messages", count=MOST_LAYOUTS)
        else:
            _define(header & 0xF, layout_of(known, content[position : position + length]), steps, keep)
            definitions.append((position, position + length))
            position += length
    if position > end:
        position -= step
        trouble = say("the last message in it is cut short")
        for places in (places for layout in known.values() for places in (layout.places, layout.timed_places)):
            del places[bisect_left(places, position) :]
    return Frames(known, tuple(definitions), trouble, position)


def _define(local: int, layout: Layout, steps: list[int], keep: list[Callable[[int], None]]) -> None:
    steps[local] = 1 + layout.size
    keep[local] = layout.places.append
    if local < TIMED_LOCALS:
        timed = slice(TIMED + 32 * local, TIMED + 32 * (local + 1))
        steps[timed] = [1 + layout.size] * 32
        keep[timed] = [layout.timed_places.append] * 32
