"""Recordings that are damaged: every whole message before, between and behind what cannot be read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from uncramp.formats.fit.plausible import DAY, RECORD, Shape, starts, upper
from uncramp.formats.fit.records import FIRST_DATE
from uncramp.formats.fit.stretch import MARGIN, Stretch, advance
from uncramp.formats.fit.walk import Message, Trouble, Walk

IN_A_ROW = 2
IN_A_STRANGE_ROW = 3
"""Messages with fitting times that must follow each other to be believed: at all, and on another day or in a shape
that was not defined for them."""
MOST_AHEAD = 64
MOST_STEPS = 300_000
"""Messages tried in search of the next one that can be believed: in one row, and in one recording."""
MOST_RESUMED = 5_000
MOST_MESSAGES = 600_000
"""Places of damage, and messages, in one damaged recording; six days with a message a second have fewer."""

LEAST_STRETCH = 16_384
"""Bytes looked at at once at first."""

Shapes = dict[int, Shape]


class Damage(NamedTuple):
    """Bytes left out, and what was wrong with them."""

    place: int
    size: int
    trouble: Trouble


@dataclass(slots=True)
class Recovery:
    """What is had of a damaged recording so far.

    Parameters
    ----------
    walk
        Where reading stands.
    ends
        Bytes at which the data may end.
    floor
        Byte before which no message is sought.
    settled
        Byte up to which all is kept, left out or pending.
    kept
        Messages that are believed.
    stretches
        And those between them that were taken at once.
    pending
        Those since the last that bore a fitting time; they stand or fall with what follows.
    base
        Time of the last record that is kept, seconds since the epoch of FIT.
    doubtful
        Bytes of the records directly before damage.
    resumed
        Bytes at which reading went on behind damage.
    """

    walk: Walk
    ends: tuple[int, ...]
    floor: int
    settled: int
    kept: list[Message] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    pending: list[Message] = field(default_factory=list)
    base: int | None = None
    damages: list[Damage] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    resumed: list[int] = field(default_factory=list)
    _shapes: Shapes = field(default_factory=dict)
    _new: list[Message] = field(default_factory=list)
    _used: dict[tuple[int, Shape], None] = field(default_factory=dict)
    _calm: int = 0
    _size: int = LEAST_STRETCH
    _hint: int | None = None
    _pattern: tuple[tuple[int, ...], re.Pattern[bytes]] | None = None
    _version: int = 0
    _steps: int = 0
    _knows_time: bool = True

    def run(self) -> None:
        """Walk to the end of the data, or to where nothing more can be read."""
        goes_on = True
        while goes_on and self.walk.position not in self.ends:
            step = Trouble.TOO_MUCH if self._is_too_much() else self.walk.step()
            if step is Trouble.TOO_MUCH:
                goes_on = self._go_on(step, None)
            elif isinstance(step, Trouble):
                goes_on = self._go_on(step, self._next())
            elif step.time is None:
                self._defer(step)
            elif self._fits(step, step.time):
                self._keep(step)
            elif step.shape.is_record and self.base is not None:
                goes_on = self._doubt(step, step.time)
            else:
                self.pending.append(step)
        if goes_on:
            self._keep_pending()

    def _is_too_much(self) -> bool:
        return len(self.resumed) > MOST_RESUMED or len(self.kept) + len(self.pending) > MOST_MESSAGES

    def _defer(self, step: Message) -> None:
        if step.defines is not None:
            self._new.append(step)
            self._version += 1
            if step.shape.is_telling:
                self.floor = step.place
        if self._knows_time or not step.is_timed:
            self.pending.append(step)

    def _fits(self, step: Message, time: int) -> bool:
        base = self.base or self._hint
        is_near = base is not None and abs(time - base) <= DAY
        return is_near or (self.base is None and self._holds(step.place, self.walk.shapes, None))

    def _keep(self, step: Message) -> None:
        self._keep_pending()
        self.kept.append(step)
        if step.shape.is_record:
            self._used[self.walk.content[step.place], step.shape] = None
            self.base = step.time
            self._calm += 1
        self._hint = step.time
        self.floor, self.settled = step.place, step.end
        self._knows_time = True
        if self._calm == MARGIN and self.base is not None:
            self._advance(self.base)

    def _advance(self, base: int) -> None:
        """Take what follows at once as long as it is sound; the more of it was, the more is looked at next."""
        stretch = advance(self.walk, base, self._size)
        if stretch is not None:
            self.stretches.append(stretch)
            for layout in (each for each in stretch.layouts if each.kind == RECORD):
                shape = self.walk.shape_of(layout)
                self._used |= dict.fromkeys(
                    (local, shape) for local in {*map(self.walk.content.__getitem__, layout.places)}
                )
            self.base = self._hint = stretch.base
            self.floor = self.settled = stretch.end
            self._start_anew()
            self._calm = 0
            self._size *= 4

    def _keep_pending(self) -> None:
        if self.pending:
            self.kept += [each for each in self.pending if each.defines is None]
            self._start_anew()

    def _start_anew(self) -> None:
        self._shapes = dict(self.walk.shapes)
        self._version += bool(self._new)
        self.pending, self._new = [], []

    def _doubt(self, record: Message, time: int) -> bool:
        """Go on behind a record whose time does not fit, or with it if no other day follows."""
        following = self._next()
        is_date = time >= FIRST_DATE
        if following is None and is_date and self._holds(record.place, self.walk.shapes, time, IN_A_STRANGE_ROW):
            self.resumed.append(record.place)
            self._keep(record)
            return True
        return self._go_on(Trouble.BAD_TIME, following)

    def _holds(
        self, place: int, shapes: Shapes, base: int | None, need: int = IN_A_ROW, new: tuple[Shape, ...] = ()
    ) -> bool:
        """Whether messages in a row begin there, so many with times around a base; at the end of the data one fewer."""
        walk = self.walk.from_byte(place, shapes)
        found = 0
        for _ in range(MOST_AHEAD):
            if walk.position in self.ends:
                return found >= need - 1
            self._steps += 1
            step = walk.step()
            if isinstance(step, Trouble):
                return False
            if step.defines is not None:
                new = (*new, step.shape)
            elif step.time is None and not found and (step.is_timed or step.shape not in new):
                return False
            if step.time is None:
                continue
            base = step.time if base is None else base
            if abs(step.time - base) <= DAY:
                found += 1
                need = IN_A_STRANGE_ROW if step.shape.is_record and step.time < base else need
            elif step.shape.is_record:
                return False
            if found >= need:
                return True
        return False

    def _next(self) -> tuple[int, Shapes] | None:
        """The next byte at which messages in a row begin, and the shapes of the local types there."""
        for place in self._candidates():
            if self.resumed and place <= self.resumed[-1]:
                continue
            for shapes, need in self._ways(place):
                if self._steps > MOST_STEPS:
                    return None
                if self._holds(place, shapes, self.base, need):
                    return place, shapes
        return None

    def _candidates(self) -> Iterator[int]:
        """Bytes at which messages may begin."""
        times = self._times()
        key = (self._version, len(self._used), *map(upper, times))
        if self._pattern is None or self._pattern[0] != key:
            known = {*self._used, *self._shapes.items(), *self.walk.shapes.items()}
            self._pattern = key, starts(known, times)
        return (match.start() for match in self._pattern[1].finditer(self.walk.content, self.floor, self.walk.end))

    def _times(self) -> list[int]:
        """When the recording was made; as long as no record says it, when it may have been."""
        if self.base is not None:
            return [self.base]
        times = [self._hint, *(each.time for each in self.pending if not each.shape.is_record)]
        return [time for time in times if time is not None and time >= FIRST_DATE]

    def _ways(self, place: int) -> Iterator[tuple[Shapes, int]]:
        """What the messages from some byte on may look like, and how many in a row are needed to believe it."""
        shapes = self.walk.shapes
        if self._new and place < self._new[-1].end:
            new = {each.defines: each.shape for each in self._new if each.defines is not None and each.end <= place}
            shapes = {**self._shapes, **new}
        local = self.walk.content[place]
        is_strange = local in shapes and shapes[local].is_record and (local, shapes[local]) not in self._used
        yield shapes, IN_A_STRANGE_ROW if is_strange else IN_A_ROW
        for of, shape in self._used:
            if of == local and shape is not shapes.get(local):
                yield {**shapes, local: shape}, IN_A_STRANGE_ROW

    def _go_on(self, trouble: Trouble, following: tuple[int, Shapes] | None) -> bool:
        """Leave out what is damaged, and go on behind it if anything follows."""
        if following is None:
            self._leave_out(trouble, self.walk.end, is_cut=trouble is Trouble.CUT)
            return False
        place, shapes = following
        self._leave_out(trouble, place, is_cut=False)
        self.resumed.append(place)
        self.walk.position, self.walk.shapes = place, dict(shapes)
        self._start_anew()
        self._version += 1
        self.floor = self.settled = place
        self._knows_time = False
        self._calm, self._size = 0, LEAST_STRETCH
        return True

    def _leave_out(self, trouble: Trouble, end: int, *, is_cut: bool) -> None:
        """Keep what is whole up to some byte; the message directly before damage is damaged itself or doubtful."""
        border = self.kept[-1] if self.kept and self.kept[-1].end == self.settled else None
        begin = self.settled
        is_confirmed = is_cut or (self.pending and self.pending[0].defines is not None)
        if border is not None and (end < border.end or not (is_confirmed or border.shape.is_record)):
            self.kept.pop()
            begin = border.place
        elif border is not None and not is_confirmed:
            self.doubtful.append(border.place)
        whole = [
            each for each in self.pending if each.end <= end and (each.time is None or (is_cut and self.base is None))
        ]
        self.kept += [each for each in whole if each.defines is None]
        begin = max([begin, *(each.end for each in whole)])
        self.damages.append(Damage(begin, end - begin, trouble))
