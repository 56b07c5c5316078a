"""Messages of a FIT file taken one by one, each only if it can be meant."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from uncramp.formats.fit.layout import (
    DEFINITION,
    MOST_LAYOUTS,
    TIMED,
    Layout,
    definition_length,
    layout_of,
)
from uncramp.formats.fit.plausible import NEVER, Shape, oddities

LOCALS = 0xF


class Trouble(StrEnum):
    """Why there is no message at some byte."""

    NO_DEFINITION = "no-definition"
    BAD_DEFINITION = "bad-definition"
    BAD_TIME = "bad-time"
    CUT = "cut-message"
    TOO_MUCH = "too-much"


class Message(NamedTuple):
    """A message or a definition.

    Parameters
    ----------
    place, end
        Its first byte and the byte after it.
    time
        Whole time that it bears, seconds since the epoch of FIT, or None.
    is_timed
        Whether its header holds a part of its time.
    defines
        Local type that it defines, or None if it is no definition.
    """

    place: int
    end: int
    shape: Shape
    time: int | None = None
    is_timed: bool = False
    defines: int | None = None


@dataclass(slots=True)
class Walk:
    """Where a walk over the messages stands.

    Parameters
    ----------
    end
        Byte after the last message.
    shapes
        Shape of the messages of each local type that is defined so far.
    known, formed
        Layouts and shapes by their definitions; shared by all walks over a recording.
    """

    content: bytes
    position: int
    end: int
    shapes: dict[int, Shape] = field(default_factory=dict)
    known: dict[bytes, Layout] = field(default_factory=dict)
    formed: dict[bytes, Shape] = field(default_factory=dict)

    def from_byte(self, position: int, shapes: dict[int, Shape]) -> "Walk":
        """Another walk over the same bytes."""
        return Walk(self.content, position, self.end, dict(shapes), self.known, self.formed)

    def step(self) -> Message | Trouble:
        """The message there, and on behind it; or what is wrong, and no step."""
        place = self.position
        header = self.content[place]
        if header & (TIMED | DEFINITION) == DEFINITION:
            return self._definition()
        is_timed = header >= TIMED
        shape = self.shapes.get(header >> 5 & 3 if is_timed else header)
        if shape is None or (is_timed and not shape.may_be_timed):
            return Trouble.NO_DEFINITION
        end = place + shape.step
        if end > self.end:
            return Trouble.CUT
        time = None if is_timed else shape.time(self.content, place)
        if time in NEVER:
            if shape.is_record:
                return Trouble.BAD_TIME
            time = None
        self.position = end
        return Message(place, end, shape, time, is_timed)

    def _definition(self) -> Message | Trouble:
        place = self.position
        length = definition_length(self.content, place, self.end)
        if not length:
            return Trouble.CUT
        definition = self.content[place : place + length]
        shape = self.formed.get(definition)
        if shape is None:
            if oddities(definition) or len(self.known) > MOST_LAYOUTS:
                return Trouble.BAD_DEFINITION
            shape = self.formed[definition] = self.shape_of(layout_of(self.known, definition))
        local = definition[0] & LOCALS
        self.shapes[local] = shape
        self.position = place + length
        return Message(place, self.position, shape, defines=local)

    def shape_of(self, layout: Layout) -> Shape:
        """The one shape of all layouts that say the same."""
        return next((each for each in self.formed.values() if each.layout.key == layout.key), None) or Shape.of(layout)
